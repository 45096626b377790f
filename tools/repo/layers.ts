import { posix } from 'node:path';
import { type ImportStatement, importsOf } from '../source/imports.ts';
import type { RepoFile } from './repo-file.ts';

/** Where a source file is: `servers/hello` and `src`. */
interface Place {
  path: string;
  home: string;
  part: string;
}

/** What the files of one part of the tree may import besides their own part. `*` stands for a vendor's package. */
interface Layer {
  files: RegExp;
  packages: readonly string[];
  /** Parts of the same package. */
  parts: readonly string[];
}

const layers: readonly Layer[] = [
  {
    files: /^(?:servers|examples)\/[^/]+\/src\//,
    packages: ['@bizmcp/core', '@bizmcp/insights', '@bizmcp/chart', '@bizmcp/soql', '*'],
    parts: ['src'],
  },
  {
    files: /^(?:servers|examples)\/[^/]+\/simulator\//,
    packages: ['@bizmcp/testkit', '@bizmcp/core', '@bizmcp/soql', '*'],
    parts: ['simulator'],
  },
  {
    files: /^(?:servers|examples)\/[^/]+\/test\//,
    packages: ['@bizmcp/testkit', '@bizmcp/core', '@bizmcp/insights', '@bizmcp/soql', '*'],
    parts: ['src', 'simulator', 'test'],
  },
  { files: /^packages\/core\/src\//, packages: ['zod', 'yaml', 'ioredis', 'pg'], parts: ['src'] },
  { files: /^packages\/insights\/src\//, packages: ['*'], parts: ['src'] },
  { files: /^packages\/soql\/src\//, packages: [], parts: ['src'] },
  { files: /^packages\/chart\/src\//, packages: ['*'], parts: ['src'] },
  { files: /^packages\/testkit\/src\//, packages: ['@bizmcp/core', '*'], parts: ['src'] },
  { files: /^packages\/cli\/src\//, packages: ['@bizmcp/core', '*'], parts: ['src'] },
];

const mcpSdk = /^@modelcontextprotocol\//;
const startEntry = '@bizmcp/core/serve';
const operateEntry = '@bizmcp/core/operate';

/** Imports that ARCHITECTURE.md does not allow. */
export function layerProblems(files: readonly RepoFile[]): string[] {
  return files
    .filter(({ path }) => /^(?:packages|servers|examples|tools)\/.*\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      importsOf(text).flatMap((statement) => {
        const problem = zodProblem(statement) ?? sdkProblem(path, statement) ?? importProblem(placeOf(path), statement);
        return problem === undefined ? [] : [`${path}:${statement.line} ${problem}`];
      }),
    );
}

function placeOf(path: string): Place {
  const [group = '', name = '', part = ''] = path.split('/');
  return { path, home: `${group}/${name}`, part };
}

function zodProblem({ specifier, clause }: ImportStatement): string | undefined {
  if (specifier !== 'zod' || /^(?:type )?\* as z$/.test(clause)) return undefined;
  return "imports zod otherwise than `import * as z from 'zod'`";
}

/**
 * Clients and the old SDK are for tests and the testkit; the server's SDK has one home. The command starts servers as a client
 * does, to examine and to call them, and so has the client too.
 */
function sdkProblem(path: string, { specifier }: ImportStatement): string | undefined {
  if (!mcpSdk.test(specifier)) return undefined;
  const isServerSdk = specifier.startsWith('@modelcontextprotocol/server');
  const allowed = isServerSdk
    ? /^packages\/core\/(?:src|test)\/serve\/|^tools\/bench\/(?:bare-server|sdk-hello)\.ts$/
    : /\/test\/|^packages\/(?:testkit|cli)\/src\/|^tools\//;
  return allowed.test(path) ? undefined : `imports ${specifier}: the MCP SDK belongs to packages/core/src/serve/`;
}

function importProblem(place: Place, statement: ImportStatement): string | undefined {
  const layer = layers.find(({ files }) => files.test(place.path));
  const { specifier } = statement;
  if (specifier.startsWith('.')) return layer && relativeProblem(place, layer, statement);
  if (!layer || specifier.startsWith('node:') || mcpSdk.test(specifier)) return undefined;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (name.startsWith('@bizmcp/') ? !layer.packages.includes(name) : !isAllowedPackage(layer, name))
    return `imports ${specifier}, which its layer may not`;
  if (specifier === startEntry && !/^(?:servers|examples)\/[^/]+\/src\/main\.ts$/.test(place.path))
    return `imports ${startEntry}, which is for main.ts alone`;
  if (specifier === operateEntry && place.home !== 'packages/cli')
    return `imports ${operateEntry}, with which a server could approve its own calls: it is for packages/cli alone`;
  return undefined;
}

function isAllowedPackage(layer: Layer, name: string): boolean {
  return layer.packages.includes('*') || layer.packages.includes(name);
}

function relativeProblem(place: Place, layer: Layer, { specifier, isDynamic }: ImportStatement): string | undefined {
  const target = posix.join(posix.dirname(place.path), specifier);
  const { home, part } = placeOf(target);
  if (home !== place.home) return `imports ${specifier}, outside its own package`;
  if (layer.parts.includes(part) || target.endsWith('.json')) return undefined;
  const isSandbox = place.path.endsWith('/src/main.ts') && part === 'simulator' && isDynamic;
  return isSandbox ? undefined : `imports ${specifier}; ${place.part} may not import ${part}`;
}
