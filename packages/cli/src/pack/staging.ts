import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renamePatiently } from '@bizmcp/core/operate';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { jsonText } from '../json-text.ts';
import type { BuiltServer } from './built-server.ts';
import { type PackageFile, writePackageFiles } from './package-file.ts';

/** The bundled program below `server/`, and the files that every package of it has. */
export function sharedFiles({ bundle, licence, notice, icon }: BuiltServer): PackageFile[] {
  const copies = { LICENSE: licence, NOTICE: notice, 'icon.png': icon };
  return [
    ...bundle.map(({ path, content }) => ({ path: `server/${path}`, content })),
    // Says to Node.js what the files beside it are, wherever they are unpacked.
    { path: 'server/package.json', content: jsonText({ type: 'module' }) },
    ...Object.entries(copies).flatMap(([path, copyOf]) =>
      copyOf === undefined ? [] : [{ path, content: { copyOf } }],
    ),
  ];
}

/** Writes files into a new folder beside where the result will be, works there, and leaves nothing behind. */
export async function inStaging<Result>(
  out: string,
  files: readonly PackageFile[],
  work: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(out, '.pack-'));
  // It may become the package itself, which others are to read.
  chmodSync(folder, 0o755);
  try {
    writePackageFiles(files, folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts a folder in the place of an older one of the same kind and name. Throws `CliError` for a folder that is something else. */
export function replaceFolder(staged: string, target: string, proof: { file: string; name: string }): void {
  if (existsSync(target) && nameIn(join(target, proof.file)) !== proof.name)
    throw new CliError(
      'refused',
      `${target} is there already, and is not an earlier result of this command.`,
      'Choose another folder with --out.',
    );
  const former = `${target}.former-${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(target)) renamePatiently(target, former);
  renamePatiently(staged, target);
  rmSync(former, { recursive: true, force: true });
}

function nameIn(file: string): string | undefined {
  try {
    return z.object({ name: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).name;
  } catch {
    return undefined;
  }
}
