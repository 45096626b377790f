import type { RepoFile } from './repo-file.ts';

/** The fields of our own package.json files that we read. */
interface Manifest {
  name?: string;
  private?: boolean;
  license?: string;
  type?: string;
  mcpName?: string;
  bin?: Record<string, string>;
  files?: string[];
  engines?: Record<string, string>;
  scripts?: Record<string, string>;
  repository?: { directory?: string };
}

/** npm and pnpm run these on the machine of whoever installs the package. */
const installScripts = /^(?:pre|post)?(?:install|prepare|pack|publish)$|^(?:prepublishOnly|dependencies)$/;
const dependencyFields = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundledDependencies'];
const published = new Set(['dist', 'README.md', 'LICENSE', 'server.json']);

/** What is wrong with the packages that are published: nobody reviews them after us. */
export function manifestProblems(files: readonly RepoFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const folder = /^servers\/([^/]+)\/package\.json$/.exec(path)?.[1];
    if (folder === undefined) return [];
    const manifest: Manifest = JSON.parse(text);
    return manifest.private ? [] : problemsOf(manifest, folder).map((problem) => `${path} ${problem}`);
  });
}

function problemsOf(manifest: Manifest, folder: string): string[] {
  const scripts = Object.keys(manifest.scripts ?? {}).filter((name) => installScripts.test(name));
  const facts: [what: string, value: unknown, expected: unknown][] = [
    ['name', manifest.name, `@bizmcp/${folder}`],
    ['license', manifest.license, 'MIT'],
    ['type', manifest.type, 'module'],
    ['mcpName', manifest.mcpName, `io.github.bizmcp/${folder}`],
    ['bin', manifest.bin, { [`mcp-${folder}`]: './dist/index.js' }],
    ['engines', manifest.engines, { node: '>=22.18' }],
    ['repository.directory', manifest.repository?.directory, `servers/${folder}`],
  ];
  const files = manifest.files ?? [];
  return [
    ...facts
      .filter(([, value, expected]) => JSON.stringify(value) !== JSON.stringify(expected))
      .map(([what, value, expected]) => `has ${what} ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`),
    ...dependencyFields.filter((field) => field in manifest).map((field) => `has ${field}: everything is bundled`),
    ...scripts.map((name) => `runs the script ${name} on the machine of whoever installs it`),
    ...['dist', 'server.json'].filter((file) => !files.includes(file)).map((file) => `does not publish ${file}`),
    ...files.filter((file) => !published.has(file)).map((file) => `publishes ${file}`),
  ];
}
