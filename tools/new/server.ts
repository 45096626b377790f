import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext, Script } from 'node:vm';
import { type NameForms, nameForms } from './name-forms.ts';
import { Problem } from './problem.ts';
import { finish, type Runner } from './runner.ts';
import { identifiersOf, renamePath, renameSource } from './template.ts';

/** A file of the new server, by its path in the server's folder. */
interface NewFile {
  path: string;
  text: string;
}

const template = 'hello';
const nameShape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const longestName = 40;
const copied = /^(?:src|simulator|test)\//;

/** Makes a server from the living template: its folder, its links and everything that is generated from it. Or nothing. */
export function newServer(root: string, name: string, run: Runner): string {
  const folder = join(root, 'servers', name);
  const forms = nameForms(name);
  checkName(root, name, forms);
  const sources = readTemplate(root);
  checkIdentifiers(name, forms, sources);
  const files = [
    ...sources.map(({ path, text }) => ({ path: renamePath(path, forms), text: renameSource(text, forms) })),
    { path: 'package.json', text: manifestOf(root, forms) },
    // Imported by src/main.ts; the generator fills it.
    { path: 'surface.json', text: '{}\n' },
  ];
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  try {
    run('pnpm', ['install', '--no-frozen-lockfile', '--prefer-offline']);
    finish(name, run);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return `servers/${name} is ready; \`pnpm test\` is green. Next, by docs/guides/add-your-own-system.md: describe the system in src/api.ts and simulator/, and add tools with \`pnpm new tool ${name} <verb_noun> --effect <effect>\`.`;
}

function checkName(root: string, name: string, { camel, pascal }: NameForms): void {
  if (!nameShape.test(name) || name.length > longestName)
    throw new Problem(
      `${JSON.stringify(name)} is no name for a server: use kebab-case that begins with a letter, of at most ${longestName} characters, such as acme or google-drive.`,
    );
  if (/hello/.test(name) && name !== template)
    throw new Problem(`${name} contains the template's own name; choose another.`);
  if (takenNames(root).includes(name))
    throw new Problem(`${name} is a package or an example of the workspace; choose another name.`);
  if (existsSync(join(root, 'servers', name)))
    throw new Problem(`servers/${name} exists already; choose another name, or remove that folder first.`);
  if (isOfLanguage(camel) || isOfLanguage(pascal))
    throw new Problem(`${name} is a word of JavaScript; choose another name.`);
}

/** Each would be written over: the documents of one of them by those of the other. */
function takenNames(root: string): string[] {
  const examples = readdirSync(join(root, 'examples'));
  const shown = examples.map((example) => nameOf(join(root, 'examples', example, 'surface.json')));
  return ['bizmcp', ...readdirSync(join(root, 'packages')), ...examples, ...shown];
}

function nameOf(path: string): string {
  const { name }: { name: string } = JSON.parse(readFileSync(path, 'utf8'));
  return name;
}

/** Whether JavaScript has a word or a global of this name, such as `class` or `Promise`. */
function isOfLanguage(identifier: string): boolean {
  try {
    new Script(`"use strict"; const ${identifier} = 0;`);
  } catch {
    return true;
  }
  return runInNewContext(`'${identifier}' in globalThis`);
}

/** A name that the template uses for something else would stand for two things. */
function checkIdentifiers(name: string, { camel, pascal }: NameForms, sources: readonly NewFile[]): void {
  const used = sources.flatMap(({ text }) => identifiersOf(text));
  const taken = [camel, pascal].find((identifier) => used.includes(identifier));
  if (taken !== undefined)
    throw new Problem(
      `${name} would be ${taken} in the code, which the template uses for something else; choose another name.`,
    );
}

function readTemplate(root: string): NewFile[] {
  const folder = join(root, 'servers', template);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => copied.test(path) && path.endsWith('.ts'))
    .map((path) => ({ path, text: withoutBudget(readFileSync(join(folder, path), 'utf8')) }));
}

/** The template's few tools are held to few tokens; a server that grows begins with what every server has. */
function withoutBudget(source: string): string {
  return source.replace(/^ *tokenBudget: \d+,\n/m, '');
}

function manifestOf(root: string, { kebab, title }: NameForms): string {
  const manifest: Record<string, unknown> = JSON.parse(
    readFileSync(join(root, 'servers', template, 'package.json'), 'utf8').replaceAll(template, kebab),
  );
  return JSON.stringify({ ...manifest, version: '0.1.0', description: `MCP server for ${title}` }, undefined, 2);
}
