import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectStdioClient } from '@bizmcp/testkit';
import { expect, it, onTestFinished, vi } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

const definitions = Object.fromEntries(
  ['orders', 'system_alerts', 'agent_workflows'].map((table) => [table, { properties: { id: { format: 'bigint' } } }]),
);

/** A project with empty tables, whose Realtime hangs up and counts who came. */
async function startProject() {
  const project = { joins: 0, url: '' };
  const server = createServer((request, response) => {
    const isDescription = request.url === '/rest/v1/';
    response.setHeader('content-type', 'application/json');
    response.end(isDescription ? JSON.stringify({ definitions }) : '[]');
  });
  server.on('upgrade', (_request, socket) => {
    project.joins += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  project.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return project;
}

it('a process goes on with the subscriptions of the one before without being called, and without any does nothing', async () => {
  const project = await startProject();
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-restart-'));
  const key = 'sb_publishable_test';
  const env = { HOME: home, XDG_STATE_HOME: home, SUPABASE_URL: project.url, SUPABASE_ANON_KEY: key };
  const connect = async () => {
    const client = await connectStdioClient({ script, args: [], era: 'v1', env, elicitation: 'accept' });
    onTestFinished(() => client.close());
    return client;
  };

  const first = await connect();
  const subscribed = await first.callTool('subscribe_to_changes', { table: 'orders' });
  await first.close();
  const before = project.joins;
  const second = await connect();
  await vi.waitFor(() => expect(project.joins).toBeGreaterThan(before), { timeout: 60_000 });
  await second.callTool('unsubscribe', { subscription_id: subscribed.value.subscription_id });
  await second.close();
  const ended = project.joins;
  await connect();
  await new Promise((resolve) => setTimeout(resolve, 2000));

  expect(before).toBeGreaterThan(0);
  expect(project.joins).toBe(ended);
}, 120_000);

it('an agent whose changes do not come yet is set up and told of as that', async () => {
  const project = await startProject();
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-agent-'));
  const key = 'sb_publishable_test';
  const env = { HOME: home, XDG_STATE_HOME: home, SUPABASE_URL: project.url, SUPABASE_ANON_KEY: key };
  const client = await connectStdioClient({ script, args: [], era: 'v1', env, elicitation: 'accept' });
  onTestFinished(() => client.close());

  const agent = { agent_id: 'agent-1', presets: ['system_alerts'] };
  const { value } = await client.callTool('setup_agent_subscriptions', agent);

  const note = expect.stringMatching(/^No row fits this filter yet\. Not all changes come yet: /);
  expect(value).toMatchObject({ subscriptions: [{ note }] });
}, 60_000);
