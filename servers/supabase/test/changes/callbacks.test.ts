import { createHmac } from 'node:crypto';
import type { GuardedPost } from '@bizmcp/core';
import { describe, expect, it, vi } from 'vitest';
import { callbacks, createReceiver, createWorkbench, live } from './workbench.ts';

const callbackUrl = 'https://hooks.example.com/changes';
const asked = { table: 'support_tickets', events: ['INSERT', 'UPDATE'] as const, callbackUrl };

describe('a callback', () => {
  it('carries the change, its delivery and a signature that covers the time', async () => {
    const { database, startProcess } = await createWorkbench();
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

  it('is on record, each attempt before it is made and after', async () => {
    const { database, records, startProcess } = await createWorkbench();
    let attempts = 0;
    const post: GuardedPost = async () => {
      attempts += 1;
      expect(records.filter(({ event }) => event === 'background.intent')).toHaveLength(attempts);
      return { kind: 'answered', status: attempts === 1 ? 503 : 200 };
    };
    const server = startProcess({ callbacks, post });
    const { id } = await server.changes.subscribe(asked);
    await live(server, id);

    database.insert('support_tickets');

    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(1));
    const outcomes = records.filter(({ event }) => event === 'background.outcome');
    expect(outcomes).toMatchObject([
      { name: 'subscribe_to_changes', status: 'error', code: 'unavailable' },
      { name: 'subscribe_to_changes', status: 'ok' },
    ]);
  });

  it('is repeated until it gets through, and marked as a possible repetition', async () => {
    const { database, startProcess } = await createWorkbench();
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
    const { database, startProcess } = await createWorkbench();
    const post = vi.fn<GuardedPost>(async () => outcome);
    const server = startProcess({ callbacks, post });
    const { id } = await server.changes.subscribe(asked);
    await live(server, id);

    const ticket = database.insert('support_tickets');

    await vi.waitFor(async () =>
      expect((await server.changes.read(id)).passed).toMatchObject({ delivered: 0, dead: 1 }),
    );
    expect(post).toHaveBeenCalledTimes(1);
    const { deadLetters } = await server.changes.read(id);
    expect(deadLetters).toMatchObject([{ reason, at: expect.any(String), change: { new: { id: ticket } } }]);
  });

  it('that is slow holds up no other, and keeps the order of each row', async () => {
    const { database, startProcess } = await createWorkbench();
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
    ['https://evil.example/', 'invalid_input'],
    ['https://hooks.example.com.evil.example/', 'invalid_input'],
    ['https://hooks.example.com:8443/', 'invalid_input'],
    ['http://127.0.0.1/', 'invalid_input'],
  ])('to %s is refused before anything is kept', async (address, code) => {
    const { startProcess } = await createWorkbench();
    const server = startProcess({ callbacks, post: createReceiver().post });

    await expect(server.changes.subscribe({ ...asked, callbackUrl: address })).rejects.toMatchObject({ code });
    expect(await server.changes.list()).toEqual([]);
  });

  it('is refused where the server has no way to send it', async () => {
    const { startProcess } = await createWorkbench();

    await expect(startProcess({ callbacks }).changes.subscribe(asked)).rejects.toMatchObject({
      code: 'not_configured',
      message: expect.stringContaining('Leave callback_url out'),
    });
  });

  it('needs a secret to sign with', async () => {
    const { startProcess } = await createWorkbench();
    const server = startProcess({ callbacks: { ...callbacks, secret: undefined }, post: createReceiver().post });

    await expect(server.changes.subscribe(asked)).rejects.toMatchObject({ code: 'not_configured' });
  });
});

function stepsOf(received: readonly { body: Record<string, unknown> }[], ticket: number): unknown[] {
  const rows = received.map(({ body }) => body.new).filter((row) => row !== null && typeof row === 'object');
  return rows.flatMap((row) => ('id' in row && row.id === ticket && 'status' in row ? [row.status] : []));
}
