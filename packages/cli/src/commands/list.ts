import { type FleetServer, fleet, serversOf } from '../fleet/fleet.ts';
import { defineCommand } from './command.ts';

export const list = defineCommand({
  name: 'list',
  summary: 'Lists the servers, or the tools of one with effect, scopes and token cost',
  usage: ['bizmcp list', 'bizmcp list hubspot --json'],
  options: {},
  async run({ words }) {
    if (words.length === 0) return { data: { servers: fleet }, lines: fleet.map(serverLine), exitCode: 0 };
    const servers = serversOf(words);
    return { data: { servers }, lines: servers.flatMap(serverLines), exitCode: 0 };
  },
});

function serverLine({ name, title, version, tools, tokens }: FleetServer): string {
  return `${name.padEnd(12)} ${title.padEnd(18)} ${version.padEnd(8)} ${String(tools.length).padStart(2)} tools ${String(tokens).padStart(5)} tokens`;
}

function serverLines(server: FleetServer): string[] {
  const width = Math.max(...server.tools.map(({ name }) => name.length));
  return [
    serverLine(server),
    ...server.tools.map(({ name, effect, scopes, tokens }) => {
      const cost = String(tokens).padStart(5);
      return `  ${name.padEnd(width)} ${effect.padEnd(6)} ${cost} tokens  ${scopes.join(' ')}`.trimEnd();
    }),
    ...(server.credentials.length > 0 ? ['Ways of access (--credential):'] : []),
    ...server.credentials.map(({ title, settings }, index) => `  ${index + 1} ${title}: ${settings.join(', ')}`),
  ];
}
