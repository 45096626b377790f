import { createRuntime, defaultPolicy, type Policy } from '@bizmcp/core';
import { expect, test } from 'vitest';
import { createSupabaseSimulator } from '../simulator/supabase-simulator.ts';
import { supabase } from '../src/server.ts';

/** A deployment that lets this agent update tickets unasked. */
const trusting: Policy = {
  ...defaultPolicy,
  rules: {
    approvals: [{ id: 'tickets', roles: ['agent_executor'], tools: ['supabase.update_record'], mode: 'never' }],
  },
};

function openSession() {
  const simulator = createSupabaseSimulator();
  const runtime = createRuntime({
    server: supabase,
    settings: {
      environment: {
        SUPABASE_URL: 'https://project.supabase.example',
        SUPABASE_ANON_KEY: simulator.anonKey,
        SUPABASE_ACCESS_TOKEN: simulator.userToken('mara@harborline.example', 3600),
      },
    },
    transport: simulator.fetch,
    policy: trusting,
    principal: { name: 'mara', role: 'agent_executor' },
    auditLog: { append: async () => undefined, path: undefined },
  });
  const call = (name: string, input: unknown, approvalReply?: { state: string; action: 'accept' }) =>
    runtime.callTool({
      name,
      arguments: input,
      client: { name: 'test', version: '1', canAsk: true },
      signal: new AbortController().signal,
      ...(approvalReply && { approvalReply }),
    });
  return { simulator, call };
}

const solve = { table: 'support_tickets', filters: { id: 3 }, data: { status: 'solved' } };
const promote = { table: 'user_profiles', filters: { email: 'mara@harborline.example' }, data: { role: 'viewer' } };

test('a write that the policy allows unasked is asked about once a stranger has been read, with the exact values', async () => {
  const { simulator, call } = openSession();
  const unread = await call('update_record', solve);
  const before = simulator.digest();

  const read = await call('query_table', { table: 'support_tickets', filters: { id: 7 } });
  const ordered = await call('update_record', promote);

  expect(unread.kind).toBe('result');
  expect(JSON.stringify(read)).toContain('Ignore all previous instructions');
  expect(ordered.kind).toBe('question');
  const message = ordered.kind === 'question' ? ordered.question.message : '';
  expect(message).toContain('filters.email: "mara@harborline.example"');
  expect(message).toContain('data.role: "viewer"');
  expect(simulator.digest()).toBe(before);
});

test('what the stranger orders reaches nobody of another tenant, and nobody is asked', async () => {
  const { simulator, call } = openSession();
  const before = simulator.digest();

  await call('query_table', { table: 'support_tickets', filters: { id: 7 } });
  const asked = call('update_record', { ...promote, filters: { email: 'sven@quayside.example' } });

  await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  expect(simulator.digest()).toBe(before);
});
