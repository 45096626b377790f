import { allClients, clientsOf } from '../clients/all-clients.ts';
import type { Client, ClientScope } from '../clients/client.ts';
import { isInstalled } from '../clients/is-installed.ts';
import { shortPath } from '../screen/short-path.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Choice, Person } from '../terminal/person.ts';

/** Asks which clients to set up: those of this machine come first, and are chosen unless the person says otherwise. */
export async function askClients(person: Person, surroundings: Surroundings): Promise<string[]> {
  const isHere = new Map(allClients.map((client) => [client.id, isInstalled(client, surroundings)]));
  const ordered = allClients.toSorted((one, other) => Number(isHere.get(other.id)) - Number(isHere.get(one.id)));
  const choices = ordered.map(({ id, title }) => ({
    value: id,
    label: title,
    ...(isHere.get(id) && { hint: 'on this computer' }),
  }));
  const preselected = ordered.filter(({ id }) => isHere.get(id)).map(({ id }) => id);
  return person.chooseMany('Which clients do you want to set up?', choices, preselected);
}

/** Asks for whom the entries count, where the clients leave a choice. */
export async function askScope(
  person: Person,
  ids: readonly string[],
  surroundings: Surroundings,
): Promise<ClientScope | undefined> {
  const clients = clientsOf(ids);
  const [first] = clients;
  const shared = (first?.scopes ?? []).filter((scope) => clients.every(({ scopes }) => scopes.includes(scope)));
  if (shared.length < 2) return shared[0];
  const choices = shared.map(
    (scope): Choice<ClientScope> => ({
      value: scope,
      label: labels[scope],
      hint: filesOf(clients, scope, surroundings),
    }),
  );
  return person.chooseOne('For whom?', choices, shared[0]);
}

const labels: Record<ClientScope, string> = {
  project: 'Everybody who works in this folder',
  user: 'You, in all folders',
  local: 'You, in this folder only',
};

function filesOf(clients: readonly Client[], scope: ClientScope, surroundings: Surroundings): string {
  const [first = '', ...others] = clients.map((client) => shortPath(client.fileOf(surroundings, scope), surroundings));
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
