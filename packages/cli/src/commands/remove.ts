import { CliError } from '../cli-error.ts';
import { removingChanges } from '../entry-writing/entry-changes.ts';
import { serversOf } from '../fleet/fleet.ts';
import { defineCommand } from './command.ts';
import { editEntries, undo as undoNewest } from './edit-entries.ts';
import { editFlags, editOptionsOf } from './edit-options.ts';
import { reloadSteps, stepLines } from './next-steps.ts';

const { client, servers, scope, force, undo, yes } = editFlags;

export const remove = defineCommand({
  name: 'remove',
  summary: 'Takes servers out of the configuration of clients',
  usage: [
    'bizmcp remove hubspot --client claude-code',
    'bizmcp remove hubspot,xero -c cursor --scope user --dry-run',
    'bizmcp remove --undo',
    '',
    'What is kept of a server on this computer stays: see `bizmcp logout`.',
    '',
    '--client a,b     the clients; --scope S: project, user or local',
    '--force          takes an entry out that starts something else',
    '--dry-run        shows what would change; --undo takes the newest edits back',
  ],
  options: { client, servers, scope, force, 'dry-run': editFlags['dry-run'], undo, yes },
  async run(line, context) {
    const options = editOptionsOf(line, context.surroundings);
    if (options.isUndo) return undoNewest(context);
    const named = serversOf(options.servers);
    if (named.length === 0)
      throw new CliError(
        'usage',
        'No server was named.',
        'Name servers, for example: bizmcp remove hubspot -c cursor.',
      );
    const { changed, ...result } = await editEntries('remove', options, context, (data, place) =>
      named.flatMap((server) => removingChanges(data, server, place)),
    );
    const next = options.isDryRun ? [] : reloadSteps(options, changed);
    return {
      ...result,
      data: { ...result.data, next },
      lines: [...result.lines, ...stepLines(next, context.screen.columns)],
    };
  },
});
