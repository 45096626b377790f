import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectStdioClient, type StdioClient } from '@bizmcp/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const clients: StdioClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

describe.each(['v1', '2026-07-28'] as const)('a client of %s on the sandbox', (era) => {
  it('watches a table, hears of a change and reads it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'bizmcp-changes-'));
    const env = { HOME: home, XDG_STATE_HOME: home };
    const client = await connectStdioClient({ script, args: ['--sandbox'], era, env, elicitation: 'accept' });
    clients.push(client);

    const subscribed = await client.callTool('subscribe_to_changes', { table: 'support_tickets', events: ['INSERT'] });
    expect(subscribed.isError, subscribed.text).toBe(false);
    expect(subscribed.value.status).toBe('live');
    const uri = `supabase://changes/${subscribed.value.subscription_id}`;
    let told = 0;
    await client.watchResource(uri, () => {
      told += 1;
    });
    const data = { subject: 'Printer is on fire' };
    const inserted = await client.callTool('insert_record', { table: 'support_tickets', data });
    expect(inserted.isError, inserted.text).toBe(false);

    await vi.waitFor(() => expect(told).toBeGreaterThan(0), { timeout: 10_000 });
    const read = JSON.parse(await client.readResource(uri));
    expect(read).toMatchObject({ table: 'support_tickets', status: 'live', dropped_out: 0 });
    expect(read.untrusted_begin).toContain(read.untrusted_end);
    const { subscription_id } = subscribed.value;
    const { value: listed } = await client.callTool('list_subscriptions', { subscription_id });
    expect(listed.subscriptions).toEqual([expect.not.objectContaining({ passed_on: 0 })]);
    const latest_changes = [{ event: 'INSERT', row: { subject: 'Printer is on fire' } }];
    expect(listed.subscriptions).toMatchObject([{ resource: uri, changes: 1, latest_changes }]);
    expect(read.changes).toMatchObject([{ eventType: 'INSERT', new: { subject: 'Printer is on fire' } }]);
    const ended = await client.callTool('unsubscribe', { subscription_id: subscribed.value.subscription_id });
    expect(ended.isError, ended.text).toBe(false);
  });
});

it('an agent is set up once, and its subscription is shown before it ends', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-changes-'));
  const env = { HOME: home, XDG_STATE_HOME: home };
  const client = await connectStdioClient({ script, args: ['--sandbox'], era: 'v1', env, elicitation: 'accept' });
  clients.push(client);
  const input = { agent_id: 'agent-1', presets: ['support_tickets'] };

  const first = await client.callTool('setup_agent_subscriptions', input);
  const { value: listed } = await client.callTool('list_subscriptions', {});
  const again = await client.callTool('setup_agent_subscriptions', input);
  const { subscriptions } = JSON.parse(first.text);
  await client.callTool('unsubscribe', { subscription_id: subscriptions[0].subscription_id });

  const filter = 'assigned_agent_id=eq.agent-1';
  expect(subscriptions).toMatchObject([{ preset: 'support_tickets', filter }]);
  expect(listed.subscriptions).toMatchObject([{ status: 'live' }]);
  expect(JSON.parse(again.text).subscriptions).toEqual([{ ...subscriptions[0], note: 'It was set up already.' }]);
  expect(client.questions[0]).toContain('inserts a row into agent_workflows, from now on without asking again');
  expect(client.questions.at(-2)).toContain('support_tickets: (none) -> "is set up already, and stays as it is"');
  expect(client.questions.at(-1)).toContain('kept: (none) -> "by this server: nothing in the project changes"');
  expect(client.questions.at(-1)).toContain('setup_agent_subscriptions, begins a new one');
  expect(client.questions.at(-1)).toContain(
    `"table":"support_tickets","events":["INSERT","UPDATE"],"filter":"${filter}"`,
  );
});

it('what a change brings is masked and cut like the rows of a query', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-changes-'));
  const env = { HOME: home, XDG_STATE_HOME: home };
  const client = await connectStdioClient({ script, args: ['--sandbox'], era: 'v1', env, elicitation: 'accept' });
  clients.push(client);
  const { value } = await client.callTool('subscribe_to_changes', { table: 'agent_workflows' });
  const payload = { person: [{ salary: 'a great deal' }], topic: 'kept' };

  const row = { agent_id: 'a-1', trigger_type: 'test' };
  const data = [
    { ...row, payload: { text: 'Without end. '.repeat(4000) } },
    { ...row, payload },
  ];
  const inserted = await client.callTool('insert_record', { table: 'agent_workflows', data });
  expect(inserted.isError, inserted.text).toBe(false);

  const read = () => client.readResource(`supabase://changes/${value.subscription_id}`);
  await vi.waitFor(async () => expect(await read()).toContain('kept'), { timeout: 10_000 });
  expect(await read()).toContain('of 52000 characters)');
  expect(await read()).not.toContain('a great deal');
  const { text: listed } = await client.callTool('list_subscriptions', {});
  expect(listed).toContain('kept');
  expect(listed).not.toContain('a great deal');
});

it('a subscription to the same events in another order is known as the same', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-changes-'));
  const env = { HOME: home, XDG_STATE_HOME: home };
  const client = await connectStdioClient({ script, args: ['--sandbox'], era: 'v1', env, elicitation: 'accept' });
  clients.push(client);

  await client.callTool('subscribe_to_changes', { table: 'support_tickets', events: ['DELETE', 'INSERT'] });
  await client.callTool('subscribe_to_changes', { table: 'support_tickets', events: ['INSERT', 'DELETE'] });

  expect(client.questions[1]).toContain('The same subscribe_to_changes was sent');
});
