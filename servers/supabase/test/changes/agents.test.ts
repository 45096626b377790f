import { describe, expect, it, vi } from 'vitest';
import { createSubscribed, createWorkbench, live, type Workbench } from './workbench.ts';

describe('an agent', () => {
  const queued = ({ database }: Workbench) =>
    database.rows('agent_workflows').map(({ agent_id, trigger_type, payload, status }) => ({
      agent_id,
      trigger_type,
      payload,
      status,
    }));

  it('is woken by what its visitors do', async () => {
    const { server, id, ...made } = await createSubscribed((changes) =>
      changes.subscribeAgent('a1', 'user_activities'),
    );

    for (const activity_type of ['page_view', 'form_submission', 'email_open', 'logout'])
      made.database.insert('user_activities', { agent_id: 'a1', activity_type });
    made.database.insert('user_activities', { agent_id: 'a2', activity_type: 'page_view' });

    await vi.waitFor(async () =>
      expect(await server.changes.read(id)).toMatchObject({ seen: 4, passed: { delivered: 3 } }),
    );
    expect(
      queued(made)
        .map(({ trigger_type }) => trigger_type)
        .toSorted(),
    ).toEqual(['email_engagement', 'lead_conversion', 'page_view_detected']);
    expect(made.database.rows('agent_workflows').every(({ created_at }) => typeof created_at === 'string')).toBe(true);
  });

  it('is woken by new tickets and by changed priorities, also of tickets it had before', async () => {
    const made = await createWorkbench();
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

    await vi.waitFor(async () =>
      expect(await server.changes.read(id)).toMatchObject({ seen: 5, passed: { delivered: 4 } }),
    );
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

  it('is woken by a ticket that comes back to it after it was another agent’s', async () => {
    const made = await createWorkbench();
    const { database } = made;
    const ticket = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' });
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'support_tickets');
    await live(server, id);

    database.update('support_tickets', ticket, { assigned_agent_id: 'a2' });
    database.update('support_tickets', ticket, { priority: 'high' });
    database.update('support_tickets', ticket, { assigned_agent_id: 'a1' });
    database.update('support_tickets', ticket, { assigned_agent_id: null });
    database.update('support_tickets', ticket, { assigned_agent_id: 'a1' });

    await vi.waitFor(async () =>
      expect(await server.changes.read(id)).toMatchObject({ seen: 4, passed: { delivered: 2 } }),
    );
    const assigned = { trigger_type: 'new_ticket_assigned', payload: { ticket_id: ticket, priority: 'high' } };
    expect(queued(made)).toMatchObject([assigned, assigned]);
  });

  it('is told of no ticket of others but by the change that gives it away, also after a restart', async () => {
    const made = await createWorkbench();
    const { database } = made;
    const old = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' });
    const others = database.insert('support_tickets', { assigned_agent_id: 'a2', priority: 'low' });
    const first = made.startProcess();
    const { id } = await first.changes.subscribeAgent('a1', 'support_tickets');
    await live(first, id);

    database.update('support_tickets', others, { priority: 'high' });
    const fresh = database.insert('support_tickets', { assigned_agent_id: 'a1', priority: 'low' });
    await vi.waitFor(async () => expect(await first.changes.read(id)).toMatchObject({ passed: { delivered: 1 } }));
    await first.stop();
    database.update('support_tickets', others, { priority: 'low' });
    database.update('support_tickets', fresh, { assigned_agent_id: 'a2' });
    const second = made.startProcess();
    await live(second, id);
    database.insert('support_tickets', { assigned_agent_id: null, priority: 'high' });
    database.update('support_tickets', old, { assigned_agent_id: 'a2' });
    database.update('support_tickets', old, { status: 'open' });
    database.update('support_tickets', fresh, { assigned_agent_id: 'a1' });

    await vi.waitFor(async () => expect(await second.changes.read(id)).toMatchObject({ passed: { delivered: 2 } }));
    const { seen, status, changes } = await second.changes.read(id);
    expect({ seen, caughtUp: status.caughtUp }).toEqual({ seen: 4, caughtUp: 1 });
    expect(changes.map(({ new: row }) => [row?.id, row?.assigned_agent_id])).toEqual([
      [fresh, 'a1'],
      [fresh, 'a2'],
      [old, 'a2'],
      [fresh, 'a1'],
    ]);
  });

  it('is woken by high alerts alone', async () => {
    const { server, id, ...made } = await createSubscribed((changes) => changes.subscribeAgent('a1', 'system_alerts'));
    const alert = { alert_type: 'disk', message: 'Full', requires_action: true };

    made.database.insert('system_alerts', { ...alert, severity: 'low' });
    made.database.insert('system_alerts', { ...alert, severity: 'high' });

    await vi.waitFor(() => expect(queued(made)).toHaveLength(1));
    expect(queued(made)[0]).toMatchObject({ trigger_type: 'system_alert', payload: { ...alert, severity: 'high' } });
  });

  it('has one subscription per preset, however often it is set up', async () => {
    const { startProcess } = await createWorkbench();
    const { changes } = startProcess();

    const first = await changes.subscribeAgent('a1', 'system_alerts');

    expect(await changes.subscribeAgent('a1', 'system_alerts')).toEqual(first);
    expect(await changes.list()).toHaveLength(1);
  });

  it('is woken once by a change that is told twice, and once after a failure that passes', async () => {
    const made = await createWorkbench();
    const { database, realtime } = made;
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'system_alerts');
    await live(server, id);
    database.refusals.push({ method: 'POST', status: 503, code: 'PGRST002' });

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
    await vi.waitFor(
      async () => expect(await server.changes.read(id)).toMatchObject({ seen: 2, passed: { delivered: 1 } }),
      { timeout: 5000 },
    );
    realtime.drop();
    await live(server, id);

    expect(queued(made)).toHaveLength(1);
    expect((await server.changes.read(id)).changes.map(({ duplicate }) => duplicate)).toEqual([undefined, true]);
  });

  it('has no row twice where nobody knows whether the first came to be, and is told so', async () => {
    const { server, id, ...made } = await createSubscribed((changes) => changes.subscribeAgent('a1', 'system_alerts'));
    made.database.refusals.push({ method: 'POST', status: 502, isLate: true });

    made.database.insert('system_alerts', { severity: 'high' });

    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.dead).toBe(1), { timeout: 5000 });
    expect(queued(made)).toHaveLength(1);
  });

  it('has no row twice and none too few where its queue has a column for keys', async () => {
    const made = await createWorkbench();
    made.database.createTable('agent_workflows', ['id', 'agent_id', 'trigger_type', 'payload', 'idempotency_key']);
    const server = made.startProcess();
    const { id } = await server.changes.subscribeAgent('a1', 'system_alerts');
    await live(server, id);
    made.database.refusals.push({ method: 'POST', status: 502, isLate: true }, { method: 'POST', status: 502 });

    made.database.insert('system_alerts', { severity: 'high' });
    made.database.insert('system_alerts', { severity: 'high' });

    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(2), { timeout: 5000 });
    const keys = made.database.rows('agent_workflows').map(({ idempotency_key: key }) => key);
    expect(keys).toEqual([`${id}-1-system_alert`, `${id}-2-system_alert`]);
  });

  it('has each row on record, before it is written and after', async () => {
    const { server, id, ...made } = await createSubscribed((changes) => changes.subscribeAgent('a1', 'system_alerts'));
    made.database.refusals.push({ method: 'POST', status: 403, code: '42501' });

    made.database.insert('system_alerts', { severity: 'high' });
    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.dead).toBe(1), { timeout: 5000 });
    made.database.insert('system_alerts', { severity: 'high' });
    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(1), { timeout: 5000 });

    const told = made.records.filter(({ event }) => event.startsWith('background.'));
    const common = { name: 'setup_agent_subscriptions', effect: 'create', principal: { name: 'sam' } };
    expect(told).toMatchObject([
      { event: 'background.intent', ...common, arguments: { digest: expect.any(String) } },
      { event: 'background.outcome', ...common, status: 'error', code: 'forbidden', upstream: { status: 403 } },
      { event: 'background.intent', ...common },
      { event: 'background.outcome', ...common, status: 'ok', upstream: { attempts: 1, status: 201 } },
    ]);
    expect(new Set(told.map(({ call }) => call)).size).toBe(2);
  });

  it('has no row twice in an empty queue of a project that keeps its description to itself', async () => {
    const made = await createWorkbench();
    made.database.createTable('agent_workflows', ['id', 'agent_id', 'trigger_type', 'payload', 'idempotency_key']);
    const server = made.startProcess({ describe: async () => undefined });
    const { id } = await server.changes.subscribeAgent('a1', 'system_alerts');
    await live(server, id);
    made.database.refusals.push({ method: 'POST', status: 502, isLate: true });

    made.database.insert('system_alerts', { severity: 'high' });

    await vi.waitFor(async () => expect((await server.changes.read(id)).passed.delivered).toBe(1), { timeout: 5000 });
    expect(queued(made)).toHaveLength(1);
  });

  it('is not set up where there is no queue to be woken by', async () => {
    const { database, startProcess } = await createWorkbench();
    database.tables.delete('agent_workflows');
    const { changes } = startProcess();

    await expect(changes.subscribeAgent('a1', 'system_alerts')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('no table agent_workflows'),
    });
    expect(await changes.list()).toEqual([]);
  });
});
