import { describe, expect, test } from 'vitest';
import { decide } from '../../src/policy/decision.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import { assignedRole, defaultPolicy, isCleared, namesCredential, policyDigest } from '../../src/policy/policy.ts';
import { tighten } from '../../src/policy/tighten.ts';
import { isUntrustedSource } from '../../src/policy/untrusted-source.ts';
import { policyOf } from './policy-of.ts';

const pay = { name: 'create_payment', effect: 'create', data: 'confidential' } as const;
const read = { name: 'get_payment', effect: 'read', data: 'confidential' } as const;

describe('a bound on an argument', () => {
  const bounds: [bound: string, right: unknown[], wrong: unknown[]][] = [
    [
      'max: 500',
      [0, 500, '499.99', '-1'],
      [500.01, '501', '1e9', '0x10', ' 5', '٥', Infinity, NaN, {}, true, [1, 501]],
    ],
    ['min: 1', [1, '2'], [0, '-5', '']],
    ['one_of: [deals, 7]', ['deals', 7, '7', ['deals', 'deals']], ['Deals', 'deals ', 8, {}, ['deals', 'x']]],
    ['none_of: [admin]', ['user', 5], ['admin', ' ADMIN ', 'ａｄｍｉｎ', {}]],
    [
      'starts_with: [/exports/]',
      ['/exports/a'],
      ['/exports/../etc', '/exports/%2E%2E/etc', '/exports/a\\..\\..\\x', '/x', 1],
    ],
    ['max_length: 3', ['abc', 'ab', 123], ['abcd', {}]],
    ['max_items: 2', [[1, 2], 'x'], [[1, 2, 3]]],
    ['absent: true', [null], ['', 0, false, []]],
  ];

  test.each(bounds)('%s', async (bound, right, wrong) => {
    const policy = await policyOf(`
roles: { clerk: { scopes: ['*'], clearance: confidential } }
arguments: [{ id: bound, tools: ['bank.*'], path: value, missing: allow, ${bound} }]`);
    const verdict = (value: unknown) => decide(policy, 'clerk', pay, { server: 'bank', input: { value } });

    for (const value of right) expect([value, verdict(value).reason]).toEqual([value, 'allowed']);
    for (const value of wrong) {
      expect([value, verdict(value).reason]).toEqual([value, 'argument_not_allowed']);
      expect(verdict(value).rule).toBe('arguments.bound');
    }
  });

  test('that must be left out may be left out', async () => {
    const policy = await policyOf(`
presets: [agent_executor]
arguments: [{ id: note, tools: [bank.*], path: note, absent: true }]`);
    const reasonOf = (input: object) =>
      decide(policy, 'agent_executor', pay, { server: 'bank', input: { ...input } }).reason;

    expect([reasonOf({}), reasonOf({ note: 'x' })]).toEqual(['allowed', 'argument_not_allowed']);
  });

  test('follows a path into objects, lists and every name', async () => {
    const policy = await policyOf(`
roles: { clerk: { scopes: ['*'], clearance: confidential } }
arguments:
  - { id: lines, tools: ['*'], path: 'lines[].price.amount', max: 10 }
  - { id: extras, tools: ['*'], path: extras.*, max_length: 3, missing: allow }`);
    const reasons = (input: Record<string, unknown>) => {
      const { reason, rule } = decide(policy, 'clerk', pay, { server: 'bank', input });
      return reason === 'allowed' ? reason : `${reason} ${rule}`;
    };

    expect(reasons({ lines: [{ price: { amount: 10 } }] })).toBe('allowed');
    expect(reasons({ lines: [{ price: { amount: 1 } }, { price: { AMOUNT: 11 } }] })).toMatch(/not_allowed .*lines/);
    expect(reasons({ lines: [{ price: { amount: 1 } }, { price: {} }] })).toMatch(/missing .*lines/);
    expect(reasons({ lines: [] })).toMatch(/missing .*lines/);
    expect(reasons({ lines: null })).toMatch(/missing .*lines/);
    expect(reasons({})).toMatch(/missing .*lines/);
    expect(reasons({ lines: { price: { amount: 1 } }, extras: { a: 'abc', b: 'abcd' } })).toMatch(/extras/);
  });

  test('tells the bound, never the value', async () => {
    const policy = await policyOf(`
roles: { clerk: { scopes: ['*'], clearance: confidential } }
arguments: [{ id: payee, tools: ['*'], path: payee, one_of: [rent] }]`);

    const { detail } = decide(policy, 'clerk', pay, { server: 'bank', input: { payee: 'secret-payee' } });

    expect(detail).toBe('payee must be one of rent');
  });
});

describe('a server that is not known', () => {
  test('is taken for the one that a denial names, and for none that an allowance names', async () => {
    const policy = await policyOf(`
roles:
  denied: { scopes: ['*'], clearance: confidential, tools: { deny: [bank.*] } }
  allowed: { scopes: ['*'], clearance: confidential, tools: { allow: [bank.*] } }`);

    expect(decide(policy, 'denied', pay).reason).toBe('tool_denied');
    expect(decide(policy, 'denied', pay, { server: 'shop' }).reason).toBe('allowed');
    expect(decide(policy, 'allowed', pay).reason).toBe('tool_not_allowed');
    expect(decide(policy, 'allowed', pay, { server: 'bank' }).reason).toBe('allowed');
  });

  test('is bound by every rule that names a server', async () => {
    const policy = await policyOf(`
presets: [agent_executor]
arguments: [{ id: most, tools: [bank.*], path: amount, max: 5 }]`);

    expect(decide(policy, 'agent_executor', pay, { input: { amount: 6 } }).reason).toBe('argument_not_allowed');
    expect(decide(policy, 'agent_executor', pay, { server: 'shop', input: { amount: 6 } }).reason).toBe('allowed');
  });

  test('has no permission in a context, and asks though a rule says never', async () => {
    const contexts = await policyOf(`
presets: [agent_executor]
contexts: { acme: { systems: { bank: [read, write] } } }
default_context: acme`);
    const never = await policyOf(`
presets: [agent_executor]
approvals: [{ id: free, roles: [agent_executor], tools: [bank.create_payment], mode: never }]`);

    expect(decide(contexts, 'agent_executor', pay).reason).toBe('system_not_in_context');
    expect(decide(never, 'agent_executor', pay).approval).toBe('ask');
    expect(decide(never, 'agent_executor', pay, { server: 'bank' }).approval).toBe('none');
    expect(decide(never, 'agent_executor', { ...pay, effect: 'send' }, { server: 'bank' }).approval).toBe('ask');
  });
});

test('a context must be named where a policy has contexts and no default', async () => {
  const policy = await policyOf(`presets: [viewer]\ncontexts: { acme: { systems: { '*': [read] } } }`);

  expect(decide(policy, 'viewer', read, { server: 'bank' }).reason).toBe('context_required');
  expect(decide(policy, 'viewer', read, { server: 'bank', tenant: 'acme' }).reason).toBe('allowed');
  expect(decide(policy, 'viewer', read, { server: 'bank', tenant: 'constructor' }).reason).toBe('unknown_context');
});

test('the health check needs no mention among the allowed tools, and may be denied', async () => {
  const policy = await policyOf('presets: [viewer]\ntools: { allow: [bank.get_payment] }');
  const denied = await policyOf('presets: [viewer]\ntools: { deny: [bank.health_check] }');
  const check = { name: 'health_check', effect: 'read', data: 'public' } as const;

  expect(decide(policy, 'viewer', check, { server: 'bank' }).allowed).toBe(true);
  expect(decide(denied, 'viewer', check, { server: 'bank' }).reason).toBe('tool_denied');
});

test('what a context says of a system goes before what it says of the others', async () => {
  const systems = "{ bank: [read], '*': [read, write] }";
  const policy = await policyOf(`presets: [agent_executor]\ncontexts: { acme: { systems: ${systems} } }`);
  const reasonIn = (server: string) => decide(policy, 'agent_executor', pay, { server, tenant: 'acme' }).reason;

  expect([reasonIn('bank'), reasonIn('shop')]).toEqual(['permission_missing', 'allowed']);
});

test('a role inherits scopes and denials, and its own clearance goes first', async () => {
  const policy = await policyOf(`
roles:
  base: { inherits: [viewer], classes: { confidential: deny }, tools: { deny: ['*.delete_*'] } }
  heir: { inherits: [base, sales], classes: { confidential: mask } }
  low: { inherits: [finance], clearance: public }`);

  expect(policy.roles.heir).toMatchObject({
    scopes: expect.arrayContaining(['*:read', 'crm:*']),
    clearance: 'confidential',
    classes: { confidential: 'deny' },
    tools: { deny: ['*.delete_*'] },
  });
  expect(decide(policy, 'heir', read)).toMatchObject({
    reason: 'class_denied',
    rule: 'roles.heir.classes.confidential',
  });
  expect(isCleared(policy, 'heir', 'internal')).toBe(true);
  expect(isCleared(policy, 'heir', 'confidential')).toBe(false);
  expect(isCleared(policy, 'low', 'internal')).toBe(false);
});

test('after untrusted text a write asks or is refused, a read is not', async () => {
  const deny = await policyOf('presets: [agent_executor]\ntaint: { after_untrusted_read: deny }');
  const context = { server: 'bank', isTainted: true };

  expect(decide(deny, 'agent_executor', pay, context).reason).toBe('tainted');
  expect(decide(deny, 'agent_executor', read, context)).toMatchObject({ allowed: true, approval: 'none' });
  expect(decide(defaultPolicy, 'agent_executor', pay, context).approval).toBe('ask');
});

test('every read of company data is untrusted but those that the policy trusts', async () => {
  const policy = await policyOf('presets: [viewer]\ntaint: { trusted_sources: [bank.get_payment] }');

  expect(isUntrustedSource(defaultPolicy, read, { server: 'bank' })).toBe(true);
  expect(isUntrustedSource(policy, read, { server: 'bank' })).toBe(false);
  expect(isUntrustedSource(policy, read, { server: 'shop' })).toBe(true);
  expect(isUntrustedSource(policy, read)).toBe(true);
  expect(isUntrustedSource(defaultPolicy, { ...read, data: 'public' })).toBe(false);
});

test('a caller has the role of its name, else the default one, else none', async () => {
  const policy = await policyOf('presets: [viewer, sales]\nprincipals: { sam: sales }\ndefault_role: viewer');
  const strict = await policyOf('presets: [viewer]');

  expect(['sam', 'kim', 'constructor'].map((name) => assignedRole(policy, name))).toEqual([
    'sales',
    'viewer',
    'viewer',
  ]);
  const nobody = decide(tighten(strict, { role: 'viewer' }), assignedRole(strict, 'sam'), read);
  expect(nobody).toMatchObject({
    reason: 'unknown_role',
    detail: expect.stringContaining('it gives this user no role'),
  });
  expect(assignedRole(defaultPolicy, 'sam')).toBe('agent_executor');
});

test('the digest follows the rules, not their order or their notation', async () => {
  const yaml = await policyOf('presets: [viewer]\nread_only: true\n# a comment\n');
  const json = await parsePolicy('{"read_only": true, "presets": ["viewer"], "version": 1}');
  const other = await policyOf('presets: [viewer]\nread_only: false');

  expect('policy' in json && policyDigest(json.policy)).toBe(policyDigest(yaml));
  expect(policyDigest(other)).not.toBe(policyDigest(yaml));
  expect(decide(yaml, 'viewer', read).policy).toBe(policyDigest(yaml));
});

test('a rule about approval is for writes, and says so when it names reads', async () => {
  const policy = await policyOf(`
presets: [viewer, agent_executor]
approvals: [{ id: others, tools: [bank.*], mode: out_of_band }]`);
  const reads = `approvals: [{ id: others, tools: [bank.*], effects: [read], mode: always }]`;

  expect(decide(policy, 'agent_executor', read, { server: 'bank' }).approval).toBe('none');
  expect(decide(policy, 'agent_executor', pay, { server: 'bank' }).approval).toBe('out_of_band');
  await expect(policyOf(reads)).rejects.toThrow(/line 2, approvals\.0\.effects\.0/);
});

describe('a credential past the rules of a system', () => {
  test('is named by server and name, and by nothing else', async () => {
    const policy = await policyOf('credentials: [supabase.service_role]');

    expect(namesCredential(policy, 'supabase', 'service_role')).toBe(true);
    expect(namesCredential(policy, 'supabase', 'service')).toBe(false);
    expect(namesCredential(policy, 'analytics', 'service_role')).toBe(false);
    expect(namesCredential(defaultPolicy, 'supabase', 'service_role')).toBe(false);
    expect(namesCredential({ ...policy, broken: 'unreadable' }, 'supabase', 'service_role')).toBe(false);
    await expect(policyOf("credentials: ['*']")).rejects.toThrow('credentials');
  });
});
