import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverFolders } from '../../docs/servers.ts';
import type { OwnPackage } from './registry-stand-in.ts';

/** Packs the built servers as a release does. */
export async function packServers(names: readonly string[], folder: string): Promise<Map<string, OwnPackage>> {
  const packed = new Map<string, OwnPackage>();
  for (const { name, folder: server } of serverFolders()) {
    if (names.includes(name)) packed.set(name, await pack(server, mkdtempSync(join(folder, 'pack-'))));
  }
  return packed;
}

async function pack(server: string, destination: string): Promise<OwnPackage> {
  await promisify(execFile)('pnpm', ['pack', '--pack-destination', destination], { cwd: server });
  const tarball = join(destination, readdirSync(destination)[0] ?? '');
  const { stdout } = await promisify(execFile)('tar', ['-xzOf', tarball, 'package/package.json']);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  return { manifest: JSON.parse(stdout), tarball, integrity };
}
