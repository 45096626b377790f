import { expect, test } from 'vitest';
import { decide } from '../../src/policy/decision.ts';
import { tighten } from '../../src/policy/tighten.ts';
import { policyOf } from './policy-of.ts';

const pay = { name: 'create_payment', effect: 'create', data: 'confidential' } as const;
const bank = { server: 'bank' };

test('of several rules on one write the strictest holds, in whatever order they stand', async () => {
  const policy = await policyOf(`
presets: [agent_executor]
approvals:
  - { id: user, tools: [bank.*], mode: always }
  - { id: other, tools: [bank.create_payment], mode: out_of_band }`);

  expect(decide(policy, 'agent_executor', pay, bank)).toMatchObject({
    approval: 'out_of_band',
    rule: 'approvals.other',
  });
});

test.each(['delete', 'send'] as const)('no rule lets a %s go on unasked', async (effect) => {
  const policy = await policyOf(`
presets: [agent_executor]
approvals: [{ id: free, roles: [agent_executor], tools: [bank.create_payment], mode: never }]`);

  expect(decide(policy, 'agent_executor', pay, bank).approval).toBe('none');
  expect(decide(policy, 'agent_executor', { ...pay, effect }, bank).approval).toBe('ask');
});

test('a write within another role goes on unasked only if that role has a rule for it too', async () => {
  const policy = await policyOf(`
presets: [agent_executor, finance]
approvals: [{ id: free, roles: [agent_executor], tools: [bank.create_payment], mode: never }]`);

  expect(decide(tighten(policy, { role: 'finance' }), 'agent_executor', pay, bank).approval).toBe('ask');
});

test('after untrusted text a write is put before another person where the policy says so', async () => {
  const policy = await policyOf('presets: [agent_executor]\ntaint: { after_untrusted_read: out_of_band }');

  const { approval, rule } = decide(policy, 'agent_executor', pay, { ...bank, isTainted: true });

  expect([approval, rule]).toEqual(['out_of_band', 'taint.after_untrusted_read']);
  expect(decide(policy, 'agent_executor', pay, bank).approval).toBe('ask');
});
