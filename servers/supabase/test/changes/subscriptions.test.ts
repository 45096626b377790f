import { describe, expect, it, vi } from 'vitest';
import { shownLatest } from '../../src/changes/latest-changes.ts';
import { shownSubscription } from '../../src/changes/shown-subscription.ts';
import { createSubscribed, createWorkbench, live, shown } from './workbench.ts';

const everything = { table: 'support_tickets', events: ['INSERT', 'UPDATE', 'DELETE'] as const };

describe('a subscription', () => {
  it('tells what happens from now on, in order, and says so to who watches', async () => {
    const { database, startProcess } = await createWorkbench();
    database.insert('support_tickets', { priority: 'low' });
    const server = startProcess();

    const { id } = await server.changes.subscribe(everything);
    await live(server, id);
    const ticket = database.insert('support_tickets', { priority: 'normal' });
    database.update('support_tickets', ticket, { priority: 'high' });
    database.delete('support_tickets', ticket);

    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(3));
    expect(await shown(server, id)).toEqual([`INSERT ${ticket} normal`, `UPDATE ${ticket} high`, `DELETE ${ticket}`]);
    expect(server.told).toContain(`supabase://changes/${id}`);
  });

  it('has begun once every change comes, also one that is undone at once', async () => {
    const { database, startProcess } = await createWorkbench();
    const server = startProcess({ poll: 60_000 });
    const ticket = database.insert('support_tickets', { priority: 'low' });

    const { id } = await server.changes.subscribe(everything);
    const state = await server.changes.begun(id);
    database.delete('support_tickets', ticket);

    expect(state).toBe('live');
    await vi.waitFor(async () => expect(await shown(server, id)).toEqual([`DELETE ${ticket}`]));
  });

  it('says that not every change comes yet where Realtime cannot be reached', async () => {
    const { database, realtime, startProcess } = await createWorkbench();
    realtime.isDown = true;
    const server = startProcess();
    const { id } = await server.changes.subscribe(everything);
    const state = await server.changes.begun(id);
    const ticket = database.insert('support_tickets');
    realtime.isDown = false;
    await vi.waitFor(async () => expect(await shown(server, id)).toEqual([`INSERT ${ticket}`]));

    const [listed] = await server.changes.list();

    expect(state).toBe('reconnecting');
    expect(shownLatest(listed?.latest ?? [], 10_000).notes).toEqual([
      `Read afterwards, as the rows and their times stood then: ${listed?.latest[0]?.timestamp}.`,
    ]);
  });

  it('says by which change a ticket left its agent, and where the rest of many changes is', async () => {
    const { database, server, id } = await createSubscribed((changes) =>
      changes.subscribeAgent('a1', 'support_tickets'),
    );
    const ticket = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' });
    for (let count = 0; count < 10; count += 1) database.update('support_tickets', ticket, { status: `step ${count}` });
    database.update('support_tickets', ticket, { assigned_agent_id: 'a2' });
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(12));

    const [listed] = await server.changes.list();
    const part = listed && shownSubscription(listed, 10_000);
    const { changes, ...one } = await server.changes.read(id);
    const whole = shownSubscription({ ...one, latest: changes.toReversed() }, 10_000);

    const left = `Left a1: ticket ${ticket} (${changes.at(-1)?.timestamp}).`;
    expect(part?.note).toBe(`${left} list_subscriptions with this subscription_id has the last 100 changes.`);
    expect(part?.latest_changes).toHaveLength(10);
    expect(whole).toMatchObject({ note: left, latest_changes: { length: 12 } });
  });

  it('says of several tickets which left their agent by which change', async () => {
    const { database, server, id } = await createSubscribed((changes) =>
      changes.subscribeAgent('a1', 'support_tickets'),
    );
    const tickets = [1, 2].map(() => database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' }));
    for (const ticket of tickets) database.update('support_tickets', ticket, { assigned_agent_id: 'a2' });
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(4));

    const [listed] = await server.changes.list();

    const [second, first] = listed?.latest.map(({ timestamp }) => timestamp) ?? [];
    expect(listed && shownSubscription(listed, 10_000).note).toBe(
      `Left a1: ticket ${tickets[1]} (${second}), ticket ${tickets[0]} (${first}).`,
    );
  });

  it('says of a ticket that came back no more that it left', async () => {
    const { database, server, id } = await createSubscribed((changes) =>
      changes.subscribeAgent('a1', 'support_tickets'),
    );
    const ticket = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' });
    for (const agent of ['a2', 'a1']) database.update('support_tickets', ticket, { assigned_agent_id: agent });
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(3));

    const [listed] = await server.changes.list();

    expect(listed && shownSubscription(listed, 10_000).note).toBeUndefined();
  });

  it('tells of the rows that its filter takes, and of no others', async () => {
    const { database, server, id } = await createSubscribed((changes) =>
      changes.subscribe({ ...everything, filter: 'priority=in.(high,urgent)' }),
    );

    database.insert('support_tickets', { priority: 'low' });
    const urgent = database.insert('support_tickets', { priority: 'urgent' });

    await vi.waitFor(async () => expect(await shown(server, id)).toEqual([`INSERT ${urgent} urgent`]));
  });

  it('shows the last hundred changes and counts those before', async () => {
    const { database, server, id } = await createSubscribed((changes) => changes.subscribe(everything));

    for (let index = 0; index < 250; index += 1) database.insert('support_tickets');

    await vi.waitFor(async () => expect((await server.changes.read(id)).dropped).toBe(150));
    expect((await server.changes.read(id)).changes.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 100 }, (_, index) => 151 + index),
    );
  });

  it('is listed with its last ten changes, the newest first, as far as their rows fit', async () => {
    const { database, server, id } = await createSubscribed((changes) =>
      changes.subscribe({ ...everything, table: 'plain' }),
    );
    const ids = Array.from({ length: 12 }, () => database.insert('plain', { text: 'x'.repeat(5000) }));
    await vi.waitFor(async () => expect(await shown(server, id)).toHaveLength(12));
    const [listed] = await server.changes.list();

    const { latest, notes } = shownLatest(listed?.latest ?? [], 10_000);

    expect(listed?.latest.map(({ new: row }) => row?.id)).toEqual(ids.toReversed().slice(0, 10));
    expect(latest.map(({ event, row }) => [event, row.id])).toEqual(
      ids
        .toReversed()
        .slice(0, 8)
        .map((each) => ['INSERT', each]),
    );
    expect(JSON.stringify(latest).length).toBeLessThan(10_010);
    expect(latest[0]?.row.text).toBe(`${'x'.repeat(1000)}… (the first 1000 of 5000 characters)`);
    expect(notes).toEqual(['For length 2 more are not shown; query_table reads rows.']);
  });

  it('is of one user: another one of this machine does not see it', async () => {
    const { startProcess } = await createWorkbench();
    const { id } = await startProcess().changes.subscribe(everything);
    const other = startProcess({ user: 'kim' });

    expect(await other.changes.list()).toEqual([]);
    await expect(other.changes.read(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(other.changes.unsubscribe(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('ends for good', async () => {
    const { realtime, state, server, id } = await createSubscribed((changes) => changes.subscribe(everything));

    await server.changes.unsubscribe(id);

    await vi.waitFor(() => expect(realtime.open).toEqual([]));
    expect(await server.changes.list()).toEqual([]);
    expect(await state.list(`supabase.changes.${id}`)).toEqual([]);
    await expect(server.changes.unsubscribe(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says which table it does not know', async () => {
    const { startProcess } = await createWorkbench();

    await expect(startProcess().changes.subscribe({ table: 'nothing', events: ['INSERT'] })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('several processes', () => {
  it('serve a subscription one at a time, and all tell their clients of it', async () => {
    const { database, realtime, startProcess } = await createWorkbench();
    const [first, second] = [startProcess(), startProcess()];
    const { id } = await first.changes.subscribe(everything);
    await live(first, id);
    await new Promise((resolve) => setTimeout(resolve, 100));

    database.insert('support_tickets', { priority: 'low' });

    await vi.waitFor(() => expect(first.told.length).toBeGreaterThan(0));
    await vi.waitFor(() => expect(second.told.length).toBeGreaterThan(0));
    expect(realtime.open).toHaveLength(1);
    expect(await shown(second, id)).toEqual(await shown(first, id));
  });

  it('take a subscription up where the one before left it', async () => {
    const { database, realtime, startProcess } = await createWorkbench();
    const first = startProcess();
    const { id } = await first.changes.subscribe(everything);
    await live(first, id);
    const row = database.insert('support_tickets', { priority: 'low' });
    await vi.waitFor(async () => expect(await shown(first, id)).toHaveLength(1));
    await first.stop();
    expect(realtime.open).toEqual([]);

    const missed = database.insert('support_tickets', { priority: 'high' });
    const second = startProcess();
    await vi.waitFor(async () => expect(await shown(second, id)).toHaveLength(2), { timeout: 5000 });
    await live(second, id);
    const next = database.insert('support_tickets', { priority: 'urgent' });

    await vi.waitFor(async () => expect(await shown(second, id)).toHaveLength(3));
    expect(await shown(second, id)).toEqual([`INSERT ${row} low`, `INSERT ${missed} high`, `INSERT ${next} urgent`]);
  });
});
