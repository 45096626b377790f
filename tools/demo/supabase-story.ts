import * as z from 'zod';
import {
  createSupabaseSimulator,
  type SupabaseSimulator,
} from '../../servers/supabase/simulator/supabase-simulator.ts';
import { type DemoClient, startDemoClient } from './demo-client.ts';
import { Failure, say, shorten, tellQuestion, tellTools, tellTrail, writeClientConfiguration } from './telling.ts';

const Rows = z.object({ data: z.array(z.record(z.string(), z.unknown())), count: z.number() });
const Subscribed = z.object({ subscription_id: z.string() });
const Prepared = z.object({ subscriptions: z.array(z.object({ triggers: z.array(z.string()) })) });
const Changes = z.object({
  changes: z.array(
    z.object({
      eventType: z.string(),
      new: z.record(z.string(), z.unknown()).nullable(),
      old: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});

/** Who the agent works as, and a colleague whose changes it sees. */
const [agentUser, colleague] = ['mara@harborline.example', 'joel@harborline.example'];

/** A support desk in an invented project: rows of one tenant, a ticket that gives orders, and changes as they happen. */
export async function tellSupabaseStory(): Promise<void> {
  const simulator = createSupabaseSimulator();
  const { url } = await simulator.start();
  const env = {
    SUPABASE_URL: url,
    SUPABASE_ANON_KEY: simulator.anonKey,
    SUPABASE_ACCESS_TOKEN: simulator.userToken(agentUser, 3600),
  };
  const client = await startDemoClient('supabase', { args: [], env });
  try {
    say('bizmcp: an agent at work in a Supabase project (a simulator on this machine, invented data)', '');
    await tellTools(client);
    const ticket = await readTickets(client);
    await meetHostileTicket(client);
    const edit = (data: Record<string, unknown>) =>
      editTicket(simulator, `${url}/rest/v1/support_tickets?id=eq.${ticket}`, data);
    await watchTickets(client, edit);
    await wakeAgent(client, edit);
    tellTrail(client, 6);
    pointOn();
  } finally {
    await client.close();
    await simulator.stop();
  }
}

async function readTickets({ call }: DemoClient): Promise<string> {
  const select = 'id, subject, priority, organizations(name)';
  const filters = { status: 'open' };
  const input = { table: 'support_tickets', select, filters, order: 'created_at.desc', limit: 3 };
  const { data, count } = Rows.parse((await call('query_table', input)).value);
  const all = Rows.parse((await call('query_table', { table: 'organizations', select: 'name' })).value);
  say(
    `2. "What is open?" As ${agentUser}, row level security shows ${all.count} organization; it has ${count} open tickets:`,
    ...data.map((row) => `     ${JSON.stringify(row)}`),
    '',
  );
  return String(data[0]?.id);
}

async function meetHostileTicket(client: DemoClient): Promise<void> {
  const input = { table: 'support_tickets', select: 'id, description', filters: { priority: 'urgent' }, limit: 20 };
  const { data } = Rows.parse((await client.call('query_table', input)).value);
  const ticket = data.find(({ description }) => String(description).includes('SYSTEM:'));
  say(
    `3. Ticket ${String(ticket?.id)} was written by a stranger, and gives orders:`,
    ...String(ticket?.description)
      .split('\n')
      .slice(1, 5)
      .map((line) => `   > ${shorten(line, 120)}`),
    '   Suppose the model obeys. Each write is put before the person, with its exact values and what it would do:',
  );
  client.answer = 'decline';
  const orders: [string, Record<string, unknown>][] = [
    ['update_record', { table: 'user_profiles', filters: { email: 'sven@quayside.example' }, data: { role: 'admin' } }],
    ['delete_record', { table: 'support_tickets', filters: { priority: 'urgent' } }],
  ];
  for (const [name, order] of orders) {
    const { error } = Failure.parse((await client.call(name, order)).value);
    tellQuestion(client);
    say(`   -> ${error.code}`);
  }
  say('');
}

type Edit = (data: Record<string, unknown>) => Promise<void>;

async function watchTickets(client: DemoClient, edit: Edit): Promise<void> {
  client.answer = 'accept';
  const input = { table: 'support_tickets', events: ['UPDATE'] };
  const { subscription_id: id } = Subscribed.parse((await client.call('subscribe_to_changes', input)).value);
  const uri = `supabase://changes/${id}`;
  await client.watch(uri);
  const change = client.nextChange(uri);
  await waitUntilLive(client, id);
  await edit({ priority: 'high' });
  await change;
  const [last] = Changes.parse(await client.read(uri)).changes.slice(-1);
  say(
    '4. "Tell me when a ticket changes." The server watches; a colleague edits one, and the client is told at once:',
    `   ${uri}: ${last?.eventType} of ticket ${String(last?.new?.id)}, priority is now ${String(last?.new?.priority)}`,
    '',
  );
}

async function wakeAgent(client: DemoClient, edit: Edit): Promise<void> {
  const input = { agent_id: 'agent-7', presets: ['support_tickets'] };
  const { subscriptions } = Prepared.parse((await client.call('setup_agent_subscriptions', input)).value);
  const listed = z.object({ subscriptions: z.array(z.object({ subscription_id: z.string() })) });
  for (const { subscription_id: id } of listed.parse((await client.call('list_subscriptions', {})).value).subscriptions)
    await waitUntilLive(client, id);
  await edit({ assigned_agent_id: 'agent-7', priority: 'urgent' });
  const queued = { table: 'agent_workflows', select: 'agent_id, trigger_type, status, payload' };
  let rows: Record<string, unknown>[] = [];
  for (let attempt = 0; attempt < 50 && rows.length === 0; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const found = Rows.parse((await client.call('query_table', { ...queued, filters: { agent_id: 'agent-7' } })).value);
    rows = found.data.filter(({ status }) => status === 'queued');
  }
  say(
    `5. "Wake agent-7 when a ticket is its own." Triggers: ${subscriptions.flatMap(({ triggers }) => triggers).join(', ')}. A colleague assigns one; queued:`,
    ...rows.slice(-2).map((row) => `     ${shorten(JSON.stringify(row), 150)}`),
    '',
  );
}

/** What a person of the same organization does in the team's own application. */
async function editTicket(simulator: SupabaseSimulator, url: string, data: Record<string, unknown>): Promise<void> {
  const response = await fetch(url, {
    method: 'PATCH',
    headers: {
      apikey: simulator.anonKey,
      authorization: `Bearer ${simulator.userToken(colleague, 3600)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(data),
  });
  if (!response.ok) throw new Error(`The colleague's edit was refused: ${response.status} ${await response.text()}`);
}

/** Changes before a subscription stands are not its own. */
async function waitUntilLive({ call }: DemoClient, id: string): Promise<void> {
  const Listed = z.object({ subscriptions: z.array(z.object({ subscription_id: z.string(), status: z.string() })) });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { subscriptions } = Listed.parse((await call('list_subscriptions', {})).value);
    if (subscriptions.find((one) => one.subscription_id === id)?.status === 'live') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Subscription ${id} does not get live`);
}

function pointOn(): void {
  const folder = writeClientConfiguration('supabase');
  say(`Next: cd ${folder} && claude   (then ask: "Which tickets are urgent, and what do they want?")`);
  say('Your own project: servers/supabase/README.md');
}
