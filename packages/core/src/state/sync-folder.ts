import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** What some disks, as of shared folders, say to it: https://github.com/postgres/postgres/blob/master/src/backend/storage/file/fd.c (fsync_fname_ext) */
const unsupported = ['EBADF', 'EINVAL', 'ENOTSUP'];

/** Makes the names in a folder durable, as far as its disk can. Windows can't and needs not be told. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(unlessUnsupported);
  } finally {
    await handle.close();
  }
}

/** The same at once. */
export function syncFolderNow(folder: string, sync = fsyncSync): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    sync(handle);
  } catch (error) {
    unlessUnsupported(error);
  } finally {
    closeSync(handle);
  }
}

function unlessUnsupported(error: unknown): void {
  if (!(error instanceof Error) || !('code' in error) || !unsupported.includes(String(error.code))) throw error;
}
