import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { connectStdioClient, type StdioClient } from '@bizmcp/testkit';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createSocketListener } from '../../simulator/realtime/socket-listener.ts';
import { tenants } from '../../simulator/seed/people.ts';
import { createSupabaseSimulator } from '../../simulator/supabase-simulator.ts';
import { type RealProject, startRealProject, whyNotReal } from './real-project.ts';
import { type ReplicationFeed, startReplicationFeed } from './replication-feed.ts';

const today = Date.UTC(2026, 9, 1);
const script = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const queueSql = readFileSync(new URL('../../sql/agent-workflows.sql', import.meta.url), 'utf8');
const agent = 'agent-of-two';
const visits = 40;
const reason = whyNotReal();
const clients: StdioClient[] = [];
let real: RealProject;
let feed: ReplicationFeed;
let gateway: Server;

/** What stands in front of a project: PostgREST below /rest/v1, and Realtime, which reads the database's own log. */
const forward = async (request: IncomingMessage, response: ServerResponse) => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (!/^(?:host|connection|content-length|accept-encoding)$/.test(name)) headers.set(name, String(value));
  }
  const method = request.method ?? 'GET';
  const body = await buffer(request);
  const path = (request.url ?? '/').replace(/^\/rest\/v1/, '');
  const answer = await fetch(`${real.restUrl}${path}`, { method, headers, ...(body.length > 0 && { body }) });
  const kept = [...answer.headers].filter(([name]) => /^(?:content-type|content-range|preference-applied)$/.test(name));
  response.writeHead(answer.status, Object.fromEntries(kept)).end(Buffer.from(await answer.arrayBuffer()));
};

beforeAll(async () => {
  if (reason !== undefined) return;
  real = await startRealProject(1, today);
  feed = await startReplicationFeed(real);
  gateway = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  gateway.on('upgrade', createSocketListener(feed.hub));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
}, 90_000);
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});
afterAll(async () => {
  gateway?.closeAllConnections();
  gateway?.close();
  await feed?.stop();
  await real?.stop();
});

const Fares = z.looseObject({ status: z.string(), agent: z.string().optional(), dead_letters: z.number() });
const Queued = z.object({ page: z.string() });

const sql = async (text: string) => {
  const client = real.client();
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const startBin = async (home: string): Promise<StdioClient> => {
  const address = gateway.address();
  const simulator = createSupabaseSimulator({ today });
  const env = {
    HOME: home,
    XDG_STATE_HOME: home,
    SUPABASE_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    SUPABASE_ANON_KEY: simulator.anonKey,
    SUPABASE_ACCESS_TOKEN: simulator.userToken('mara@harborline.example', 315_360_000),
  };
  const client = await connectStdioClient({ script, era: 'v1', env, elicitation: 'accept' });
  clients.push(client);
  return client;
};

const subscriptionSeenBy = async (client: StdioClient) => {
  const { value } = await client.callTool('list_subscriptions', {});
  return z.array(Fares).parse(value.subscriptions)[0];
};

const visit = (number: number) =>
  sql(`insert into user_activities (organization_id, agent_id, activity_type, page_url)
    values ('${tenants[0]?.id}', '${agent}', 'page_view', '/${number}')`);

const queuedPages = async (): Promise<string[]> => {
  const rows = await sql(`select payload->>'page_url' as page from agent_workflows where agent_id = '${agent}'`);
  return z
    .array(Queued)
    .parse(rows)
    .map(({ page }) => page);
};

/** Outcomes of inserts in the trail of all processes. */
const recordedOutcomes = async (home: string): Promise<number> => {
  const folder = join(home, 'bizmcp', 'audit');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.join('\n').split('"ev":"background.outcome"').length - 1;
};

const cases = process.env.BIZMCP_NIGHTLY === '1' ? [true, false] : [true];

/** A project with an empty queue, and two processes of one user on it of which the first was there first. */
const startTwo = async (hasKey: boolean) => {
  const table = hasKey ? queueSql : queueSql.replace(/.*idempotency_key.*\n/, '');
  await sql(`drop table agent_workflows; ${table} grant all on agent_workflows to authenticated;
    delete from user_activities where agent_id = '${agent}'; notify pgrst, 'reload schema'`);
  await delay(1000);
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-two-'));
  const isLive = (client: StdioClient) => async () =>
    expect(await subscriptionSeenBy(client)).toMatchObject({ status: 'live', agent });
  const first = await startBin(home);
  await first.callTool('setup_agent_subscriptions', { agent_id: agent, presets: ['user_activities'] });
  await vi.waitFor(isLive(first), { timeout: 10_000, interval: 100 });
  const second = await startBin(home);
  await vi.waitFor(isLive(second), { timeout: 10_000, interval: 100 });
  return { home, first, second };
};

test.for(cases)(
  'of two processes one is killed, and the other goes on; a queue with keys: %s',
  { timeout: 120_000 },
  async (hasKey, context) => {
    if (reason !== undefined) return context.skip(reason);
    const { home, first, second } = await startTwo(hasKey);

    for (let number = 0; number < visits; number += 1) {
      await visit(number);
      if (number === visits / 2) first.process.kill('SIGKILL');
      await delay(20);
    }
    const settled = async () => {
      const dead = (await subscriptionSeenBy(second))?.dead_letters;
      const pages = await queuedPages();
      expect(pages.length + Number(dead)).toBeGreaterThanOrEqual(visits);
      return { dead, pages };
    };
    const { dead, pages } = await vi.waitFor(settled, { timeout: 45_000, interval: 500 });

    assert.equal(new Set(pages).size, pages.length);
    if (hasKey) assert.deepEqual([pages.length, dead], [visits, 0]);
    // What the killed one was doing has a beginning alone.
    expect(await recordedOutcomes(home)).toBeGreaterThanOrEqual(pages.length - 1);
  },
);
