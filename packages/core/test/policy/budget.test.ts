import { expect, test } from 'vitest';
import { budgetsOf } from '../../src/policy/budget.ts';
import { policyOf } from './policy-of.ts';

const sam = { name: 'sam', role: 'agent_executor' };
const pay = { name: 'create_payment', effect: 'create', data: 'confidential' } as const;
const policy = await policyOf(`
presets: [agent_executor]
budgets:
  - { id: writes, tools: [bank.*], calls: 5, per: hour, counted: all_tools }
  - { id: payments, tools: [bank.create_payment], calls: 5, per: hour, counted: all_tools }
  - { id: each, tools: ['*.create_payment'], calls: 5, per: hour }`);

test('each rule, customer and server is counted apart', () => {
  const keysOf = (tenant: string, server: string) =>
    budgetsOf(policy, sam, pay, { tenant, server }).map(({ key }) => key);

  const keys = [...keysOf('acme', 'bank'), ...keysOf('globex', 'bank'), ...keysOf('acme', 'shop')];

  expect(keys).toHaveLength(7);
  expect(new Set(keys).size).toBe(7);
});

test('a budget of an hour is of an hour', () => {
  expect(budgetsOf(policy, sam, pay, { server: 'bank' })[0]?.limit).toEqual({ calls: 5, perSeconds: 3600 });
});
