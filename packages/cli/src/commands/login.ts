import { accountChoiceOf, accountFlags, accountStart, accountUsage, serverOf } from '../account/account-start.ts';
import { runAtTerminal } from '../account/run-at-terminal.ts';
import { CliError } from '../cli-error.ts';
import { wrapped } from '../screen/wrap.ts';
import { defineCommand } from './command.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'Connects your account at a system, in the browser',
  usage: [
    'bizmcp login xero',
    'bizmcp login hubspot --set HUBSPOT_CLIENT_ID=abc --set HUBSPOT_CLIENT_SECRET=-',
    '',
    'What the system gives is kept encrypted on this computer, and renewed.',
    ...accountUsage,
  ],
  options: accountFlags,
  async run({ values, words }, context) {
    const server = serverOf(words);
    if (!server.credentials.some(({ fromLogin }) => fromLogin))
      throw new CliError(
        'refused',
        `${server.title} has no login: it is reached with what its settings hold.`,
        `\`bizmcp list ${server.name}\` shows the ways of access.`,
      );
    const start = await accountStart(server, accountChoiceOf(values), context);
    const code = await runAtTerminal({ ...start, args: [...start.args, '--login'] });
    if (code !== 0)
      throw new CliError(
        'refused',
        `${server.title} is not connected.`,
        'Give what is missing with --set, in the entry (`bizmcp add`) or in the environment.',
      );
    const next = `Ask your client for something of ${server.title} now; a server that runs already needs no restart.`;
    return {
      data: { server: server.name, connected: true },
      lines: wrapped(next, context.screen.columns),
      exitCode: 0,
    };
  },
});
