import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GuardedPost } from '../../src/changes/callback-sink.ts';
import { callbacks, createReceiver, createWorkbench } from './workbench.ts';

type Bench = Awaited<ReturnType<typeof createWorkbench>>;

const benches: Bench[] = [];

async function bench(): Promise<Bench> {
  const made = await createWorkbench();
  benches.push(made);
  return made;
}

afterEach(async () => {
  for (const made of benches.splice(0)) await made.close();
});

const callbackUrl = 'https://hooks.example.com/changes';
const asked = { table: 'support_tickets', events: ['INSERT', 'UPDATE'] as const, callbackUrl };

async function live({ changes }: ReturnType<Bench['startProcess']>, id: string) {
  await vi.waitFor(async () => expect((await changes.read(id)).status.state).toBe('live'), { timeout: 5000 });
}

describe('a callback', () => {
  it('carries the change, its delivery and a signature that covers the time', async () => {
    const { database, startProcess } = await bench();
    const { post, received } = createReceiver();
    const server = startProcess({ callbacks, post });
    const { id } = await server.changes.subscribe(asked);
    await live(server, id);

    const ticket = database.insert('support_tickets', { priority: 'low' });

    await vi.waitFor(() => expect(received).toHaveLength(1));
    const [{ body, headers, text } = { body: {}, headers: {}, text: '' }] = received;
    const row = database.rows('support_tickets')[0];
    expect(body).toEqual({
      event: 'supabase_realtime',
      table: 'support_tickets',
      eventType: 'INSERT',
      new: row,
      old: null,
      timestamp: row?.created_at,
    });
    const [, time = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-bizmcp-signature'] ?? '') ?? [];
    expect(signature).toBe(createHmac('sha256', callbacks.secret).update(`${time}.${text}`).digest('hex'));
    expect(headers['x-bizmcp-delivery']).toBe(`${id}-1`);
    expect(headers['x-bizmcp-duplicate']).toBeUndefined();
    expect(row?.id).toBe(ticket);
  });

  it('is repeated until it gets through, and marked as a possible repetition', async () => {
    const { database, startProcess } = await bench();
    const answers = [503, 429, 200];
    const { post, received } = createReceiver(() => answers.shift() ?? 200);
    const server = startProcess({ callbacks, post });
    const { id } = await server.changes.subscribe(asked);
    await live(server, id);

    database.insert('support_tickets');

    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(received[0]?.headers['x-bizmcp-duplicate']).toBe('true');
    await vi.waitFor(async () =>
      expect((await server.changes.read(id)).passed).toMatchObject({ delivered: 1, dead: 0 }),
    );
  });

  it.each([
    ['a refusal', { kind: 'answered', status: 410 }, 'HTTP 410'],
    ['a redirect', { kind: 'answered', status: 302 }, 'redirect refused (HTTP 302)'],
    ['a private address', { kind: 'refused', reason: 'private address' }, 'private address'],
  ] as const)('is given up at once after %s, and kept as a dead letter', async (_title, outcome, reason) => {
    const { database, startProcess, state } = await bench();
    const post = vi.fn<GuardedPost>(async () => outcome);
    const server = startProcess({ callbacks, post });
    const { id } = await server.changes.subscribe(asked);
    await live(server, id);

    const ticket = database.insert('support_tickets');

    await vi.waitFor(async () =>
      expect((await server.changes.read(id)).passed).toMatchObject({ delivered: 0, dead: 1 }),
    );
    expect(post).toHaveBeenCalledTimes(1);
    const [letter] = await state.list(`supabase.dead-letters.${id}`);
    expect(JSON.parse(letter?.value ?? '{}')).toMatchObject({ reason, change: { new: { id: ticket } } });
  });

  it('that is slow holds up no other, and keeps the order of each row', async () => {
    const { database, startProcess } = await bench();
    const gate = Promise.withResolvers<number>();
    const slow = createReceiver(() => gate.promise);
    const quick = createReceiver();
    const post: GuardedPost = (url, request) =>
      url.pathname === '/slow' ? slow.post(url, request) : quick.post(url, request);
    const server = startProcess({ callbacks, post });
    const { id: slowId } = await server.changes.subscribe({ ...asked, callbackUrl: 'https://hooks.example.com/slow' });
    const { id: quickId } = await server.changes.subscribe(asked);
    await live(server, slowId);
    await live(server, quickId);

    const tickets = Array.from({ length: 5 }, () => database.insert('support_tickets', { status: '0' }));
    for (let step = 1; step < 10; step += 1)
      for (const ticket of tickets) database.update('support_tickets', ticket, { status: String(step) });
    await vi.waitFor(() => expect(quick.received).toHaveLength(50));
    expect(slow.received).toHaveLength(0);
    gate.resolve(200);
    await vi.waitFor(() => expect(slow.received).toHaveLength(50), { timeout: 5000 });

    for (const { received } of [quick, slow])
      for (const ticket of tickets)
        expect(stepsOf(received, ticket)).toEqual(Array.from({ length: 10 }, (_, n) => `${n}`));
  });

  it.each([
    ['http://hooks.example.com/', 'invalid_input'],
    ['https://sam:secret@hooks.example.com/', 'invalid_input'],
    ['https://evil.example/', 'forbidden'],
    ['https://hooks.example.com.evil.example/', 'forbidden'],
    ['https://hooks.example.com:8443/', 'forbidden'],
    ['http://127.0.0.1/', 'invalid_input'],
  ])('to %s is refused before anything is kept', async (address, code) => {
    const { startProcess } = await bench();
    const server = startProcess({ callbacks, post: createReceiver().post });

    await expect(server.changes.subscribe({ ...asked, callbackUrl: address })).rejects.toMatchObject({ code });
    expect(await server.changes.list()).toEqual([]);
  });

  it('needs a secret to sign with', async () => {
    const { startProcess } = await bench();
    const server = startProcess({ callbacks: { ...callbacks, secret: undefined }, post: createReceiver().post });

    await expect(server.changes.subscribe(asked)).rejects.toMatchObject({ code: 'not_configured' });
  });
});

describe('an agent', () => {
  const queued = ({ database }: Bench) =>
    database.rows('agent_workflows').map(({ agent_id, trigger_type, payload, status }) => ({
      agent_id,
      trigger_type,
      payload,
      status,
    }));

  it('is woken by what its visitors do', async () => {
    const made = await bench();
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'user_activities');
    await live(server, id);

    for (const activity_type of ['page_view', 'form_submission', 'email_open', 'logout'])
      made.database.insert('user_activities', { agent_id: 'a1', activity_type });
    made.database.insert('user_activities', { agent_id: 'a2', activity_type: 'page_view' });

    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(4));
    expect(
      queued(made)
        .map(({ trigger_type }) => trigger_type)
        .toSorted(),
    ).toEqual(['email_engagement', 'lead_conversion', 'page_view_detected']);
    expect(made.database.rows('agent_workflows').every(({ created_at }) => typeof created_at === 'string')).toBe(true);
  });

  it('is woken by new tickets and by changed priorities, also of tickets it had before', async () => {
    const made = await bench();
    const { database } = made;
    const old = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' });
    const others = database.insert('support_tickets', { assigned_agent_id: 'a2', priority: 'low' });
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'support_tickets');
    await live(server, id);

    database.update('support_tickets', old, { priority: 'urgent' });
    database.update('support_tickets', old, { status: 'open' });
    const fresh = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'normal' });
    database.update('support_tickets', others, { assigned_agent_id: 'a1' });
    database.update('support_tickets', fresh, { priority: 'high' });

    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(5));
    const row = { agent_id: 'a1', status: 'queued' };
    const assigned = { ...row, trigger_type: 'new_ticket_assigned' };
    const changed = { ...row, trigger_type: 'priority_changed' };
    expect(queued(made)).toHaveLength(4);
    expect(queued(made)).toEqual(
      expect.arrayContaining([
        { ...changed, payload: { ticket_id: old, old_priority: 'low', new_priority: 'urgent' } },
        { ...assigned, payload: { ticket_id: fresh, priority: 'normal' } },
        { ...assigned, payload: { ticket_id: others, priority: 'low' } },
        { ...changed, payload: { ticket_id: fresh, old_priority: 'normal', new_priority: 'high' } },
      ]),
    );
  });

  it('is woken by high alerts alone', async () => {
    const made = await bench();
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'system_alerts');
    await live(server, id);
    const alert = { alert_type: 'disk', message: 'Full', requires_action: true };

    made.database.insert('system_alerts', { ...alert, severity: 'low' });
    made.database.insert('system_alerts', { ...alert, severity: 'high' });

    await vi.waitFor(() => expect(queued(made)).toHaveLength(1));
    expect(queued(made)[0]).toMatchObject({ trigger_type: 'system_alert', payload: { ...alert, severity: 'high' } });
  });

  it('has one subscription per preset, however often it is set up', async () => {
    const { startProcess } = await bench();
    const { changes } = startProcess();

    const first = await changes.subscribeAgent('a1', 'system_alerts');

    expect(await changes.subscribeAgent('a1', 'system_alerts')).toEqual(first);
    expect(await changes.list()).toHaveLength(1);
  });

  it('is woken once by a change that is told twice, and once after a failure that passes', async () => {
    const made = await bench();
    const { database, realtime } = made;
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'system_alerts');
    await live(server, id);
    database.refusals.push({ method: 'POST', status: 503 });

    database.insert('system_alerts', { severity: 'high' });
    const [alert] = database.rows('system_alerts');
    const again = {
      type: 'INSERT',
      table: 'system_alerts',
      record: alert ?? null,
      old: null,
      at: `${alert?.created_at}`,
    };
    for (const listener of database.listeners) listener(again);
    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(2), { timeout: 5000 });
    realtime.drop();
    await live(server, id);

    expect(queued(made)).toHaveLength(1);
    expect((await server.changes.read(id)).changes.map(({ duplicate }) => duplicate)).toEqual([undefined, true]);
  });
});

function stepsOf(received: readonly { body: Record<string, unknown> }[], ticket: number): unknown[] {
  const rows = received.map(({ body }) => body.new).filter((row) => row !== null && typeof row === 'object');
  return rows.flatMap((row) => ('id' in row && row.id === ticket && 'status' in row ? [row.status] : []));
}
