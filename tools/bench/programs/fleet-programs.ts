import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolders } from '../../docs/servers.ts';
import type { Program } from './program.ts';

/** The built servers of the fleet; an example is no part of it. */
export function fleetPrograms(): Program[] {
  return serverFolders().flatMap(({ name, folder, isExample }) => {
    if (isExample) return [];
    const script = join(folder, 'dist', 'index.js');
    if (existsSync(script)) return [{ name, kind: 'ours' as const, args: [script], system: name }];
    console.log(`  ${name} is not built, and left out`);
    return [];
  });
}
