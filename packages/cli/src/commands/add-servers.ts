import { CliError } from '../cli-error.ts';
import { clientsOf } from '../clients/all-clients.ts';
import { addingChanges } from '../entry/entry-changes.ts';
import { type Launch, launchOf } from '../entry/launch.ts';
import { serversOf } from '../fleet/fleet.ts';
import { type CommandContext, type CommandResult, defineCommand } from './command.ts';
import { editEntries, undo } from './edit-entries.ts';
import { type EditOptions, editFlags, editOptionsOf } from './edit-options.ts';

const flags = [
  '--client a,b     claude-code, claude-desktop, vscode, cursor, windsurf, zed, codex, gemini, cline, goose, opencode',
  '--scope S        project, user or local (this user in this project)',
  '--sandbox        invented data, no account needed',
  '--credential N   the way of access to prepare, by its number in `bizmcp list <server>`',
  '--set NAME=value writes a value in the entry; secrets only with --plain-secrets',
  '--from DIR       start built servers of a checkout, DIR/<server>/dist/index.js',
  '--force          replace an entry of that name that starts something else',
  '--dry-run        show what would change; --undo takes the newest edits back',
];

export const add = defineCommand({
  name: 'add',
  summary: 'Adds servers to the configuration of clients',
  usage: ['bizmcp add hubspot --client claude-code --sandbox', 'bizmcp add xero -c cursor,codex --dry-run', ...flags],
  options: editFlags,
  run: (line, context) => addServers('add', editOptionsOf(line), context),
});

export const init = defineCommand({
  name: 'init',
  summary: 'Sets up clients with servers, asking before it writes',
  usage: [
    'bizmcp init --client claude-code --servers hubspot,xero --sandbox --yes',
    '--yes            do not ask',
    ...flags,
  ],
  options: editFlags,
  async run(line, context) {
    const options = editOptionsOf(line);
    const isAsked = !options.isConfirmed && !options.isDryRun && !options.isUndo;
    if (!isAsked) return addServers('init', options, context);
    const plan = await addServers('init', { ...options, isDryRun: true }, context);
    if (!context.person)
      throw new CliError(
        'usage',
        'There is nobody to ask whether to write.',
        'Add --yes to write, or --dry-run to look.',
      );
    context.person.show(plan.lines.join('\n'), 'What would be written');
    const isYes = await context.person.confirm('Write this?');
    if (isYes) return addServers('init', options, context);
    throw new CliError('refused', 'Nothing was written.', 'Run it again when you are ready.');
  },
});

async function addServers(command: string, options: EditOptions, context: CommandContext): Promise<CommandResult> {
  if (options.isUndo) return undo(context);
  const servers = serversOf(options.servers);
  if (servers.length === 0)
    throw new CliError(
      'usage',
      'No server was named.',
      'Name servers, for example hubspot,xero; `bizmcp list` has all.',
    );
  const launches = servers.map((server) => launchOf(server, options.launch));
  checkValues(launches, options);
  const result = await editEntries(command, options, context, (data, place) =>
    launches.flatMap((launch) => addingChanges(data, launch, place)),
  );
  const notes = launches.flatMap((launch) => notesOf(launch, options));
  return { ...result, data: { ...result.data, notes }, lines: [...result.lines, ...notes] };
}

function checkValues(launches: readonly Launch[], { launch }: EditOptions): void {
  const known = new Set(launches.flatMap(({ server }) => server.settings.map(({ name }) => name)));
  const strange = [...launch.values.keys()].find((name) => !known.has(name));
  if (strange !== undefined)
    throw new CliError(
      'usage',
      `None of these servers has a variable ${strange}.`,
      `They have: ${[...known].join(', ')}.`,
    );
}

/** What a person has still to do for a server to have access. */
function notesOf({ server, variables }: Launch, { clients }: EditOptions): string[] {
  const missing = variables
    .filter(({ isRequired, value }) => isRequired && value === undefined)
    .map(({ name }) => name);
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  return clientsOf(clients).map(({ title, variables: way }) => {
    if (way === 'asked for') return `${server.title}: ${title} asks for ${names} when it starts the server.`;
    if (way === 'looked up') return `${server.title}: set ${names} in the environment that ${title} is started from.`;
    return `${server.title}: ${title} reads no environment variables. Put ${names} into the entry (--set with --plain-secrets writes secrets as plain text).`;
  });
}
