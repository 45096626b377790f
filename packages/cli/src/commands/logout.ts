import { accountChoiceOf, accountFlags, accountStart, accountUsage, serverOf } from '../account/account-start.ts';
import { runAtTerminal } from '../account/run-at-terminal.ts';
import { keptSettings } from '../entry-writing/kept-settings.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import { defineCommand } from './command.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'Ends that access, and forgets all that is kept of it here',
  usage: [
    'bizmcp logout xero',
    '',
    'Forgets the login and the secret settings that `bizmcp init` keeps for the',
    'server. The entries of clients stay: see `bizmcp remove`.',
    ...accountUsage,
  ],
  options: accountFlags,
  async run({ values, words }, context) {
    const server = serverOf(words);
    const choice = accountChoiceOf(values);
    const start = await accountStart(server, choice, context);
    const hasLogin = server.credentials.some(({ fromLogin }) => fromLogin);
    // First, because it is ended with the settings that are then forgotten.
    const isEnded = hasLogin && (await runAtTerminal({ ...start, args: [...start.args, '--logout'] })) === 0;
    const surroundings = { ...context.surroundings, environment: start.environment };
    const tenant = choice.tenant ?? start.environment.BIZMCP_TENANT;
    const isForgotten = await keptSettings(surroundings, tenant).forget(server.name);
    return {
      data: { server: server.name, loginEnded: isEnded, settingsForgotten: isForgotten },
      lines: linesOf(server, isForgotten),
      exitCode: hasLogin && !isEnded && !isForgotten ? 1 : 0,
    };
  },
});

function linesOf({ title }: FleetServer, isForgotten: boolean): string[] {
  return [
    isForgotten ? `The kept settings of ${title} are forgotten.` : `No settings of ${title} are kept on this computer.`,
  ];
}
