import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What esbuild tells of a build, as far as we look into it. */
export interface BuildRecord {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
}

/** A package by others whose code is in a bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** An SPDX expression. */
  licence: string;
  /** Licence and, where there is one, notice, word for word. */
  text: string;
}

/** The fields of a package.json that we read; npm refuses to publish a package whose name or version is no text. */
interface Manifest {
  name?: string;
  version?: string;
  license?: string;
}

const licenceFile = /^(?:licen[cs]e|copying|notice)/i;
/** A packer's mark of a file that it copied into another package: `//#region ../node_modules/ajv/dist/ajv.js`. */
const copiedFile = /^\/\/(?:#region)? ?\S*node_modules\/((?:@[^/\s]+\/)?[^/@\s][^/\s]*)\/\S+$/gm;
const store = `${sep}node_modules${sep}.pnpm${sep}`;

/** The packages that are in a bundle, also those that other packages carry inside; `folder` is where the build ran. */
export function bundledPackages({ outputs }: BuildRecord, folder: string): BundledPackage[] {
  const files = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => resolve(folder, path))
    .filter((path) => path.includes(`${sep}node_modules${sep}`) && existsSync(path));
  const folders = new Set(files.flatMap((file) => [packageFolder(file), ...copiedPackages(file)]));
  return [...folders].map(readPackage).sort((left, right) => (left.name < right.name ? -1 : 1));
}

function packageFolder(file: string): string {
  let folder = dirname(file);
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** Some packages have package.json files inside that only say `type: module`. */
function isPackage(folder: string): boolean {
  const { name, version } = existsSync(join(folder, 'package.json')) ? readManifest(folder) : {};
  return name !== undefined && version !== undefined;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** A package that carries others inside does not say so in its manifest, and seldom brings their licences. */
function copiedPackages(file: string): string[] {
  const names = new Set([...readFileSync(file, 'utf8').matchAll(copiedFile)].map(([, name = '']) => name));
  names.delete('');
  return [...names].map((name) => installedFolder(name, file));
}

/** Any installed version will do: its licence is what is asked of it. */
function installedFolder(name: string, file: string): string {
  const [before = ''] = file.split(store);
  const installed = join(before, 'node_modules', '.pnpm');
  const prefix = `${name.replace('/', '+')}@`;
  const entry = existsSync(installed) && readdirSync(installed).find((candidate) => candidate.startsWith(prefix));
  if (!entry) throw new Error(`${file} carries code of ${name}, which is not installed: no licence text to be had`);
  return join(installed, entry, 'node_modules', name);
}

function readPackage(folder: string): BundledPackage {
  const { name = '', version = '', license = 'no licence' } = readManifest(folder);
  const files = readdirSync(folder);
  const texts = files
    .filter((file) => licenceFile.test(file) && !/\.[cm]?[jt]s$/.test(file))
    .flatMap((file) => filesAt(join(folder, file)))
    .map((file) => readFileSync(file, 'utf8').trim());
  const readme = files.find((file) => /^readme/i.test(file));
  if (texts.length === 0 && readme) texts.push(licenceSection(readFileSync(join(folder, readme), 'utf8')));
  return { name, version, licence: license, text: texts.join('\n\n') || keptLicence(name) };
}

/** The file itself, or the files of a folder such as `licenses/`. */
function filesAt(path: string): string[] {
  return statSync(path).isFile() ? [path] : readdirSync(path).map((file) => join(path, file));
}

/** The licence of a package that does not bring it along, as its repository has it; kept in `licences/`. */
function keptLicence(name: string): string {
  const file = fileURLToPath(new URL(`licences/${keptAs(name)}`, import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** Name of that file. */
export function keptAs(name: string): string {
  return `${name.replace('/', '+')}.txt`;
}

/** The licence where a package has it in its README alone; a heading over a bare name is no licence text. */
function licenceSection(readme: string): string {
  const [, section = ''] = /^#+\s*licen[cs]e[^\n]*\n([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(readme) ?? [];
  return /permission|redistribution/i.test(section) ? section.trim() : '';
}
