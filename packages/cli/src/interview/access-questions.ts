import { clientsOf } from '../clients/all-clients.ts';
import type { OwnChoice } from '../commands/edit-options.ts';
import type { GivenValue } from '../entry-writing/given-value.ts';
import { credentialOf } from '../entry-writing/launch.ts';
import type { Credential, FleetServer } from '../fleet/fleet-server.ts';
import type { Person } from '../terminal/person.ts';

/** Asks how one server is to have access: invented data, or one of the ways that it has. */
export async function askAccess(person: Person, { title, credentials }: FleetServer): Promise<OwnChoice> {
  const ways = credentials.map((credential, index) => ({
    value: String(index + 1),
    label: credential.title,
    hint: credential.fromLogin ? 'with a login in the browser' : credential.settings.join(', '),
  }));
  const sandbox = { value: 'sandbox', label: 'Invented data', hint: 'no account needed' };
  const chosen = await person.chooseOne(`How shall ${title} have access?`, [sandbox, ...ways]);
  return chosen === 'sandbox'
    ? { isSandbox: true, credential: undefined, isStored: false }
    : { isSandbox: false, credential: Number(chosen), isStored: false };
}

/** What is known before the settings of a server are asked for. */
export interface SettingsQuestion {
  number: number | undefined;
  environment: Readonly<Record<string, string | undefined>>;
  clients: readonly string[];
  /** Names that were given on the command line. */
  given: ReadonlySet<string>;
  /** Names of the secrets that are kept already. */
  kept: ReadonlySet<string>;
  /** Whether secrets are to be written as they are. */
  isPlain: boolean;
}

/** What came of it. */
export interface SettingsAnswer {
  values: GivenValue[];
  /** Whether the entries are to read what is kept already. */
  isStored: boolean;
}

/** Asks for what the chosen way of access needs, after showing where a person gets it. */
export async function askSettings(
  person: Person,
  server: FleetServer,
  question: SettingsQuestion,
): Promise<SettingsAnswer> {
  const credential = credentialOf(server, question.number);
  const needed = neededSettings(server, credential).filter(({ name }) => !question.given.has(name));
  if (!credential || needed.length === 0) return { values: [], isStored: false };
  person.show(explained(credential, needed), `${server.title}: ${credential.title}`);
  const secrets = needed.filter(({ secret }) => secret).map(({ name }) => name);
  const place = secrets.length === 0 ? 'type' : await placeOf(person, secrets, question);
  const values: GivenValue[] = [];
  for (const { name, secret } of needed) {
    if (!secret) values.push({ name, from: 'person', value: await person.text(name) });
    else if (place === 'type') values.push({ name, from: 'person', value: await person.secret(name) });
  }
  return { values, isStored: place === 'kept' };
}

function neededSettings({ settings }: FleetServer, credential: Credential | undefined) {
  const brought = new Set(credential?.fromLogin);
  return settings.filter(({ name }) => credential?.settings.includes(name) && !brought.has(name));
}

/** Where a person gets what is needed: the way there, an address to open where the way begins at one, and what each thing is. */
function explained({ how }: Credential, needed: readonly { name: string; description: string }[]): string {
  const address = /\b(?!localhost)(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[\w/-]+)?/.exec(how)?.[0];
  const link = address === undefined ? [] : [`https://${address}`];
  return [how, ...link, '', ...needed.map(({ name, description }) => `${name}: ${description}`)].join('\n');
}

/** Where the secrets come from: typed now, kept before, or looked up by the client. Asked only where there is a choice. */
async function placeOf(
  person: Person,
  secrets: readonly string[],
  { environment, clients, kept, isPlain }: SettingsQuestion,
): Promise<'type' | 'kept' | 'look up'> {
  if (isPlain) return 'type';
  const isKept = secrets.every((name) => kept.has(name));
  const isSet = secrets.every((name) => environment[name]);
  const isBlind = clientsOf(clients).some(({ variables }) => variables === 'in the file');
  const choices = [
    ...(isKept
      ? [{ value: 'kept' as const, label: 'As it is kept on this computer', hint: 'from the last time' }]
      : []),
    { value: 'type' as const, label: 'Encrypted on this computer', hint: 'you type it now, the server finds it' },
    ...(isBlind
      ? []
      : [
          {
            value: 'look up' as const,
            label: 'In the environment of the client',
            hint: isSet ? 'it is set in this terminal' : 'you set it yourself, or the client asks',
          },
        ]),
  ];
  if (choices.length === 1) return 'type';
  // A program that is started from the desktop sees no variables of the shell: the store works everywhere.
  const first = isKept ? 'kept' : isSet ? 'look up' : 'type';
  return person.chooseOne(`Where shall ${secrets.join(', ')} be?`, choices, first);
}
