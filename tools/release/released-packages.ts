import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../packages/cli/package.json' with { type: 'json' };
import { jsonText } from '../../packages/cli/src/json-text.ts';
import { readBuiltServer } from '../../packages/cli/src/pack/built-server.ts';
import { packNpm, packTarball } from '../../packages/cli/src/pack/npm-package.ts';

import { root } from '../docs/servers.ts';
import type { ReleasedPackage } from './release-packages.ts';

/** A built server, as `bizmcp pack --as npm` makes it. */
export async function serverPackage(folder: string): Promise<ReleasedPackage> {
  const server = await readBuiltServer(folder);
  const { name, version } = server.spec.manifest;
  return { name, version, pack: (out) => packNpm(server, out) };
}

/** The built command `bizmcp`, likewise with no dependency and no script. */
export function commandPackage(): ReleasedPackage {
  const { name, version, scripts: _, devDependencies: __, ...published } = manifest;
  const folder = join(root, 'packages', 'cli');
  const program = readdirSync(join(folder, 'dist'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = [
    { path: 'package.json', content: jsonText({ name, version, ...published }) },
    ...program.map((file) => ({
      path: file.slice(folder.length + 1).replaceAll('\\', '/'),
      content: { copyOf: file },
    })),
    { path: 'README.md', content: { copyOf: join(folder, 'README.md') } },
    { path: 'LICENSE', content: { copyOf: join(root, 'LICENSE') } },
  ];
  return { name, version, pack: (out) => packTarball(files, out) };
}
