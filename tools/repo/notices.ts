import { isPermissive } from '../notice/licence.ts';
import { readNotice } from '../notice/notice-text.ts';
import { importsOf } from '../source/imports.ts';
import type { RepoFile } from './repo-file.ts';

const shortestLicence = 200;

/** Servers whose NOTICE is missing, or does not name a package that their code or core's imports, or names one without its licence. */
export function noticeProblems(files: readonly RepoFile[], notices: ReadonlyMap<string, string>): string[] {
  const folders = files.flatMap(({ path }) => /^((?:servers|examples)\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  return folders.flatMap((folder) => {
    const notice = notices.get(folder);
    if (notice === undefined) return [`${folder}/dist/NOTICE is not there: run \`pnpm build\``];
    const entries = readNotice(notice);
    const named = new Set(entries.map(({ name }) => name));
    const expected = importedPackages(files, [`${folder}/src/`, 'packages/core/src/']);
    return [
      ...expected.filter((name) => !named.has(name)).map((name) => `${folder}/dist/NOTICE does not name ${name}`),
      ...entries
        .filter(({ licence, text }) => !isPermissive(licence) || text.length < shortestLicence)
        .map(
          ({ name, licence }) => `${folder}/dist/NOTICE: ${name} is under ${licence}, or its licence text is missing`,
        ),
    ];
  });
}

/** Found in the sources, not in the bundle: the two ways to know check each other. Types leave nothing in a bundle. */
function importedPackages(files: readonly RepoFile[], folders: readonly string[]): string[] {
  const sources = files.filter(({ path }) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(folder)));
  const names = sources
    .flatMap(({ text }) => importsOf(text))
    .filter(({ specifier, isType }) => !isType && !/^(?:[./]|node:|@bizmcp\/)/.test(specifier))
    .map(({ specifier }) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(names)].sort();
}
