import { CliError } from '../cli-error.ts';
import { clientsOf } from '../clients/all-clients.ts';
import type { Client, ClientScope } from '../clients/client.ts';
import type { ConfigChange, ConfigObject } from '../config-edit/config-format.ts';
import { type EditOutcome, editConfig } from '../config-edit/edit-config.ts';
import { startRun } from '../config-edit/edit-run.ts';
import { undoNewestRun } from '../config-edit/undo.ts';
import type { EntryPlace } from '../entry/entry-changes.ts';
import { ownFolder } from '../surroundings.ts';
import type { CommandContext, CommandResult } from './command.ts';
import type { EditOptions } from './edit-options.ts';

/** What became of one client's file. */
type FileResult = { client: string; scope: ClientScope } & (
  | EditOutcome
  | { status: 'refused'; path: string; problem: string; hint: string }
);

/** Edits the file of each named client. One that is refused does not hold up the others, but makes the exit code 1. */
export async function editEntries(
  command: string,
  options: EditOptions,
  { surroundings, now }: CommandContext,
  changesFor: (data: ConfigObject, place: EntryPlace) => ConfigChange[],
): Promise<CommandResult> {
  const folder = ownFolder(surroundings);
  const record = options.isDryRun ? undefined : startRun(folder, command, now);
  const targets = targetsOf(options);
  const files: FileResult[] = [];
  for (const { client, scope } of targets) {
    const place = { client, container: client.containerOf(surroundings, scope), isForced: options.isForced };
    const path = client.fileOf(surroundings, scope);
    const newMode = scope === 'project' ? 0o644 : 0o600;
    const edit = { path, format: client.format, newMode, changesFor: (data: ConfigObject) => changesFor(data, place) };
    const result = await editConfig(edit, { folder, record }).catch((error: unknown) => refusal(path, error));
    files.push({ client: client.id, scope, ...result });
  }
  const isRefused = files.some(({ status }) => status === 'refused');
  return {
    data: { command, dryRun: options.isDryRun, files },
    lines: files.flatMap((file) => linesOf(file, options)),
    exitCode: isRefused ? 1 : 0,
  };
}

/** The clients that are named, each with the scope that was asked for or is usual. Throws `CliError`. */
export function targetsOf({
  clients,
  scope,
}: Pick<EditOptions, 'clients' | 'scope'>): { client: Client; scope: ClientScope }[] {
  if (clients.length === 0)
    throw new CliError('usage', 'No client was named.', 'Add --client, for example --client claude-code.');
  return clientsOf(clients).map((client) => {
    const [usual = 'user'] = client.scopes;
    if (scope === undefined || client.scopes.includes(scope)) return { client, scope: scope ?? usual };
    throw new CliError('usage', `${client.title} has no scope "${scope}".`, `It has: ${client.scopes.join(', ')}.`);
  });
}

function refusal(path: string, error: unknown) {
  if (!(error instanceof CliError) || error.kind === 'usage') throw error;
  return { status: 'refused' as const, path, problem: error.message, hint: error.hint };
}

function linesOf(file: FileResult, { isDryRun }: EditOptions): string[] {
  if (file.status === 'refused') return [`refused    ${file.path}`, `  ${file.problem}`, `  ${file.hint}`];
  if (isDryRun) return file.diff === '' ? [`unchanged  ${file.path}`] : file.diff.trimEnd().split('\n');
  return [`${file.status.padEnd(10)} ${file.path}`, ...(file.backup ? [`  before: ${file.backup}`] : [])];
}

/** Takes the newest edits back, for `--undo`. */
export async function undo({ surroundings }: CommandContext): Promise<CommandResult> {
  const undone = await undoNewestRun(ownFolder(surroundings));
  const lines = undone.files.map(({ path, status }) => `${status.padEnd(10)} ${path}`);
  return { data: { undone }, lines: [`Undone: bizmcp ${undone.command} of ${undone.at}`, ...lines], exitCode: 0 };
}
