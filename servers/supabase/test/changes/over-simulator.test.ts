import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createSupabaseSimulator } from '../../simulator/supabase-simulator.ts';
import { Changes, type ChangesOptions } from '../../src/changes/changes.ts';
import { openWith } from '../../src/changes/realtime-socket.ts';
import { createProjectSchema } from '../../src/schema/project-schema.ts';
import { callbacks, createReceiver, surroundings } from './workbench.ts';

const batches = process.env.BIZMCP_NIGHTLY === '1' ? 200 : 30;
const batchSize = 50;
const mara = 'mara@harborline.example';
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A project behind real sockets on this machine, one of its people, and processes that share a state. */
async function createSite() {
  const simulator = createSupabaseSimulator({ limits: { sessionSeconds: 3600 } });
  const { url } = await simulator.start();
  closers.push(() => simulator.stop());
  const context = await surroundings();
  const token = simulator.userToken(mara);
  const headers = { apikey: simulator.anonKey, authorization: `Bearer ${token}` };
  const upstream = context.createUpstream({
    baseUrl: url,
    requestIdHeaders: [],
    authorize: () => headers,
  });
  const startProcess = (given: Partial<ChangesOptions> = {}) => {
    const own: (() => unknown)[] = [];
    const changes = new Changes({
      url,
      apiKey: simulator.anonKey,
      accessToken: async () => token,
      user: mara,
      upstream,
      state: context.state,
      openSocket: openWith(context.WebSocket),
      inBackground: context.inBackground,
      schema: 'public',
      describe: createProjectSchema(upstream, { url, schema: 'public' }),
      changed: () => {},
      onClose: (closer) => own.push(closer),
      callbacks,
      poll: 20,
      firstWait: 10,
      ...given,
    });
    const stop = async () => {
      for (const close of own) await close();
    };
    closers.push(stop);
    return { changes, stop };
  };
  const write = async (method: string, query: string, body: unknown) => {
    const response = await simulator.fetch(`${url}/rest/v1/support_tickets${query}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json', prefer: 'return=representation' },
      body: JSON.stringify(body),
    });
    const rows = z.array(z.object({ id: z.number() })).parse(await response.json());
    expect(response.ok, JSON.stringify(rows)).toBe(true);
    return rows.map(({ id }) => id);
  };
  return { simulator, startProcess, write, state: context.state };
}

type Site = Awaited<ReturnType<typeof createSite>>;

async function live({ changes }: ReturnType<Site['startProcess']>, id: string) {
  await vi.waitFor(async () => expect((await changes.read(id)).status.state).toBe('live'), { timeout: 10_000 });
}

describe('over the sockets of a simulated project', () => {
  it('a change of each kind comes, and of no other tenant', async () => {
    const { startProcess, write, simulator } = await createSite();
    const server = startProcess();
    const { id } = await server.changes.subscribe({ table: 'support_tickets', events: ['INSERT', 'UPDATE', 'DELETE'] });
    await live(server, id);
    expect(simulator.realtime.topics).toEqual([`realtime:${id}`]);

    const [ticket] = await write('POST', '', { subject: 'Printer' });
    await write('PATCH', `?id=eq.${ticket}`, { priority: 'urgent' });
    await write('DELETE', `?id=eq.${ticket}`, undefined);

    await vi.waitFor(async () => expect((await server.changes.read(id)).changes).toHaveLength(3), { timeout: 5000 });
    const { changes } = await server.changes.read(id);
    expect(changes.map(({ eventType, new: row, old }) => [eventType, row?.priority, old?.id])).toEqual([
      ['INSERT', 'normal', undefined],
      ['UPDATE', 'urgent', ticket],
      ['DELETE', undefined, ticket],
    ]);
  });

  it('an agent is woken through its queue', async () => {
    const { startProcess, write, simulator } = await createSite();
    const server = startProcess();
    const { id } = await server.changes.subscribeAgent('agent-9', 'support_tickets');
    await live(server, id);

    const [ticket] = await write('POST', '', { subject: 'Printer', assigned_agent_id: 'agent-9' });
    await write('PATCH', `?id=eq.${ticket}`, { priority: 'urgent' });
    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(2), { timeout: 5000 });

    const response = await simulator.fetch(
      `${(await simulator.start()).url}/rest/v1/agent_workflows?agent_id=eq.agent-9&select=trigger_type,payload,status&order=id`,
      { headers: { apikey: simulator.anonKey, authorization: `Bearer ${simulator.userToken(mara)}` } },
    );
    expect(await response.json()).toEqual([
      { trigger_type: 'new_ticket_assigned', payload: { ticket_id: ticket, priority: 'normal' }, status: 'queued' },
      {
        trigger_type: 'priority_changed',
        payload: { ticket_id: ticket, old_priority: 'normal', new_priority: 'urgent' },
        status: 'queued',
      },
    ]);
  });

  it(`${batches * batchSize} changes come through drops, a restart and a slow callback`, async () => {
    const { startProcess, write, simulator } = await createSite();
    const { post, received } = createReceiver(async () => delay(Math.random() < 0.02 ? 20 : 1, 200));
    let server = startProcess({ post });
    const events = ['INSERT', 'UPDATE'] as const;
    const callbackUrl = 'https://hooks.example.com/';
    const { id } = await server.changes.subscribe({ table: 'support_tickets', events, callbackUrl });
    await live(server, id);
    const expected = new Map<number, number>();

    for (let batch = 0; batch < batches; batch += 1) {
      if (batch % 7 === 3) simulator.realtime.dropConnections();
      if (batch % 10 === 5) simulator.realtime.stopRealtime();
      if (batch % 10 === 6) simulator.realtime.startRealtime();
      const restart = batch === batches / 2 ? server.stop() : undefined;
      const rows = Array.from({ length: batchSize / 2 }, () => ({ subject: 'Many', metadata: undefined }));
      for (const ticket of await write('POST', '', rows)) expected.set(ticket, 0);
      const some = [...expected.keys()].filter((ticket) => ticket % 3 === batch % 3).slice(-batchSize / 2);
      const tags = [String(batch)];
      await write('PATCH', `?id=in.(${some.join(',')})`, { tags, updated_at: new Date().toISOString() });
      for (const ticket of some) expected.set(ticket, batch);
      await restart;
      if (restart) server = startProcess({ post });
      await delay(10);
    }
    await live(server, id);
    await vi.waitFor(() => expect(lastOf(received)).toEqual(expected), { timeout: 40_000, interval: 200 });

    const { status, passed } = await server.changes.read(id);
    expect(status.interruptions).toBeGreaterThan(0);
    expect(status.caughtUp).toBeGreaterThan(0);
    expect(passed.dead).toBe(0);
    for (const told of Map.groupBy(newsOf(received), ({ ticket }) => ticket).values())
      expect(told.map(({ batch }) => batch)).toEqual(
        [...new Set(told.map(({ batch }) => batch))].toSorted((a, b) => a - b),
      );
  }, 90_000);
});

type Received = ReturnType<typeof createReceiver>['received'];

/** Each row's batches in the order in which they were told; 0 is its insert. */
function newsOf(received: Received, isMarkedToo = false) {
  return received.flatMap(({ headers, body: { new: row } }) => {
    if (!isMarkedToo && headers['x-bizmcp-duplicate'] !== undefined) return [];
    if (typeof row !== 'object' || row === null || !('id' in row) || !('tags' in row)) return [];
    const [tag = -1] = Array.isArray(row.tags) ? row.tags : [];
    return [{ ticket: Number(row.id), batch: Number(tag) }];
  });
}

/** What a process did before it ended may be told again, marked. */
function lastOf(received: Received): Map<number, number> {
  const last = new Map<number, number>();
  for (const { ticket, batch } of newsOf(received, true)) last.set(ticket, Math.max(batch, last.get(ticket) ?? 0, 0));
  return last;
}
