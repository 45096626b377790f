import { allClients } from '../clients/all-clients.ts';
import { nodeOf } from '../entry-reading/program.ts';
import { terminalPath } from '../entry-reading/server-start.ts';
import { addingChanges } from '../entry-writing/entry-changes.ts';
import { keptSettings } from '../entry-writing/kept-settings.ts';
import { wrapped } from '../screen/wrap.ts';
import { type Addition, additionOf } from './addition.ts';
import { type CommandContext, defineCommand } from './command.ts';
import { type EditResult, editEntries, targetsOf, undo } from './edit-entries.ts';
import { type EditOptions, editFlags, editOptionsOf } from './edit-options.ts';
import { nextSteps, stepLines } from './next-steps.ts';

/** What both commands that add servers are told. */
export const addFlags = [
  ...wrapped(allClients.map(({ id }) => id).join(' '), 76, { first: '--client a,b     ', rest: '                 ' }),
  '--servers a,b    see `bizmcp list`; they may also be named without it',
  '--scope S        project, user or local (this user in this project)',
  '--sandbox        invented data, no account needed',
  '--credential N   the way of access, by its number in `bizmcp list <server>`',
  '--set NAME       takes the value from the environment of this command,',
  '--set NAME=-     from a line of standard input, or typed without being shown,',
  '--set NAME=value from the command line: for what is no secret',
  '                 Secrets are kept encrypted on this computer for the server;',
  '                 the entry says where (BIZMCP_SETTINGS=stored).',
  '--store          the entry reads the secrets that are kept already',
  '--plain-secrets  writes secrets into the file as they are',
  '--tenant NAME    the customer or company that the servers work for',
  '--from DIR       starts built servers of a checkout: DIR/<server>/dist/index.js',
  '--force          replaces an entry of that name that starts something else',
  '--dry-run        shows what would change; --undo takes the newest edits back',
];

export const add = defineCommand({
  name: 'add',
  summary: 'Adds servers to the configuration of clients',
  usage: [
    'bizmcp add hubspot --client claude-code --sandbox',
    'bizmcp add hubspot -c claude-desktop --set HUBSPOT_ACCESS_TOKEN=-',
    'bizmcp add xero -c cursor,codex --dry-run',
    '',
    ...addFlags,
  ],
  options: editFlags,
  async run(line, context) {
    const options = editOptionsOf(line, context.surroundings);
    if (options.isUndo) return undo(context);
    return addServers('add', await additionOf(options, context), options, context);
  },
});

/** Keeps the secrets and writes the entries, or with a dry run shows what would be written. */
export async function addServers(
  command: string,
  { launches, secrets }: Addition,
  options: EditOptions,
  context: CommandContext,
): Promise<EditResult> {
  targetsOf(options);
  const settings = keptSettings(context.surroundings, options.tenant);
  // First: an entry must not point to what is not there.
  if (!options.isDryRun) await settings.put(secrets);
  const plain = launches.flatMap(({ variables }) => variables.filter(({ isSecret }) => isSecret));
  const result = await editEntries(
    command,
    options,
    context,
    (data, place) => launches.flatMap((launch) => addingChanges(data, launch, place)),
    plain.flatMap(({ value }) => value ?? []),
  );
  const kept = [...secrets.values()].flatMap((values) => Object.keys(values));
  const { home, folder } = context.surroundings;
  const place = kept.length > 0 && !options.isDryRun ? (await settings.describeKey()).replaceAll(home, '~') : undefined;
  const node = { command: 'node', args: [], environment: terminalPath(context.surroundings), folder };
  const next = options.isDryRun
    ? []
    : nextSteps(launches, options, { changed: result.changed, folder, node: await nodeOf(node) });
  const { columns } = context.screen;
  return {
    ...result,
    data: { ...result.data, kept, next },
    lines: [...result.lines, ...keptLines(kept, place, columns), ...stepLines(next, columns)],
  };
}

function keptLines(kept: readonly string[], place: string | undefined, columns: number): string[] {
  if (kept.length === 0) return [];
  const word = (place === undefined ? 'to keep' : 'kept').padEnd(11);
  const about = place === undefined ? [] : wrapped(place, columns, { first: '  ', rest: '  ' });
  return [...wrapped(`${kept.join(', ')} encrypted on this computer`, columns, { first: word, rest: '  ' }), ...about];
}
