import assert from 'node:assert/strict';
import { ToolError } from '@bizmcp/core/operate';
import { describe, test } from 'vitest';
import { systemRefusal } from '../src/cli-error.ts';
import { allClients } from '../src/clients/all-clients.ts';
import type { ConfigObject } from '../src/config-edit/config-format.ts';
import { habitsOf } from '../src/entry-reading/client-habits.ts';
import { shapeOf } from '../src/entry-reading/entry-shape.ts';
import { clientFiles, type FoundEntry } from '../src/entry-reading/found-entry.ts';
import { expand, foreignReference } from '../src/entry-reading/references.ts';
import { startOf } from '../src/entry-reading/server-start.ts';
import type { Surroundings } from '../src/surroundings.ts';

const surroundings = {
  platform: 'linux',
  home: '/home/ada',
  folder: '/work',
  environment: { PATH: '/bin', HOME: '/home/ada', ACME_TOKEN: 't', ACME_REGION: 'eu' },
  namesIn: () => [],
} satisfies Surroundings;

function entryOf(id: string, raw: ConfigObject): FoundEntry {
  const client = allClients.find((one) => one.id === id);
  assert.ok(client, id);
  return { client, scope: client.scopes[0] ?? 'user', path: '/file', name: 'acme', raw, server: undefined };
}

function startAt(id: string, raw: ConfigObject) {
  const found = startOf(entryOf(id, raw), surroundings);
  assert.ok(found, id);
  return found;
}

describe('how a client starts a server', () => {
  const inherited: [id: string, names: string[]][] = [
    ['claude-code', ['ACME_REGION', 'ACME_TOKEN', 'HOME', 'PATH']],
    ['vscode', ['ACME_REGION', 'ACME_TOKEN', 'HOME', 'PATH']],
    ['zed', ['ACME_REGION', 'ACME_TOKEN', 'HOME', 'PATH']],
    ['goose', ['ACME_REGION', 'ACME_TOKEN', 'HOME', 'PATH']],
    ['opencode', ['ACME_REGION', 'ACME_TOKEN', 'HOME', 'PATH']],
    ['gemini', ['ACME_REGION', 'HOME', 'PATH']],
    ['codex', ['HOME', 'PATH']],
    ['cursor', ['HOME', 'PATH']],
    ['windsurf', ['HOME', 'PATH']],
    ['cline', ['HOME', 'PATH']],
    ['claude-desktop', ['HOME', 'PATH']],
  ];
  for (const [id, names] of inherited)
    test(`${id} hands on ${names.join(', ')}`, () => {
      const raw = id === 'goose' ? { cmd: 'x' } : { command: id === 'opencode' ? ['x'] : 'x' };

      assert.deepEqual(Object.keys(startAt(id, raw).start.environment).sort(), names);
    });

  test('each client has its own form of an entry', () => {
    const forms: [id: string, raw: ConfigObject][] = [
      ['claude-code', { command: 'node', args: ['a'], env: { X: '1' } }],
      ['opencode', { type: 'local', command: ['node', 'a'], environment: { X: '1' } }],
      ['goose', { type: 'stdio', cmd: 'node', args: ['a'], envs: { X: '1' } }],
      ['zed', { source: 'custom', command: 'node', args: ['a'], env: { X: '1' } }],
      ['zed', { command: { path: 'node', args: ['a'], env: { X: '1' } } }],
      ['codex', { command: 'node', args: ['a'], env: { X: '1' } }],
    ];
    for (const [id, raw] of forms) {
      const { start } = startAt(id, raw);
      assert.deepEqual([start.command, ...start.args, start.environment.X], ['node', 'a', '1'], id);
    }
  });

  test('names to hand on reach the server of Codex and Goose', () => {
    assert.equal(startAt('codex', { command: 'x', env_vars: ['ACME_TOKEN'] }).start.environment.ACME_TOKEN, 't');
    assert.deepEqual(shapeOf(entryOf('goose', { cmd: 'x', env_keys: ['ACME_TOKEN'] })).passed, ['ACME_TOKEN']);
  });

  test('the folder is the one that the client starts in, and "cwd" only where it is honoured', () => {
    assert.equal(startAt('claude-code', { command: 'x', cwd: '/other' }).start.folder, '/work');
    assert.equal(startAt('codex', { command: 'x', cwd: '/other' }).start.folder, '/other');
    assert.equal(startAt('gemini', { command: 'x', cwd: 'sub' }).start.folder, '/work/sub');
    assert.equal(startAt('claude-desktop', { command: 'x' }).start.folder, '/home/ada');
  });

  test('remote, switched off and empty entries start nothing', () => {
    assert.equal(startOf(entryOf('claude-code', { type: 'http', url: 'https://x.example' }), surroundings), undefined);
    assert.equal(shapeOf(entryOf('cline', { command: 'x', disabled: true })).isDisabled, true);
    assert.equal(shapeOf(entryOf('goose', { cmd: 'x', enabled: false })).isDisabled, true);
  });
});

describe('references', () => {
  const dollar = '$';
  const read = (id: string, text: string) => {
    const { client } = entryOf(id, {});
    return expand(text, habitsOf(client).forms, surroundings);
  };

  test('are replaced in the forms of the client alone', () => {
    const cases: [id: string, text: string, expanded: string][] = [
      ['claude-code', `a${dollar}{ACME_REGION}b`, 'aeub'],
      ['claude-code', `${dollar}{NONE:-there}`, 'there'],
      ['claude-code', '$ACME_REGION', '$ACME_REGION'],
      ['claude-code', `${dollar}{env:ACME_REGION}`, `${dollar}{env:ACME_REGION}`],
      ['gemini', `$ACME_REGION/${dollar}{ACME_REGION}`, 'eu/eu'],
      ['vscode', `${dollar}{env:ACME_REGION}${dollar}{/}${dollar}{workspaceFolder}`, 'eu//work'],
      ['cursor', `${dollar}{userHome}/${dollar}{env:NONE}`, '/home/ada/'],
      ['opencode', '{env:ACME_REGION}', 'eu'],
      ['claude-desktop', `${dollar}{ACME_REGION}`, `${dollar}{ACME_REGION}`],
    ];
    for (const [id, text, expanded] of cases) assert.equal(read(id, text).text, expanded, `${id} ${text}`);
  });

  test('that are not set stay in Claude Code and are empty in editors, and inputs are told apart', () => {
    assert.deepEqual(read('claude-code', `${dollar}{NONE}`), { text: `${dollar}{NONE}`, unset: ['NONE'], asked: [] });
    assert.deepEqual(read('windsurf', `${dollar}{env:NONE}`), { text: '', unset: ['NONE'], asked: [] });
    assert.deepEqual(read('vscode', `${dollar}{input:key}`).asked, ['key']);
  });

  test('of another client are found', () => {
    const { forms } = habitsOf(entryOf('cursor', {}).client);

    assert.equal(foreignReference(`${dollar}{env:A}`, forms), undefined);
    assert.equal(foreignReference(`x${dollar}{A}`, forms), `${dollar}{A}`);
    assert.equal(foreignReference('{env:A}', forms), '{env:A}');
    assert.equal(foreignReference('costs {5}', forms), undefined);
  });
});

test("in the home folder a file of the project that is the user's is read once, and another part of it too", () => {
  const atHome = { ...surroundings, folder: surroundings.home };
  const scopesOf = (id: string, where: Surroundings) =>
    clientFiles(
      allClients.filter((client) => client.id === id),
      where,
    ).map(({ scope }) => scope);

  assert.deepEqual(scopesOf('gemini', atHome), ['user']);
  assert.deepEqual(scopesOf('cursor', atHome), ['user']);
  assert.deepEqual(scopesOf('gemini', surroundings), ['project', 'user']);
  assert.deepEqual(scopesOf('claude-code', atHome), ['local', 'project', 'user']);
});

test('a file that the system does not let us use is named, and nothing else is taken for one', () => {
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/state/locks/a.lock' });

  assert.match(systemRefusal(denied)?.message ?? '', /^\/state\/locks\/a\.lock can't be used \(EACCES\)/);
  const held = Object.assign(new Error('no'), { code: 'EBUSY', path: '/a' });
  assert.match(systemRefusal(held)?.message ?? '', /^\/a can't be used \(EBUSY\)/);
  assert.equal(systemRefusal(Object.assign(new Error('no'), { code: 'ENOENT', path: '/a' })), undefined);
  assert.equal(systemRefusal(new TypeError('not a function')), undefined);
});

test('a full disk is told in a sentence, whatever finds it full', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const ofLock = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR' });
  const ofTrail = new ToolError('not_configured', 'No record can be written to /state/audit.');

  assert.match(systemRefusal(full)?.message ?? '', /^A file can't be used \(ENOSPC\)/);
  assert.match(systemRefusal(ofLock)?.message ?? '', /\(database or disk is full\)/);
  assert.equal(systemRefusal(ofTrail)?.message, 'No record can be written to /state/audit.');
});
