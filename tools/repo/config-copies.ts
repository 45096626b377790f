import type { RepoFile } from './repo-file.ts';

const config =
  /^(?:packages|servers|examples)\/[^/]+\/(?:\.npmrc|\.?(?:biome|knip|turbo|tsconfig|prettierrc|eslintrc|editorconfig|tsup|vitest|vite|lefthook)\b[^/]*)$/;

/** Configuration that is kept per package where one at the root serves all. */
export function configCopyProblems(files: readonly RepoFile[]): string[] {
  return files
    .filter(({ path }) => config.test(path))
    .map(({ path }) => `${path} repeats a configuration of the root: move what it says there`);
}
