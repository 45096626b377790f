import { describe, expect, test } from 'vitest';
import { budgetsOf } from '../../src/policy/budget.ts';
import { decide } from '../../src/policy/decision.ts';
import { policyOf } from './policy-of.ts';

const pay = { name: 'create_payment', effect: 'create', data: 'internal' } as const;
const look = { name: 'get_payment', effect: 'read', data: 'internal' } as const;

describe('who inherits from a role that inherits', () => {
  const roles = `
roles:
  clerk: { scopes: ['*'], clearance: internal }
  senior: { inherits: [clerk] }
  head: { inherits: [senior] }`;
  const context = { server: 'bank', input: { amount: 9 }, now: Date.parse('2026-11-21T10:00:00Z') };

  test.each([
    ['argument', 'arguments: [{ id: a, roles: [clerk], tools: [bank.*], path: amount, max: 5 }]'],
    ['time', "times: [{ id: a, roles: [clerk], from: '20:00', to: '21:00', timezone: UTC }]"],
  ])('is denied by its rule on an %s', async (_what, rule) => {
    const policy = await policyOf(`${roles}\n${rule}`);

    for (const role of ['clerk', 'senior', 'head'])
      expect([role, decide(policy, role, pay, context).allowed]).toEqual([role, false]);
  });

  test('is bound by its budget and its approval', async () => {
    const policy = await policyOf(`${roles}
budgets: [{ id: few, roles: [clerk], tools: [bank.*], calls: 1, per: day }]
approvals: [{ id: other, roles: [clerk], tools: [bank.*], mode: out_of_band }]`);

    for (const role of ['clerk', 'senior', 'head']) {
      expect(budgetsOf(policy, { name: 'sam', role }, pay, context)).toHaveLength(1);
      expect(decide(policy, role, pay, context).approval).toBe('out_of_band');
    }
  });
});

test('a rule on a role binds no other', async () => {
  const policy = await policyOf(`
presets: [agent_executor]
roles: { clerk: { scopes: ['*'], clearance: internal } }
arguments: [{ id: a, roles: [clerk], tools: [bank.*], path: amount, max: 5 }]`);
  const context = { server: 'bank', input: { amount: 9 } };

  expect(decide(policy, 'agent_executor', pay, context).allowed).toBe(true);
  expect(decide(policy, 'clerk', pay, context).reason).toBe('argument_not_allowed');
});

test('a list of allowed tools is inherited unless one parent may use all, or the role has its own', async () => {
  const policy = await policyOf(`
roles:
  payer: { scopes: ['*'], clearance: internal, tools: { allow: [bank.create_*] } }
  reader: { scopes: ['*'], clearance: internal, tools: { allow: [bank.get_*] } }
  all: { scopes: ['*'], clearance: internal }
  heir: { inherits: [payer] }
  both: { inherits: [payer, reader] }
  free: { inherits: [payer, all] }
  own: { inherits: [payer], tools: { allow: [bank.get_payment] } }`);
  const may = (role: string) => [pay, look].map((tool) => decide(policy, role, tool, { server: 'bank' }).allowed);

  expect(['heir', 'both', 'free', 'own'].map(may)).toEqual([
    [true, false],
    [true, true],
    [true, true],
    [false, true],
  ]);
});
