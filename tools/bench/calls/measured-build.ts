import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../docs/servers.ts';
import type { Program } from '../programs/program.ts';

/**
 * Builds a server as it is published, but for the limits: its own and those of the simulated vendor are lifted, because a bench makes
 * more calls in a second than they allow in an hour. It runs on its sandbox.
 */
export async function buildMeasured(name: string, folder: string): Promise<Program> {
  const place = mkdtempSync(join(folder, `measured-${name}-`));
  mkdirSync(join(place, 'src'));
  writeFileSync(join(place, 'package.json'), '{"type":"module"}');
  const server = join(root, 'servers', name);
  symlinkSync(join(server, 'node_modules'), join(place, 'node_modules'));
  for (const [file, source] of Object.entries(sourcesOf(server))) {
    writeFileSync(join(place, 'src', file), source);
  }
  const tsup = join(root, 'node_modules', 'tsup', 'dist', 'cli-default.js');
  await promisify(execFile)(process.execPath, [tsup, '--config', join(root, 'tsup.base.ts')], { cwd: place });
  return { name, kind: 'ours', args: [join(place, 'dist', 'index.js'), '--sandbox'], system: name };
}

function sourcesOf(server: string): Record<string, string> {
  const text = (...path: string[]) => JSON.stringify(join(...path));
  const limits = join(server, 'simulator', 'limits.ts');
  return {
    'main.ts': `
      import { start } from '@bizmcp/core/serve';
      import manifest from ${text(server, 'package.json')} with { type: 'json' };
      import surface from ${text(server, 'surface.json')} with { type: 'json' };
      await start({
        manifest,
        surface,
        server: async () => (await import('./measured.ts')).measured,
        sandbox: async () => (await import('./sandbox.ts')).startSandbox(),
      });`,
    'measured.ts': `
      import * as exported from ${text(server, 'src', 'server.ts')};
      import { withoutLimits } from ${text(root, 'tools', 'bench', 'calls', 'without-limits.ts')};
      export const measured = withoutLimits(Object.values(exported).find((value) => 'tools' in value));`,
    'sandbox.ts': `
      ${existsSync(limits) ? `import { documentedLimits } from ${JSON.stringify(limits)};` : 'const documentedLimits = {};'}
      for (const limit of Object.keys(documentedLimits)) documentedLimits[limit] = 1e9;
      export { startSandbox } from ${text(server, 'simulator', 'sandbox.ts')};`,
  };
}
