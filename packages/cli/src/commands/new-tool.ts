import { effects } from '@bizmcp/core';
import { CliError } from '../cli-error.ts';
import { scaffold } from '../new/scaffold.ts';
import { defineCommand } from './command.ts';

export const newTool = defineCommand({
  name: 'new tool',
  summary: 'Adds a tool to a server: its file, its registration, its documents',
  usage: [
    'bizmcp new tool acme list_orders --effect read     in a checkout of bizmcp',
    'bizmcp new tool acme create_order --effect create',
    '',
    `--effect E  what it does to the system: ${effects.join(', ')}`,
  ],
  options: { effect: { type: 'string' } },
  async run({ values: { effect, json }, words }, context) {
    const [server, name, ...more] = words;
    if (server === undefined || name === undefined || more.length > 0)
      throw new CliError(
        'usage',
        'Name a server and a tool.',
        'For example: bizmcp new tool acme list_orders --effect read',
      );
    if (!effects.some((known) => known === effect))
      throw new CliError('usage', `What does ${name} do to the system?`, `Add --effect ${effects.join('|')}.`);
    return scaffold(['tool', server, name, '--effect', String(effect)], json ?? false, context);
  },
});
