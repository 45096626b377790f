import type { parseArgs } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { ClientScope } from '../clients/client.ts';
import type { LaunchChoice } from '../entry/launch.ts';

/** What is said to a command that edits clients' files. */
export interface EditOptions {
  clients: readonly string[];
  servers: readonly string[];
  scope: ClientScope | undefined;
  launch: LaunchChoice;
  isForced: boolean;
  isDryRun: boolean;
  isUndo: boolean;
  isConfirmed: boolean;
}

/** The options of the commands that edit clients' files. */
export const editFlags = {
  client: { type: 'string', multiple: true, short: 'c' },
  servers: { type: 'string', multiple: true, short: 's' },
  scope: { type: 'string' },
  sandbox: { type: 'boolean' },
  set: { type: 'string', multiple: true },
  credential: { type: 'string' },
  from: { type: 'string' },
  'plain-secrets': { type: 'boolean' },
  force: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  undo: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
} as const;

type EditValues = ReturnType<typeof parseArgs<{ options: typeof editFlags }>>['values'];

/** Reads what was said; servers may also be named without `--servers`. Throws `CliError` for what has no meaning. */
export function editOptionsOf({ values, words }: { values: EditValues; words: readonly string[] }): EditOptions {
  return {
    clients: listOf(values.client),
    servers: listOf([...words, ...(values.servers ?? [])]),
    scope: scopeOf(values.scope),
    launch: {
      isSandbox: values.sandbox ?? false,
      values: new Map((values.set ?? []).map(pairOf)),
      isPlain: values['plain-secrets'] ?? false,
      credential: numberOf(values.credential),
      from: values.from,
    },
    isForced: values.force ?? false,
    isDryRun: values['dry-run'] ?? false,
    isUndo: values.undo ?? false,
    isConfirmed: values.yes ?? false,
  };
}

function listOf(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

function scopeOf(value: string | undefined): ClientScope | undefined {
  if (value === undefined || value === 'project' || value === 'user' || value === 'local') return value;
  throw new CliError('usage', `There is no scope "${value}".`, 'Scopes: project, user, local.');
}

function numberOf(value: string | undefined): number | undefined {
  if (value === undefined || /^[1-9]\d?$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new CliError(
    'usage',
    `--credential is a number, not "${value}".`,
    'See `bizmcp list <server>` for the ways of access.',
  );
}

function pairOf(pair: string): [string, string] {
  const cut = pair.indexOf('=');
  if (cut > 0) return [pair.slice(0, cut), pair.slice(cut + 1)];
  throw new CliError('usage', `--set takes NAME=value, not "${pair}".`, 'For example: --set XERO_CLIENT_ID=ABC123.');
}
