import { fleet, serversOf } from '../fleet/fleet.ts';
import type { Credential, FleetServer } from '../fleet/fleet-server.ts';
import { painter } from '../screen/paint.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Cell } from '../table/cell.ts';
import { type Column, tableOf } from '../table/table.ts';
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
    if (words.length === 0) return { data: { servers: fleet }, lines: fleetLines(screen), exitCode: 0 };
    const servers = serversOf(words);
    const lines = servers.flatMap((server, index) => [...(index > 0 ? [''] : []), ...serverLines(server, screen)]);
    return { data: { servers }, lines, exitCode: 0 };
  },
});

function fleetLines(screen: Screen): string[] {
  const columns = [
    ...[{ title: 'server' }, { title: 'system', least: 10 }, { title: 'version' }],
    ...[numberColumn('tools'), numberColumn('tokens')],
  ];
  const rows = fleet.map(({ name, title, version, tools, tokens }) =>
    [name, title, version, tools.length, tokens].map(cellOf),
  );
  const next = 'The tools of one: bizmcp list hubspot. To set up: bizmcp init';
  return [...tableOf(columns, rows, screen), '', ...wrapped(next, screen.columns)];
}

function serverLines(server: FleetServer, screen: Screen): string[] {
  const paint = painter(screen);
  const columns = [
    ...[{ title: 'tool', least: 16 }, { title: 'effect' }],
    ...[numberColumn('tokens'), { title: 'scopes', least: 8 }],
  ];
  const rows = server.tools.map(({ name, effect, tokens, scopes }) =>
    [name, effect, tokens, scopes.join(' ')].map(cellOf),
  );
  const sum = ['all', '', server.tokens].map((one): Cell => ({ ...cellOf(one), meaning: 'quiet' }));
  const inner = { ...screen, columns: screen.columns - 2 };
  return [
    `${paint('strong', server.title)}  ${server.package} ${server.version}`,
    '',
    ...tableOf(columns, [...rows, sum], inner).map((line) => `  ${line}`),
    ...(server.credentials.length > 0 ? ['', paint('strong', 'Ways of access (--credential N)')] : []),
    ...server.credentials.flatMap((credential, index) => wayLines(server, credential, { number: index + 1, screen })),
  ];
}

function numberColumn(title: string): Column {
  return { title, isRight: true };
}

function cellOf(value: string | number): Cell {
  return { text: String(value) };
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
