import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { Client, ClientEntry } from '../clients/client.ts';
import {
  type ConfigChange,
  type ConfigObject,
  type ConfigPath,
  isConfigObject,
  valueAt,
} from '../config-edit/config-format.ts';
import { shapeOf, tenantOf } from '../entry-reading/entry-shape.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import { type Launch, ownArguments, startsServer } from './launch.ts';
import { tenantName } from './store-variables.ts';

/** A client's entries in one file. */
export interface EntryPlace {
  client: Client;
  container: ConfigPath;
  /** Overwrites or takes out an entry of that name even when it starts something else. */
  isForced: boolean;
}

/** What puts the entry of a server into a file: only what differs, and a person's own variables and keys stay. */
export function addingChanges(data: ConfigObject, launch: Launch, place: EntryPlace): ConfigChange[] {
  const { client, container } = place;
  const path = [...container, launch.server.name];
  const entry = client.entryOf(launch);
  const old = valueAt(data, path);
  const besides = client.besides?.(launch, data) ?? [];
  if (old === undefined) return [{ kind: 'set', path, value: entry }, ...besides];
  const isOurs = isConfigObject(old) && startsServer(old, launch.server);
  const tenant = isOurs ? tenantOf(shapeOf({ client, raw: old })) : undefined;
  const isOfAnother = tenant !== launch.variables.find(({ name }) => name === tenantName)?.value;
  if (!place.isForced && !isOurs) throw foreign(launch.server, client);
  if (!place.isForced && isOfAnother) throw ofAnother(launch.server, client, tenant);
  if (!isOurs || isOfAnother) return [{ kind: 'remove', path }, { kind: 'set', path, value: entry }, ...besides];
  const args = [...launch.args, ...ownArguments(shapeOf({ client, raw: old }), launch.server)];
  const entryNow = client.entryOf({ ...launch, args });
  return [
    ...keyChanges(path, old, entryNow, { client, launch }),
    ...passedChanges(path, old, entryNow, { client, launch }),
    ...besides,
  ];
}

interface Writing {
  client: Client;
  launch: Launch;
}

function keyChanges(
  path: ConfigPath,
  old: ConfigObject,
  entry: ClientEntry,
  { client, launch }: Writing,
): ConfigChange[] {
  const chosen = new Map(launch.variables.map(({ name, value }) => [name, value]));
  return Object.entries(entry).flatMap(([key, value]): ConfigChange[] => {
    const place = client.placeOf?.(old, key) ?? [key];
    const before = valueAt(old, place);
    // How long a person lets a server take is the person's.
    if (key === client.passedKey || (typeof value === 'number' && before !== undefined)) return [];
    // In an older form they may stand elsewhere.
    if (key === client.variablesKey && before === undefined && isConfigObject(value))
      return [
        {
          kind: 'set',
          path: [...path, ...place],
          value: { ...textsOf(shapeOf({ client, raw: old }).variables), ...value },
        },
      ];
    if (key !== client.variablesKey || !isConfigObject(before) || !isConfigObject(value))
      return isDeepStrictEqual(before, value) ? [] : [{ kind: 'set', path: [...path, ...place], value }];
    return Object.entries(value).flatMap(([name, text]): ConfigChange[] => {
      const isKept = before[name] === text || (before[name] !== undefined && chosen.get(name) === undefined);
      return isKept || typeof text !== 'string' ? [] : [{ kind: 'set', path: [...path, ...place, name], value: text }];
    });
  });
}

/** Of the names that are handed on, a person's own stay, and of the server's those that it needs now. */
function passedChanges(
  path: ConfigPath,
  old: ConfigObject,
  entry: ClientEntry,
  { client, launch }: Writing,
): ConfigChange[] {
  const { passedKey } = client;
  if (passedKey === undefined) return [];
  const before = namesIn(old[passedKey]);
  const needed = namesIn(entry[passedKey]);
  const known = new Set(launch.server.settings.map(({ name }) => name));
  const kept = before.filter((name) => !known.has(name) || needed.includes(name));
  const value = [...kept, ...needed.filter((name) => !kept.includes(name))];
  if (isDeepStrictEqual(before, value)) return [];
  return [
    value.length > 0
      ? { kind: 'set', path: [...path, passedKey], value }
      : { kind: 'remove', path: [...path, passedKey] },
  ];
}

function textsOf(variables: ConfigObject): Record<string, string> {
  const texts = Object.entries(variables).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return Object.fromEntries(texts);
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** What takes the entry of a server out of a file. */
export function removingChanges(data: ConfigObject, server: FleetServer, place: EntryPlace): ConfigChange[] {
  const { client, container, isForced } = place;
  const path = [...container, server.name];
  const old = valueAt(data, path);
  if (old === undefined) return [];
  if (!isForced && !startsServer(old, server)) throw foreign(server, client);
  return [{ kind: 'remove', path }, ...(client.besidesRemoved?.(server.name, data) ?? [])];
}

function foreign({ name, package: packageName }: FleetServer, { title }: Client): CliError {
  return new CliError(
    'refused',
    `${title} has an entry "${name}" that does not start ${packageName}. It was left as it is.`,
    'Rename that entry, or add --force to replace it.',
  );
}

/** The kept secrets of one customer are not those of another: an entry must not change hands unsaid. */
function ofAnother({ name }: FleetServer, { title }: Client, tenant: string | undefined): CliError {
  const whose = tenant === undefined ? 'no certain tenant' : `the tenant "${tenant}"`;
  const same = tenant === undefined ? 'Leave out --tenant' : `Add --tenant "${tenant}"`;
  return new CliError(
    'refused',
    `${title} has an entry "${name}" for ${whose}. It was left as it is.`,
    `${same} to change that entry, rename it in the file to have one more beside it, or add --force to replace it.`,
  );
}
