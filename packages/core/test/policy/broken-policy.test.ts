import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorize } from '../../src/policy/authorize.ts';
import { isCleared } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = 'version: 1\npresets: [system_admin]\ndefault_role: system_admin\n';
const bomb = [
  'version: 1',
  `a: &a [${'x,'.repeat(9)}x]`,
  ...'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index]},`.repeat(9)}*a]`),
].join('\n');

/** Texts that are no policy, with what must be said of them. */
const texts: Record<string, [text: string | Uint8Array, says: RegExp]> = {
  'an empty file': ['', /line 1, version: is missing; it takes 1/],
  'a file of nothing but a comment': ['# later\n', /line 1, version: is missing; it takes 1/],
  'text that is not YAML': ['version: 1\nroles: [', /line [23]: /],
  'tabs as indentation': ['version: 1\nroles:\n\ta: {}\n', /line 3: /],
  'an unknown key': [`${good}reedonly: true\n`, /line 4, reedonly: unknown key/],
  'an unknown key below a role': ['version: 1\nroles:\n  a:\n    scope: [x]\n', /line 4, roles\.a\.scope: unknown key/],
  'no version': ['presets: [viewer]\n', /version/],
  'another version': [good.replace('1', '2'), /line 1, version: /],
  'a version in quotes': [good.replace('1', '"1"'), /line 1, version: /],
  'a word of YAML 1.1 for a truth value': [
    `${good}read_only: yes\n`,
    /line 4, read_only: takes true or false, not a text/,
  ],
  'a key that is there twice': [`${good}read_only: true\nread_only: false\n`, /line 5: .*unique/],
  'a key of JSON that is there twice': ['{"version": 1, "read_only": true, "read_only": false}', /unique/],
  'a bomb of aliases': [bomb, /alias/i],
  'two documents': [`${good}---\n${good}`, /line \d: .*document/],
  'a custom tag': [`${good}description: !!js/function "x"\n`, /line 4: .*tag/],
  'a merge key': ['version: 1\nbase: &b {read_only: true}\n<<: *b\n', /"?(?:base|<<)"?/],
  'a number for a name': ['version: 1\ndefault_role: 7\n', /line 2, default_role: /],
  'a role that does not exist': ['version: 1\ndefault_role: boss\n', /line 2, default_role: there is no role boss/],
  'a principal of no role': ['version: 1\nprincipals: {sam: boss}\n', /principals\.sam: there is no role boss/],
  'a preset that does not exist': ['version: 1\npresets: [root]\n', /line 2, presets\.0: /],
  'a role that inherits from one that does not exist': [
    'version: 1\nroles:\n  a: {inherits: [boss]}\n',
    /line 3, roles\.a\.inherits\.0: there is no role boss/,
  ],
  'roles that inherit in a circle': [
    'version: 1\nroles:\n  a: {inherits: [b]}\n  b: {inherits: [a]}\n',
    /line [34], roles\.[ab]\.inherits\.0: .*circle/,
  ],
  'a role whose name is none': ['version: 1\nroles:\n  Boss: {}\n', /line 3, roles\.Boss: small letters, digits and _/],
  'a scope that is none': [
    'version: 1\nroles:\n  a: {scopes: ["crm:delete"]}\n',
    /line 3, roles\.a\.scopes\.0: a scope/,
  ],
  'a regular expression as a tool': ['version: 1\ntools: {deny: ["(a+)+.x"]}\n', /line 2, tools\.deny\.0: a pattern/],
  'a rule on an argument without a bound': [
    'version: 1\narguments:\n  - {id: a, tools: ["*"], path: amount}\n',
    /line 3, arguments\.0: needs a bound/,
  ],
  'two rules of one name': [
    'version: 1\nbudgets:\n  - &a {id: a, tools: ["*"], calls: 1, per: day}\n  - *a\n',
    /line 4, budgets\.1\.id: .*two rules/,
  ],
  'a budget of no known time': [
    'version: 1\nbudgets:\n  - {id: a, tools: ["*"], calls: 3/fortnight}\n',
    /line 3, budgets\.0\.calls: .*10\/hour/,
  ],
  'a budget of half a call': [
    'version: 1\nbudgets:\n  - {id: a, tools: ["*"], calls: 1.5, per: day}\n',
    /line 3, budgets\.0\.calls: takes .*whole number.*, not 1\.5/,
  ],
  'a budget whose time is said twice': [
    'version: 1\nbudgets:\n  - {id: a, tools: ["*"], calls: 3/hour, per: day}\n',
    /line 3, budgets\.0: calls is a number with per/,
  ],
  'a time zone that does not exist': [
    'version: 1\ntimes:\n  - {id: a, from: "08:00", to: "09:00", timezone: Mars/Base}\n',
    /line 3, times\.0\.timezone: a time zone/,
  ],
  'an hour that does not exist': [
    'version: 1\ntimes:\n  - {id: a, from: "25:00", to: "09:00", timezone: UTC}\n',
    /times\.0\.from: a time/,
  ],
  'a write for everybody that asks nobody': [
    'version: 1\napprovals:\n  - {id: a, tools: ["*"], mode: never}\n',
    /line 3, approvals\.0: mode never takes/,
  ],
  'a context that does not exist': ['version: 1\ndefault_context: acme\n', /line 2, default_context: there is no/],
  'a list where an object belongs': ['- version: 1\n', /line 1, the file: takes an object, not a list/],
  'nesting without an end': [`version: 1\nroles: ${'['.repeat(100_000)}`, /nested|line/],
  'ten megabytes': [`${good}# ${'x'.repeat(10_000_000)}\n`, /larger than 262144 bytes/],
  'bytes that are not UTF-8': [new Uint8Array([0x76, 0xff, 0xfe]), /UTF-8/],
};

const admin = { name: 'list_notes', effect: 'read', data: 'public', scopes: [] } as const;

async function readText(text: string | Uint8Array) {
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, text);
  return readPolicy(path, { userConfigFolder: folder });
}

async function expectDenial(reading: ReturnType<typeof readPolicy>, says: RegExp) {
  const { policy, problem } = await reading;
  expect(problem).toMatch(says);
  expect(problem).toMatch(/^The policy file .* can't be used, so nothing is allowed: /);
  for (const role of ['system_admin', 'agent_executor', 'viewer', 'a', '(none)']) {
    expect(authorize(policy, role, admin)).toMatchObject({ allowed: false, reason: 'policy_broken', detail: problem });
    expect(isCleared(policy, role, 'public')).toBe(false);
  }
}

describe('a policy file that can not be used denies everything and says why', () => {
  test.each(Object.entries(texts))('%s', async (_title, [text, says]) => {
    await expectDenial(readText(text), says);
  });

  test('a file that is not there', async () => {
    await expectDenial(readPolicy(join(folder, 'gone.yaml'), { userConfigFolder: folder }), /no such file/);
  });

  test('but none is there below what is no folder', async () => {
    const { problem, path } = await readPolicy(undefined, { userConfigFolder: '/dev/null' });

    expect([problem, path]).toEqual([undefined, undefined]);
  });

  test('a path that is not full', async () => {
    await expectDenial(readPolicy('policy.yaml', { userConfigFolder: folder }), /full path/);
  });

  test('a folder', async () => {
    await expectDenial(readPolicy(folder, { userConfigFolder: folder }), /not a regular file/);
  });

  test('a symbolic link', async () => {
    writeFileSync(join(folder, 'real.yaml'), good);
    symlinkSync(join(folder, 'real.yaml'), join(folder, 'link.yaml'));

    await expectDenial(readPolicy(join(folder, 'link.yaml'), { userConfigFolder: folder }), /symbolic link/);
  });

  test('a file that everybody may write', async () => {
    const path = join(folder, 'open.yaml');
    writeFileSync(path, good);
    chmodSync(path, 0o666);

    await expectDenial(readPolicy(path, { userConfigFolder: folder }), /may write it/);
  });

  test('a device', async () => {
    await expectDenial(readPolicy('/dev/null', { userConfigFolder: folder }), /not a regular file/);
  });

  test('a file that this user may not read', async () => {
    const path = join(folder, 'shut.yaml');
    writeFileSync(path, good, { mode: 0o000 });
    const reading = readPolicy(path, { userConfigFolder: folder });

    // Nothing is shut to the superuser.
    if (process.getuid?.() === 0) expect((await reading).problem).toBeUndefined();
    else await expectDenial(reading, /can not be read/);
  });

  test('a folder that can not be looked into, of which nobody knows what it has', async () => {
    symlinkSync('loop', join(folder, 'loop'));

    const { problem } = await readPolicy(undefined, { userConfigFolder: join(folder, 'loop') });

    expect(problem).toMatch(/so nothing is allowed/);
    expect(problem).not.toMatch(/there is also/);
  });

  test('two files where one is expected', async () => {
    const home = join(folder, 'two');
    mkdirSync(join(home, 'bizmcp'), { recursive: true });
    for (const name of ['policy.yaml', 'policy.json']) writeFileSync(join(home, 'bizmcp', name), good);

    await expectDenial(readPolicy(undefined, { userConfigFolder: home }), /there is also .*policy\.json; keep one/);
  });
});

test('names of the prototype define nothing', async () => {
  const { policy } = await readText('{"version": 1, "roles": {"viewer": {"scopes": ["*"]}}, "principals": {}}');
  const { policy: odd, problem } = await readText('{"version": 1, "__proto__": {"read_only": true}}');

  expect(Object.keys(policy.roles)).toEqual(['viewer']);
  expect(problem ?? odd.readOnly).not.toBe(true);
  expect(Object.hasOwn(Object.prototype, 'read_only')).toBe(false);
});
