import { fleet, serversOf } from '../fleet/fleet.ts';
import type { Credential, FleetServer } from '../fleet/fleet-server.ts';
import { type Paint, painter } from '../screen/paint.ts';
import { wrapped } from '../screen/wrap.ts';
import { defineCommand, type Screen } from './command.ts';

export const list = defineCommand({
  name: 'list',
  summary: 'Lists the servers, or the tools of one with effect, scopes and token cost',
  usage: [
    'bizmcp list',
    'bizmcp list hubspot --json',
    '',
    'Tokens are what a model reads of the tools, at four characters a token, where',
    'its client shows them all to it.',
  ],
  options: {},
  async run({ words }, { screen }) {
    if (words.length === 0) return { data: { servers: fleet }, lines: fleetLines(painter(screen)), exitCode: 0 };
    const servers = serversOf(words);
    return { data: { servers }, lines: servers.flatMap((server) => serverLines(server, screen)), exitCode: 0 };
  },
});

function fleetLines(paint: Paint): string[] {
  const row = (name: string, title: string, version: string, numbers: readonly string[]) =>
    `${name.padEnd(12)} ${title.padEnd(18)} ${version.padEnd(9)} ${numbers.map((one) => one.padStart(6)).join(' ')}`;
  return [
    paint('strong', row('server', 'system', 'version', ['tools', 'tokens'])),
    ...fleet.map(({ name, title, version, tools, tokens }) =>
      row(name, title, version, [String(tools.length), String(tokens)]),
    ),
    '',
    'The tools of one: bizmcp list hubspot. To set up: bizmcp init',
  ];
}

function serverLines(server: FleetServer, screen: Screen): string[] {
  const paint = painter(screen);
  const width = Math.max(...server.tools.map(({ name }) => name.length));
  const row = (name: string, effect: string, tokens: string, scopes: string) =>
    `  ${name.padEnd(width)}  ${effect.padEnd(6)} ${tokens.padStart(6)}  ${scopes}`.trimEnd();
  return [
    `${paint('strong', server.title)}  ${server.package} ${server.version}`,
    '',
    paint('strong', row('tool', 'effect', 'tokens', 'scopes')),
    ...server.tools.map(({ name, effect, scopes, tokens }) => row(name, effect, String(tokens), scopes.join(' '))),
    paint('quiet', row('all', '', String(server.tokens), '')),
    ...(server.credentials.length > 0 ? ['', paint('strong', 'Ways of access (--credential N)')] : []),
    ...server.credentials.flatMap((credential, index) => wayLines(server, credential, { number: index + 1, screen })),
    '',
  ];
}

function wayLines(
  { name }: FleetServer,
  { title, settings, fromLogin, how }: Credential,
  { number, screen: { columns } }: { number: number; screen: Screen },
): string[] {
  const own = settings.filter((setting) => !fromLogin?.includes(setting));
  const login = fromLogin ? [`bizmcp login ${name}`] : [];
  const needs = [...own, ...login].join(', ');
  return [
    ...wrapped(`${title}: ${needs}`, columns, { first: `  ${number} `, rest: '    ' }),
    ...wrapped(how, columns, { first: '    ', rest: '    ' }),
  ];
}
