import { describe, expect, it, vi } from 'vitest';
import { createSubscribed, createWorkbench, live, shown } from './workbench.ts';

const everything = { table: 'support_tickets', events: ['INSERT', 'UPDATE', 'DELETE'] as const };

describe('a dropped connection', () => {
  it('loses nothing that the table still shows, doubles nothing, and says what it hides', async () => {
    const { database, realtime, server, id } = await createSubscribed((changes) => changes.subscribe(everything));
    const known = database.insert('support_tickets', { priority: 'low' });
    const doomed = database.insert('support_tickets', { priority: 'low' });
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(2));

    realtime.isDown = true;
    realtime.drop();
    const missed = database.insert('support_tickets', { priority: 'normal' });
    database.update('support_tickets', known, { priority: 'urgent' });
    database.delete('support_tickets', doomed);
    realtime.isDown = false;
    await live(server, id);

    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(4));
    expect((await shown(server, id)).slice(2).toSorted()).toEqual([
      `INSERT ${missed} normal`,
      `UPDATE ${known} urgent`,
    ]);
    const { status } = await server.changes.read(id);
    expect(status).toMatchObject({ interruptions: 1, caughtUp: 2, duplicates: 0 });
    expect(status.unseen).toContain('deleted rows');
  });

  it('marks what the stream tells after it was read already', async () => {
    const { database, realtime, server, id } = await createSubscribed((changes) => changes.subscribe(everything));
    realtime.drop();
    const row = database.insert('support_tickets', { priority: 'low' });
    const before = { ...database.rows('support_tickets')[0] };
    await vi.waitFor(async () => expect(await shown(server, id)).toEqual([`INSERT ${row} low`]));
    await live(server, id);

    for (const listener of database.listeners)
      listener({ type: 'INSERT', table: 'support_tickets', record: before, old: null, at: String(before.created_at) });
    database.update('support_tickets', row, { priority: 'high' });

    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(3));
    expect((await shown(server, id)).slice(1)).toEqual([`INSERT ${row} low duplicate`, `UPDATE ${row} high`]);
  });

  it('does not take a value that comes back for a repetition', async () => {
    const { database, server, id } = await createSubscribed((changes) =>
      changes.subscribe({ table: 'plain', events: ['INSERT', 'UPDATE'] }),
    );

    const row = database.insert('plain', { text: 'a' });
    for (const text of ['b', 'a', 'b']) database.update('plain', row, { text });

    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(4));
    expect((await server.changes.read(id)).changes.map((change) => [change.new?.text, change.duplicate])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  it('is mended by the number of a table that has no times, and says that updates are hidden', async () => {
    const { database, realtime, server, id } = await createSubscribed((changes) =>
      changes.subscribe({ table: 'plain', events: ['INSERT', 'UPDATE'] }),
    );
    const known = database.insert('plain', { text: 'a' });
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(1));

    realtime.drop();
    const missed = database.insert('plain', { text: 'b' });
    database.update('plain', known, { text: 'c' });

    await vi.waitFor(async () => expect(await shown(server, id)).toContain(`INSERT ${missed}`));
    await live(server, id);
    expect((await server.changes.read(id)).status.unseen).toContain('updates (the table has no updated_at)');
  });

  it('is joined again after a refusal, with a valid token', async () => {
    const { realtime, startProcess } = await createWorkbench();
    realtime.joinRefusals.push('Token has expired');
    const tokens = ['token-1', 'token-2', 'token-3', 'token-4', 'token-5'];
    const server = startProcess({ accessToken: async () => tokens.shift() ?? 'token-6' });

    const { id } = await server.changes.subscribe(everything);

    await live(server, id);
    expect(realtime.joins).toBe(2);
    expect(new Set(realtime.open[0]?.tokens).size).toBeGreaterThan(1);
  });

  it('waits with the stream until what was missed could be read', async () => {
    const { database, realtime, server, id } = await createSubscribed((changes) => changes.subscribe(everything));
    realtime.drop();
    const missed = database.insert('support_tickets', { priority: 'low' });
    database.refusals.push({ method: 'GET', status: 503 });
    await vi.waitFor(() => expect(realtime.open).toHaveLength(1));
    await vi.waitFor(() => expect(realtime.open[0]?.channels.size).toBe(1));
    const next = database.insert('support_tickets', { priority: 'high' });

    await vi.waitFor(async () => expect((await shown(server, id)).length).toBeGreaterThanOrEqual(2), { timeout: 5000 });
    const told = await shown(server, id);
    expect(told.filter((text) => !text.endsWith('duplicate'))).toEqual([`INSERT ${missed} low`, `INSERT ${next} high`]);
  });
});

describe('a resume that is interrupted itself', () => {
  it('goes on where it was, and the stream moves it past nothing', async () => {
    const { database, realtime, startProcess, server, id } = await createSubscribed((changes) =>
      changes.subscribe(everything),
    );
    const known = database.insert('support_tickets', { priority: 'low' });
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(1));
    await server.stop();
    database.advance(3_600_000);
    const missed = database.insert('support_tickets', { priority: 'normal' });
    database.update('support_tickets', known, { priority: 'high' });
    database.advance(3_600_000);
    database.refusals.push(...Array.from({ length: 40 }, () => ({ method: 'GET', status: 503, asked: 'order=' })));
    const second = startProcess();
    await vi.waitFor(() => expect(realtime.open[0]?.channels.size).toBe(1), { timeout: 10_000 });

    const late = database.insert('support_tickets', { priority: 'urgent' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await second.stop();
    database.refusals.splice(0);
    const third = startProcess();
    await live(third, id);

    await vi.waitFor(async () => expect(await shown(third, id)).toHaveLength(4), { timeout: 5000 });
    expect((await shown(third, id)).slice(1).toSorted()).toEqual([
      `INSERT ${missed} normal`,
      `INSERT ${late} urgent`,
      `UPDATE ${known} high`,
    ]);
  });
});

describe('what was missed', () => {
  it('is found by each of its times, also where only one of them could be read at first', async () => {
    const { database, startProcess } = await createWorkbench();
    const first = startProcess();
    const { id } = await first.changes.subscribe(everything);
    await live(first, id);
    const known = database.insert('support_tickets', { priority: 'low' });
    database.advance(3_600_000);
    database.insert('support_tickets', { priority: 'low' });
    await vi.waitFor(async () => expect(await shown(first, id)).toHaveLength(2));
    await first.stop();
    database.advance(3_600_000);
    database.update('support_tickets', known, { priority: 'high' });
    database.advance(3_600_000);
    const missed = database.insert('support_tickets', { priority: 'normal' });
    const refused = { method: 'GET', status: 503, asked: 'order=updated_at.asc' };
    database.refusals.push(...Array.from({ length: 40 }, () => refused));

    const second = startProcess();
    await vi.waitFor(async () => expect(await shown(second, id)).toHaveLength(3), { timeout: 5000 });
    await second.stop();
    database.refusals.splice(0);
    const third = startProcess();

    await vi.waitFor(async () => expect(await shown(third, id)).toHaveLength(4), { timeout: 5000 });
    expect((await shown(third, id)).slice(2)).toEqual([`INSERT ${missed} normal`, `UPDATE ${known} high`]);
  });

  it('is read whole, also where one transaction wrote more than a page', async () => {
    const { database, startProcess } = await createWorkbench();
    const first = startProcess();
    const { id } = await first.changes.subscribe(everything);
    await live(first, id);
    await first.stop();
    const at = '2026-11-21T09:00:00+00:00';
    for (let index = 0; index < 1200; index += 1)
      database.insert('support_tickets', { created_at: at, updated_at: at, priority: 'low' });

    const second = startProcess();
    await live(second, id);

    const { status, changes } = await second.changes.read(id);
    expect(status).toMatchObject({ caughtUp: 1200, duplicates: 0 });
    expect(changes.at(-1)?.sequence).toBe(1200);
  });
});
