import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a folder and all in it take, in megabytes. */
export interface FolderSize {
  /** On the disk, in whole blocks, as `du` tells. */
  megabytes: number;
  /** Of the files' content alone. */
  contentMegabytes: number;
}

const blockBytes = 512;

export function folderSize(folder: string): FolderSize {
  const sizes = filesOf(folder).map((path) => lstatSync(path));
  return {
    megabytes: sizes.reduce((sum, { blocks }) => sum + blocks * blockBytes, 0) / 1e6,
    contentMegabytes: sizes.reduce((sum, file) => sum + (file.isDirectory() ? 0 : file.size), 0) / 1e6,
  };
}

function filesOf(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
  return [folder, ...below];
}
