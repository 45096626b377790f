import { CliError } from '../cli-error.ts';
import { interview } from '../interview/interview.ts';
import { widthOf } from '../screen/wrap.ts';
import type { Person } from '../terminal/person.ts';
import { addFlags, addServers } from './add-servers.ts';
import { additionOf } from './addition.ts';
import { type CommandContext, type CommandResult, defineCommand } from './command.ts';
import { undo } from './edit-entries.ts';
import { type EditOptions, editFlags, editOptionsOf } from './edit-options.ts';

export const init = defineCommand({
  name: 'init',
  summary: 'Sets up clients with servers, step by step; writes after you have seen it',
  usage: [
    'bizmcp init',
    'bizmcp init --client claude-code --servers hubspot,xero --sandbox --yes',
    'bizmcp init -c claude-desktop -s hubspot',
    '',
    'Asks for what the command line leaves open. Ctrl-C leaves without writing.',
    '',
    '--yes            does not ask: all has to be said by options',
    ...addFlags,
  ],
  options: editFlags,
  async run(line, context) {
    const options = editOptionsOf(line, context.surroundings);
    if (options.isUndo) return undo(context);
    const { person } = context;
    if (options.isConfirmed || options.isDryRun)
      return addServers('init', await additionOf(options, context), options, context);
    if (person) return initWith(person, options, context);
    if (options.clients.length === 0 || options.servers.length === 0)
      throw new CliError(
        'usage',
        'There is nobody to ask here.',
        'Say all by options: bizmcp init --client claude-code --servers hubspot,xero --sandbox --yes',
      );
    // What is wrong with the options is told first.
    await addServers('init', await additionOf(options, context), { ...options, isDryRun: true }, context);
    throw new CliError(
      'usage',
      'There is nobody to ask whether to write.',
      'Add --yes to write, or --dry-run to look.',
    );
  },
});

/** What stands before each line that is shown between questions. */
const guideWidth = 3;

async function initWith(person: Person, said: EditOptions, context: CommandContext): Promise<CommandResult> {
  person.greet('bizmcp init');
  const options = await interview(said, { person, surroundings: context.surroundings });
  const addition = await additionOf(options, context);
  const plan = await addServers('init', addition, { ...options, isDryRun: true }, context);
  const room = context.screen.columns - guideWidth;
  person.show(
    plan.lines.map((line) => (widthOf(line) > room ? `${[...line].slice(0, room - 1).join('')}…` : line)).join('\n'),
  );
  if (plan.changed.size === 0 && addition.secrets.size === 0) {
    person.part(plan.exitCode === 0 ? 'All of it is there already.' : 'Nothing can be written.');
    return plan;
  }
  const isYes = await person.confirm('Write this?');
  if (!isYes) throw new CliError('refused', 'Nothing was written.', 'Run it again when you are ready.');
  const result = await addServers('init', addition, options, context);
  person.part(result.exitCode === 0 ? 'Done.' : 'Not all of it could be written.');
  return result;
}
