import type { EditOptions, OwnChoice } from '../commands/edit-options.ts';
import type { GivenValue } from '../entry-writing/given-value.ts';
import { keptSettings } from '../entry-writing/kept-settings.ts';
import { fleet, serversOf } from '../fleet/fleet.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Person } from '../terminal/person.ts';
import { askAccess, askSettings } from './access-questions.ts';
import { askClients, askScope } from './client-questions.ts';

/** Asks for everything that the command line has left open. Nothing is written meanwhile. */
export async function interview(
  options: EditOptions,
  { person, surroundings }: { person: Person; surroundings: Surroundings },
): Promise<EditOptions> {
  const clients = options.clients.length > 0 ? options.clients : await askClients(person, surroundings);
  const scope = options.scope ?? (await askScope(person, clients, surroundings));
  const names = options.servers.length > 0 ? options.servers : await askServers(person);
  const own = new Map<string, OwnChoice>();
  const values: GivenValue[] = [...options.values];
  const given = new Set(values.map(({ name }) => name));
  for (const server of serversOf(names)) {
    const choice = await accessOf(person, server, options);
    own.set(server.name, choice);
    if (choice.isSandbox || options.isStored) continue;
    const answer = await askSettings(person, server, {
      ...{ number: choice.credential, environment: surroundings.environment, clients, given },
      ...{ kept: await keptNames(server, options.tenant, surroundings), isPlain: options.launch.isPlain },
    });
    values.push(...answer.values);
    own.set(server.name, { ...choice, isStored: answer.isStored });
  }
  return { ...options, clients, scope, servers: names, own, values };
}

/** What does not open is as if it were not there: it is asked for anew. */
async function keptNames(
  { name }: FleetServer,
  tenant: string | undefined,
  surroundings: Surroundings,
): Promise<Set<string>> {
  const kept = await keptSettings(surroundings, tenant)
    .read(name)
    .catch(() => ({}));
  return new Set(Object.keys(kept));
}

function askServers(person: Person): Promise<string[]> {
  const choices = fleet.map(({ name, title, tools }) => ({ value: name, label: title, hint: `${tools.length} tools` }));
  return person.chooseMany('Which systems?', choices, []);
}

async function accessOf(person: Person, server: FleetServer, { launch, isStored }: EditOptions): Promise<OwnChoice> {
  const { isSandbox, credential } = launch;
  const isSaid = isSandbox || credential !== undefined || isStored || server.credentials.length === 0;
  return isSaid ? { isSandbox, credential, isStored } : askAccess(person, server);
}
