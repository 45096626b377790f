import { parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';
import type { ClientScope } from './clients/client.ts';
import type { LaunchChoice } from './entry/launch.ts';

/** What a command line says, the command's own name left out. */
export interface Options {
  names: readonly string[];
  clients: readonly string[];
  servers: readonly string[];
  scope: ClientScope | undefined;
  launch: LaunchChoice;
  isForced: boolean;
  isDryRun: boolean;
  isUndo: boolean;
  isConfirmed: boolean;
  isJson: boolean;
  isHelp: boolean;
}

const known = {
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
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the words after the command. Throws `CliError` for an option that there is not. */
export function optionsOf(words: readonly string[]): Options {
  const { values, positionals } = parsed(words);
  return {
    names: listOf(positionals),
    clients: listOf(values.client),
    servers: listOf(values.servers),
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
    isJson: values.json ?? false,
    isHelp: values.help ?? false,
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: known, allowPositionals: true });
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('. ') : [];
    throw new CliError('usage', `${reason ?? 'The command line is wrong'}.`, 'See `bizmcp --help`.');
  }
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
