import { expect, test } from 'vitest';
import type { Policy } from '../../src/policy/policy.ts';
import { postOffice, valueGiven } from '../pipeline/harness.ts';

async function capabilitiesFor(
  role: string,
  policy: Partial<Policy> = {},
  tenant?: string,
): Promise<Record<string, unknown>> {
  const { runtime } = postOffice({ role, policy, ...(tenant !== undefined && { tenant }) });
  const client = { name: 'test', version: '1', canAsk: false };
  const signal = new AbortController().signal;
  return valueGiven(runtime.readResource('bizmcp://post/capabilities', { client, signal }));
}

test('a session can read what each tool asks of it, and which of them it may call', async () => {
  const sending = { name: 'send_letter', required_scopes: ['letters:write'], data_classification: 'internal' };

  const executor = await capabilitiesFor('agent_executor');
  const viewer = await capabilitiesFor('viewer');

  const tools = [
    { name: 'list_letters', approval_required: false, allowed: true },
    { ...sending, approval_required: true, allowed: true, approval: 'ask' },
    { name: 'get_trouble', required_scopes: [] },
  ];
  expect(executor).toMatchObject({ server: 'post', role: 'agent_executor', tools });
  expect(viewer).toMatchObject({ tools: [{ allowed: true }, { ...sending, allowed: false }, {}] });
});

test('what may be done can be read whichever tools are selected or listed as allowed', async () => {
  const lists = { tools: ['list_letters'], rules: { tools: { allow: ['post.list_letters'] } } };

  const { tools } = await capabilitiesFor('viewer', lists);

  expect(tools).toMatchObject([{ name: 'list_letters', allowed: true }, { allowed: false }, { allowed: false }]);
});

test('what may be done for a customer is told by the context of that customer', async () => {
  const contexts = { acme: { systems: { post: ['read' as const] } } };

  const { tools } = await capabilitiesFor('agent_executor', { rules: { contexts } }, 'acme');

  expect(tools).toMatchObject([{ allowed: true }, { name: 'send_letter', allowed: false }, { allowed: true }]);
});

test('a read asks nobody, also where it is not allowed', async () => {
  const { tools } = await capabilitiesFor('agent_executor', { tools: ['send_letter'] });

  expect(tools).toMatchObject([{ name: 'list_letters', allowed: false, approval_required: false }, {}, {}]);
});
