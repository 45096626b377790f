import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from '@bizmcp/core';

/** One server's folder. */
export interface ServerFolder {
  name: string;
  folder: string;
}

export const root = join(import.meta.dirname, '..', '..');

/** The folders below `servers/` that hold a server. */
export function serverFolders(): ServerFolder[] {
  const names = readdirSync(join(root, 'servers')).filter((name) =>
    existsSync(join(root, 'servers', name, 'src', 'server.ts')),
  );
  return names.map((name) => ({ name, folder: join(root, 'servers', name) }));
}

/** Loads a server's definition: the one export of its `src/server.ts`. */
export async function loadServer({ folder, name }: ServerFolder): Promise<Server> {
  const exported: Record<string, unknown> = await import(join(folder, 'src', 'server.ts'));
  const server = Object.values(exported).find(isServer);
  if (!server)
    throw new Error(`servers/${name}/src/server.ts exports no server; it should export what defineServer returns`);
  return server;
}

function isServer(value: unknown): value is Server {
  return typeof value === 'object' && value !== null && 'tools' in value && 'api' in value;
}
