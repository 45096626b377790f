import { expect, test } from 'vitest';
import { explainDecision } from '../../src/policy/authoring/explain-decision.ts';
import { approversFor } from '../../src/policy/decision.ts';
import { policyOf } from './policy-of.ts';

const pay = { name: 'create_payment', effect: 'create', data: 'confidential' } as const;

test('who may approve is whom every rule names that names any', async () => {
  const policy = await policyOf(`presets: [agent_executor]
approvals:
  - { id: two, tools: [bank.*], mode: out_of_band, approvers: [kim, lee] }
  - { id: one, tools: [bank.create_payment], mode: out_of_band, approvers: [lee, sam] }
  - { id: any, tools: [bank.create_payment], mode: out_of_band }`);
  const approvers = (name: string, server: string) =>
    approversFor(policy, 'agent_executor', { ...pay, name }, { server });

  expect(approvers('create_payment', 'bank')).toEqual(['lee']);
  expect(approvers('update_payment', 'bank')).toEqual(['kim', 'lee']);
  expect(approvers('create_payment', 'post')).toBeUndefined();
  expect(explainDecision(policy, 'agent_executor', { ...pay, scopes: [] }, { server: 'bank' }).at(-1)).toBe(
    'allowed: another person is asked (lee), by approvals.two',
  );
  await expect(policyOf('approvals: [{ id: a, tools: [bank.*], mode: always, approvers: [kim] }]')).rejects.toThrow(
    /approvers are for mode out_of_band/,
  );
});
