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
  return clients.flatMap((client) => {
    const scopes = byPrecedence.filter((scope) => client.scopes.includes(scope));
    const placeOf = (scope: ClientScope) =>
      JSON.stringify([client.fileOf(surroundings, scope), client.containerOf(surroundings, scope)]);
    // In the home folder, what a project has is what the user has: one entry, that would seem to be two.
    const own = scopes.filter(
      (scope, index) => !scopes.slice(index + 1).some((other) => placeOf(other) === placeOf(scope)),
    );
    return own.map((scope) => readClientFile(client, scope, surroundings));
  });
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
