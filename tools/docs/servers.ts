import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from '@bizmcp/core';

/** One server's folder. */
export interface ServerFolder {
  name: string;
  folder: string;
  /** From the root: `servers/hello`. */
  path: string;
  /** Whether it shows how to make one, and is no part of the fleet. */
  isExample: boolean;
}

export const root = join(import.meta.dirname, '..', '..');

/** The folders below `servers/` and `examples/` that hold a server. */
export function serverFolders(): ServerFolder[] {
  return ['servers', 'examples'].flatMap((group) => {
    const names = existsSync(join(root, group)) ? readdirSync(join(root, group)) : [];
    return names
      .map((name) => ({
        name,
        folder: join(root, group, name),
        path: `${group}/${name}`,
        isExample: group === 'examples',
      }))
      .filter(({ folder }) => existsSync(join(folder, 'src', 'server.ts')));
  });
}

/** Loads a server's definition: the one export of its `src/server.ts`. */
export async function loadServer({ folder, path }: ServerFolder): Promise<Server> {
  const exported: Record<string, unknown> = await import(join(folder, 'src', 'server.ts'));
  const server = Object.values(exported).find(isServer);
  if (!server) throw new Error(`${path}/src/server.ts exports no server; it should export what defineServer returns`);
  return server;
}

function isServer(value: unknown): value is Server {
  return typeof value === 'object' && value !== null && 'tools' in value && 'api' in value;
}
