import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDeployment } from '../../src/serve/deployment/deployment.ts';
import { readFlags } from '../../src/serve/deployment/flags.ts';
import { failure, postOffice } from '../pipeline/harness.ts';

const known = ['list_notes', 'create_note', 'health_check'];
const deployment = (args: string[], environment = {}) =>
  readDeployment(readFlags(args, known), { XDG_CONFIG_HOME: '/nowhere', ...environment });

function configFile(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'bizmcp-')), 'config.json');
  writeFileSync(path, content);
  return path;
}

test('tools can be named with commas or one by one', () => {
  expect(readFlags(['--tools', 'list_notes, create_note', '--tools=health_check'], known).tools).toEqual(known);
});

test.each([['--readonly'], ['--tools'], ['extra'], ['--sandbox=yes']])(
  'the command line %s is refused closed: nothing may be done, and the reason is told',
  (...args) => {
    const flags = readFlags(args, known);

    expect(flags.problem).toContain('--read-only');
    expect(flags.readOnly).toBe(true);
  },
);

test('a tool that does not exist is named', () => {
  expect(readFlags(['--tools', 'list_notes,lists_notes'], known).problem).toContain('Name 2 of --tools is no tool');
});

test('the command line and the file can each only tighten', async () => {
  const path = configFile(
    JSON.stringify({ read_only: false, tools: ['list_notes', 'create_note'], settings: { HELLO_TOKEN: 'x' } }),
  );

  const { policy, file } = await deployment(['--read-only', '--tools', 'create_note,health_check', '--config', path]);

  expect(policy).toMatchObject({ readOnly: true, tools: ['create_note'] });
  expect(file).toEqual({ HELLO_TOKEN: 'x' });
});

test.each([
  ['a relative path', () => 'config.json', 'full path'],
  ['a missing file', () => '/nowhere/config.json', 'can not be read'],
  ['broken JSON', () => configFile('{'), 'it is not valid JSON'],
  ['an unknown key', () => configFile('{"readonly": true}'), 'readonly'],
  ['a key that is there twice', () => configFile('{"read_only": true, "read_only": false}'), 'same key twice'],
  ['a text for a truth value', () => configFile('{"read_only": "yes"}'), 'read_only: takes true or false, not a text'],
])('%s as configuration denies everything and says why', async (_what, path, word) => {
  expect((await deployment(['--config', path()])).problem).toContain(word);
});

test('who calls has the role of the command line, else of the file, else of the environment', async () => {
  const roleOf = async (args: string[], environment = {}) => (await deployment(args, environment)).principal.role;
  const path = configFile('{"role": "sales"}');
  const environment = { BIZMCP_ROLE: 'finance' };

  expect(await roleOf(['--role', 'viewer', '--config', path], environment)).toBe('viewer');
  expect(await roleOf(['--config', path], environment)).toBe('sales');
  expect(await roleOf([], environment)).toBe('finance');
  expect(await roleOf([])).toBe('agent_executor');
});

test('an unknown role denies everything, and every refusal names the roles', async () => {
  const { policy, principal, problem } = await deployment([], { BIZMCP_ROLE: 'king' });
  const { call } = postOffice({ policy, role: principal.role });

  for (const tool of ['list_letters', 'health_check'])
    expect((await failure(call(tool, {}))).message).toMatch(/viewer, agent_executor.*BIZMCP_ROLE/);
  expect(problem).toContain('viewer, agent_executor');
});

test('a server that needs a customer and has none says where to name one', async () => {
  const contexts = { acme: { systems: { post: ['read' as const] } } };
  const { call } = postOffice({ policy: { rules: { contexts } } });

  expect((await failure(call('list_letters', {}))).message).toContain('BIZMCP_TENANT');
});

test('a login is its own mode, also when its command line is wrong', () => {
  expect(readFlags(['--login', '--tenant', 'north'], known)).toMatchObject({ mode: 'login', tenant: 'north' });
  expect(readFlags(['--login', '--tenat', 'north'], known)).toMatchObject({ mode: 'login', readOnly: true });
  expect(readFlags(['--logout', '--login'], known).mode).toBe('logout');
});

test('the tenant of the command line comes before that of the environment', async () => {
  expect((await deployment(['--tenant', 'north'], { BIZMCP_TENANT: 'south' })).tenant).toBe('north');
  expect((await deployment([], { BIZMCP_TENANT: 'south' })).tenant).toBe('south');
});

test('a tenant of the command line that came out empty denies everything: it would be whoever has none', async () => {
  for (const tenant of ['', ' ', `\${CUSTOMER}`])
    expect((await deployment(['--tenant', tenant], { BIZMCP_TENANT: 'south' })).problem).toContain('--tenant');
});

test('the sandbox can be chosen by a variable, where a client can set no flag', async () => {
  const sandboxOf = async (BIZMCP_SANDBOX: string) => (await deployment([], { BIZMCP_SANDBOX })).sandbox;

  expect(await sandboxOf('true')).toBe(true);
  expect(await sandboxOf('false')).toBe(false);
  expect(await sandboxOf('')).toBe(false);
  expect(await sandboxOf(`\${user_config.sandbox}`)).toBe(false);
  expect((await deployment(['--sandbox'], { BIZMCP_SANDBOX: 'false' })).sandbox).toBe(true);
});

test('a word that is neither true nor false denies everything: real data could be taken for invented', async () => {
  expect((await deployment([], { BIZMCP_SANDBOX: 'yes' })).problem).toContain('BIZMCP_SANDBOX is either true or false');
});
