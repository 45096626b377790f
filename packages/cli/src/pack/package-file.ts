import { chmodSync, copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of a package: its path there with `/`, and its text or the file that it is a copy of. */
export interface PackageFile {
  path: string;
  content: string | { copyOf: string };
}

/** Writes files below a folder, which is made if need be. A copy of a program stays one that can be started. */
export function writePackageFiles(files: readonly PackageFile[], folder: string): void {
  for (const { path, content } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (typeof content === 'string') {
      writeFileSync(target, content);
      continue;
    }
    copyFileSync(content.copyOf, target);
    chmodSync(target, (statSync(content.copyOf).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
