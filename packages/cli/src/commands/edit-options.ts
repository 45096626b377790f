import type { parseArgs } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { ClientScope } from '../clients/client.ts';
import { type GivenValue, givenValueOf } from '../entry-writing/given-value.ts';
import type { LaunchChoice } from '../entry-writing/launch.ts';
import { givenTenant } from '../entry-writing/store-variables.ts';
import { pathsOf, type Surroundings } from '../surroundings.ts';
import { splitNames } from './split-names.ts';

/** How one server is to have access, where servers differ. */
export interface OwnChoice extends Pick<LaunchChoice, 'isSandbox' | 'credential'> {
  /** Whether its entry is to read what is kept already. */
  isStored: boolean;
}

/** What is said to a command that edits clients' files. */
export interface EditOptions {
  clients: readonly string[];
  servers: readonly string[];
  scope: ClientScope | undefined;
  launch: Pick<LaunchChoice, 'isSandbox' | 'isPlain' | 'credential' | 'from'>;
  /** By server. */
  own: ReadonlyMap<string, OwnChoice>;
  values: readonly GivenValue[];
  /** Whether the entries are to read what is kept already. */
  isStored: boolean;
  /** The customer or company that the servers work for. */
  tenant: string | undefined;
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
  store: { type: 'boolean' },
  'plain-secrets': { type: 'boolean' },
  tenant: { type: 'string' },
  force: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  undo: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
} as const;

type EditValues = ReturnType<typeof parseArgs<{ options: typeof editFlags }>>['values'];

/** Reads what was said; servers may also be named without `--servers`. Throws `CliError` for what has no meaning. */
export function editOptionsOf(
  { values, words }: { values: EditValues; words: readonly string[] },
  surroundings: Surroundings,
): EditOptions {
  if (values.undo) requireUndoAlone(values, words);
  return {
    clients: splitNames(values.client),
    servers: splitNames([...words, ...(values.servers ?? [])]),
    scope: scopeOf(values.scope),
    launch: {
      isSandbox: values.sandbox ?? false,
      isPlain: values['plain-secrets'] ?? false,
      credential: numberOf(values.credential),
      from: folderOf(values.from, surroundings),
    },
    own: new Map(),
    values: (values.set ?? []).map(givenValueOf),
    isStored: values.store ?? false,
    tenant: givenTenant(values.tenant),
    isForced: values.force ?? false,
    isDryRun: values['dry-run'] ?? false,
    isUndo: values.undo ?? false,
    isConfirmed: values.yes ?? false,
  };
}

/** The newest edits are taken back whatever they were: who names something beside would have something else taken back, or nothing. */
function requireUndoAlone(values: EditValues, words: readonly string[]): void {
  const flags = Object.keys(values).filter((name) => name in editFlags && name !== 'undo' && name !== 'yes');
  const [beside] = [...words, ...flags.map((name) => `--${name}`)];
  if (beside === undefined) return;
  throw new CliError(
    'usage',
    `--undo takes the newest edits back, whatever they were, and takes no ${beside} beside it.`,
    'Take back by name: bizmcp remove hubspot -c cursor. Or leave it out.',
  );
}

/** A whole path: clients start servers in folders of their own. */
function folderOf(value: string | undefined, surroundings: Surroundings): string | undefined {
  if (value === undefined) return undefined;
  if (value.trim() !== '') return pathsOf(surroundings).resolve(surroundings.folder, value);
  throw new CliError('usage', '--from names no folder.', 'Give the folder that holds <server>/dist/index.js.');
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
