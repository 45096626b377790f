import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';

/** The servers of this checkout. */
export const servers = join(import.meta.dirname, '..', '..', '..', 'servers');

/** A folder to pack in. */
export interface PackBench {
  folder: string;
  /** Runs `bizmcp pack` there; what it answered as JSON, and its exit code. */
  pack(line: string): Promise<ReturnType<typeof JSON.parse>>;
  /** Makes the built template a project of its own there, changed. */
  project(name: string, change: ProjectChange): string;
  remove(): void;
}

/** How a project differs from the template. */
interface ProjectChange {
  manifest?: object;
  files?: Record<string, string>;
  without?: string;
}

/** Makes a folder to pack in. */
export function packBench(): PackBench {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-pack-'));
  return {
    folder,
    pack: (line) => pack(folder, line),
    project: (name, change) => project(join(folder, name), change),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function pack(folder: string, line: string) {
  const { output, exitCode } = await runCli(['pack', ...line.split(' '), '--json'], {
    surroundings: { platform: 'linux', environment: {}, home: folder, folder, namesIn: namesInFolder },
    now: new Date(),
    person: undefined,
    screen: { columns: 80, hasColour: false },
    write: () => undefined,
  });
  return { ...JSON.parse(output), exitCode };
}

function project(own: string, { manifest, files = {}, without }: ProjectChange): string {
  mkdirSync(own);
  for (const part of ['surface.json', 'dist'])
    cpSync(join(servers, 'hello', part), join(own, part), { recursive: true });
  const template = readJson(servers, 'hello', 'package.json');
  writeFileSync(join(own, 'package.json'), JSON.stringify({ ...template, ...manifest }));
  writeFileSync(join(own, 'LICENSE'), 'MIT License');
  for (const [path, text] of Object.entries(files)) writeFileSync(join(own, path), text);
  if (without !== undefined) rmSync(join(own, without), { recursive: true });
  return own;
}

/** The JSON in a file. */
export function readJson(...path: string[]) {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}
