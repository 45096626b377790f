import { CliError } from '../cli-error.ts';
import { clientsOf } from '../clients/all-clients.ts';
import type { Client, ClientScope } from '../clients/client.ts';
import type { ConfigChange, ConfigObject } from '../config-edit/config-format.ts';
import { type EditOutcome, editConfig } from '../config-edit/edit-config.ts';
import { startRun } from '../config-edit/edit-run.ts';
import { undoNewestRun } from '../config-edit/undo.ts';
import { readClientFile } from '../entry-reading/client-file.ts';
import { entriesIn } from '../entry-reading/found-entry.ts';
import { isTrusted, trust } from '../entry-reading/project-trust.ts';
import type { EntryPlace } from '../entry-writing/entry-changes.ts';
import { maskedDiff } from '../screen/masked-diff.ts';
import { type Meaning, type Paint, painter } from '../screen/paint.ts';
import { shortPath } from '../screen/short-path.ts';
import { wrapped } from '../screen/wrap.ts';
import { ownFolder, type Surroundings } from '../surroundings.ts';
import type { CommandContext, CommandResult } from './command.ts';
import type { EditOptions } from './edit-options.ts';

/** What became of one client's file. */
type FileResult = { client: string; scope: ClientScope; unread?: string } & (
  | EditOutcome
  | { status: 'refused'; path: string; problem: string; hint: string }
);

/** What was done, and which clients have other entries now. */
export interface EditResult extends CommandResult {
  changed: ReadonlySet<string>;
}

/** Edits the file of each named client. One that is refused does not hold up the others, but makes the exit code 1. */
export async function editEntries(
  command: string,
  options: EditOptions,
  context: CommandContext,
  changesFor: (data: ConfigObject, place: EntryPlace) => ConfigChange[],
  secrets: readonly string[] = [],
): Promise<EditResult> {
  const { surroundings, now } = context;
  const folder = ownFolder(surroundings);
  const record = options.isDryRun ? undefined : startRun(folder, command, now);
  const targets = targetsOf(options);
  const files: FileResult[] = [];
  for (const { client, scope } of targets) {
    const place = { client, container: client.containerOf(surroundings, scope), isForced: options.isForced };
    const path = client.fileOf(surroundings, scope);
    const newMode = scope === 'project' ? 0o644 : 0o600;
    const edit = { path, format: client.format, newMode, changesFor: (data: ConfigObject) => changesFor(data, place) };
    const readEntries = () => entriesIn(readClientFile(client, scope, surroundings));
    const strangers = readEntries().filter((entry) => !isTrusted(entry, surroundings));
    const result = await editConfig(edit, { folder, record }).catch((error: unknown) => refusal(path, error));
    const isOurs = ({ name }: { name: string }) => strangers.every((stranger) => stranger.name !== name);
    if (record) for (const entry of readEntries().filter(isOurs)) trust(entry, surroundings);
    const unread = result.status === 'refused' ? undefined : unreadBy(client, scope, surroundings);
    files.push({ client: client.id, scope, ...withoutSecrets(result, secrets), ...(unread && { unread }) });
  }
  const isRefused = files.some(({ status }) => status === 'refused');
  return {
    data: { command, dryRun: options.isDryRun, files },
    lines: files.flatMap((file) => linesOf(file, options, context)),
    exitCode: isRefused ? 1 : 0,
    changed: new Set(files.filter(isWritten).map(({ client }) => client)),
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

/** What is written into a file as it is, is still not shown on a screen. */
function withoutSecrets<Result extends object>(result: Result, secrets: readonly string[]): Result {
  if (!('diff' in result) || typeof result.diff !== 'string') return result;
  return { ...result, diff: maskedDiff(result.diff, secrets) };
}

/** Why the client passes over the whole file, for what was in it before and is not ours to take out. */
function unreadBy(client: Client, scope: ClientScope, surroundings: Surroundings): string | undefined {
  const { problem } = readClientFile(client, scope, surroundings);
  return problem && `${client.title} reads nothing of this file while it ${problem}.`;
}

function isWritten({ status }: FileResult): boolean {
  return status === 'created' || status === 'changed';
}

function refusal(path: string, error: unknown) {
  if (!(error instanceof CliError) || error.kind === 'usage') throw error;
  return { status: 'refused' as const, path, problem: error.message, hint: error.hint };
}

function linesOf(file: FileResult, { isDryRun }: EditOptions, { surroundings, screen }: CommandContext): string[] {
  const path = shortPath(file.path, surroundings);
  const paint = painter(screen);
  if (file.status === 'refused')
    return [
      `${paint('bad', 'refused')}    ${path}`,
      ...[file.problem, file.hint].flatMap((text) => wrapped(text, screen.columns, { first: '  ', rest: '  ' })),
    ];
  const unread = wrapped(file.unread ?? '', screen.columns, { first: '  ', rest: '  ' }).filter(
    (line) => line.trim() !== '',
  );
  if (isDryRun && file.diff !== '') return [...diffLines(file.diff, path, paint), ...unread];
  const status = isDryRun ? 'unchanged' : file.status;
  const word = paint(status === 'unchanged' ? 'quiet' : 'good', status.padEnd(10));
  const before = file.backup ? [`  before: ${shortPath(file.backup, surroundings)}`] : [];
  return [`${word} ${path}`, ...before, ...unread];
}

/** A unified diff under the name that a person gives the file. */
function diffLines(diff: string, path: string, paint: Paint): string[] {
  const [old = '', , ...lines] = diff.trimEnd().split('\n');
  const isNew = old.includes('/dev/null');
  const colours: Record<string, Meaning> = { '+': 'good', '-': 'bad', '@': 'name' };
  return [
    paint('strong', `${isNew ? 'new file' : 'changes '}   ${path}`),
    ...lines.map((line) => paint(colours[line[0] ?? ''] ?? 'quiet', line)),
  ];
}

/** Takes the newest edits back, for `--undo`. */
export async function undo({ surroundings }: CommandContext): Promise<CommandResult> {
  const undone = await undoNewestRun(ownFolder(surroundings));
  const lines = undone.files.map(({ path, status }) => `${status.padEnd(10)} ${shortPath(path, surroundings)}`);
  return { data: { undone }, lines: [`Undone: bizmcp ${undone.command} of ${undone.at}`, ...lines], exitCode: 0 };
}
