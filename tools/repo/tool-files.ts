import { basename } from 'node:path/posix';
import { nameForms } from '../new/name-forms.ts';
import { importsOf } from '../source/imports.ts';
import type { RepoFile } from './repo-file.ts';

const definition = /^export const (\w+) = defineTool\(\{\n {2}name: '([^']*)'/gm;

/** Tool files that hold something else than one tool under its own name, and tools that share a name or are not registered. */
export function toolFileProblems(files: readonly RepoFile[]): string[] {
  const names = new Map<string, string>();
  return files.flatMap((file) => {
    const server = /^((?:servers|examples)\/[^/]+)\/src\/tools\/.*\.ts$/.exec(file.path)?.[1];
    if (server === undefined) return [];
    const [, exported = '', name = ''] = [...file.text.matchAll(definition)][0] ?? [];
    const owner = names.get(`${server} ${name}`);
    names.set(`${server} ${name}`, file.path);
    return [
      ...shapeProblems(file, exported, name),
      ...(owner === undefined ? [] : [`${file.path} defines ${name}, and so does ${owner}`]),
      ...(isRegistered(files, server, file.path) ? [] : [`${file.path} is not imported by ${server}/src/server.ts`]),
    ];
  });
}

function shapeProblems({ path, text }: RepoFile, exported: string, name: string): string[] {
  const tools = text.match(/\bdefineTool\(/g)?.length ?? 0;
  const exports = text.match(/^export /gm)?.length ?? 0;
  if (tools !== 1 || exports !== 1 || name === '') return [`${path} holds not exactly one tool and one export`];
  const { camel, kebab } = nameForms(name);
  return [
    ...(exported === camel ? [] : [`${path} exports ${exported}; ${name} is ${camel}`]),
    ...(basename(path) === `${kebab}.ts` ? [] : [`${path} holds ${name}, whose file is ${kebab}.ts`]),
  ];
}

function isRegistered(files: readonly RepoFile[], server: string, path: string): boolean {
  const registry = files.find((file) => file.path === `${server}/src/server.ts`);
  const specifier = `.${path.slice(`${server}/src`.length)}`;
  return registry !== undefined && importsOf(registry.text).some((statement) => statement.specifier === specifier);
}
