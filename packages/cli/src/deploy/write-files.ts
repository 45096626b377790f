import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { DeployedFile } from './deploy-plan.ts';

/** Writes the files of a deployment. Throws `CliError`, and writes nothing, where one is there that says something else. */
export function writeFiles(folder: string, files: readonly DeployedFile[], isForced: boolean): void {
  const changed = files.filter(({ path, text }) => {
    const file = join(folder, path);
    return existsSync(file) && readFileSync(file, 'utf8') !== text;
  });
  if (changed.length > 0 && !isForced) {
    const names = changed.map(({ path }) => path).join(', ');
    throw new CliError(
      'refused',
      `${folder} has files that were changed: ${names}.`,
      'Choose another --out, or add --force to replace them.',
    );
  }
  for (const { path, text, isPrivate } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: isPrivate ? 0o600 : 0o644 });
  }
}
