import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsup';
import { root } from '../../docs/servers.ts';
import type { Program } from './program.ts';

/** The names by which the tables refer to the floors. */
export const floors = { node: 'bare Node.js', wire: 'no SDK', sdk: 'SDK hello' } as const;

/** What no server can be below, and what a server on the SDK costs before it does anything. */
export async function floorPrograms(folder: string): Promise<Program[]> {
  const [wire, sdk] = await Promise.all([bundled('no-sdk-server', folder), bundled('sdk-hello', folder)]);
  const mute = join(folder, 'mute.js');
  writeFileSync(mute, 'process.stdin.resume();\nprocess.stdout.write("started\\n");\n');
  return [
    { name: floors.node, kind: 'floor', args: [mute], isMute: true },
    { name: floors.wire, kind: 'floor', args: [wire] },
    { name: floors.sdk, kind: 'floor', args: [sdk] },
  ];
}

// Bundled CommonJS calls require() for Node's own modules.
const requireBanner = 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);';

/** Bundles a server as a careful author would: one minified file behind a launcher that turns the compile cache on. */
async function bundled(name: string, folder: string): Promise<string> {
  const outDir = join(folder, name);
  await build({
    ...{ entry: { server: join(root, 'tools', 'bench', `${name}.ts`) }, outDir, format: 'esm', platform: 'node' },
    ...{ minify: true, noExternal: [/./], config: false, dts: false, clean: false, silent: true },
    banner: { js: requireBanner },
  });
  const launcher = join(outDir, 'index.js');
  writeFileSync(
    launcher,
    "import { enableCompileCache } from 'node:module';\nenableCompileCache();\nawait import('./server.js');\n",
  );
  writeFileSync(join(outDir, 'package.json'), '{"type":"module"}');
  return launcher;
}
