import type { Client, ClientScope } from '../clients/client.ts';
import { type ConfigObject, isConfigObject } from '../config-edit/config-format.ts';
import { startsServer } from '../entry-writing/launch.ts';
import { fleet } from '../fleet/fleet.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ClientFile, readClientFile } from './client-file.ts';

/** An entry that stands in a client's configuration. */
export interface FoundEntry {
  client: Client;
  scope: ClientScope;
  path: string;
  name: string;
  raw: ConfigObject;
  /** The server of the fleet that it starts; undefined for one of others. */
  server: FleetServer | undefined;
}

/** All files of these clients, in the order in which the clients prefer them. */
export function clientFiles(clients: readonly Client[], surroundings: Surroundings): ClientFile[] {
  return clients.flatMap((client) =>
    byPrecedence
      .filter((scope) => client.scopes.includes(scope))
      .map((scope) => readClientFile(client, scope, surroundings)),
  );
}

/** The same name in two scopes is the narrower one's. */
const byPrecedence: readonly ClientScope[] = ['local', 'project', 'user'];

/** The entries of a file. */
export function entriesIn({ client, scope, path, entries = {} }: ClientFile): FoundEntry[] {
  return Object.entries(entries).flatMap(([name, raw]) =>
    isConfigObject(raw)
      ? [{ client, scope, path, name, raw, server: fleet.find((server) => startsServer(raw, server)) }]
      : [],
  );
}
