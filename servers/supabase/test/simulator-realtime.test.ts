import assert from 'node:assert/strict';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { describe, test, vi } from 'vitest';
import { createSupabaseSimulator, type SupabaseSimulator } from '../simulator/supabase-simulator.ts';
import { listen } from './real/listen.ts';

const mara = 'mara@harborline.example';
const tickets = [{ event: '*', schema: 'public', table: 'support_tickets' }];

const insert = (simulator: SupabaseSimulator, subject: string): Promise<Response> =>
  simulator.fetch('https://simulated.example/rest/v1/support_tickets', {
    method: 'POST',
    headers: {
      apikey: simulator.anonKey,
      authorization: `Bearer ${simulator.userToken(mara)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ subject }),
  });

const join = (simulator: SupabaseSimulator, bindings = tickets, token = simulator.userToken(mara)) =>
  listen(simulator.WebSocket, { apiKey: simulator.anonKey, token, bindings });

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe('Realtime', () => {
  test('a dropped client hears nothing of what happens before it is back', async () => {
    const simulator = createSupabaseSimulator();
    const first = await join(simulator);
    await insert(simulator, 'before');
    await breathe();

    simulator.realtime.dropConnections();
    await insert(simulator, 'between');
    const second = await join(simulator);
    await insert(simulator, 'after');
    await breathe();

    assert.match(JSON.stringify(first.changes), /before/);
    assert.doesNotMatch(JSON.stringify(first.changes), /between|after/);
    assert.doesNotMatch(JSON.stringify(second.changes), /before|between/);
    assert.match(JSON.stringify(second.changes), /after/);
  });

  test('a stopped server takes nobody, and takes them again once it is started', async () => {
    const simulator = createSupabaseSimulator();
    simulator.realtime.stopRealtime();

    await assert.rejects(join(simulator), /no connection/);
    simulator.realtime.startRealtime();
    await join(simulator);

    assert.equal(simulator.realtime.connections, 1);
    assert.deepEqual(simulator.realtime.topics, ['realtime:test']);
  });

  test('a slow server keeps the order', async () => {
    const simulator = createSupabaseSimulator();
    const { changes } = await join(simulator);

    simulator.realtime.slowDown(15);
    for (const subject of ['1', '2', '3']) await insert(simulator, subject);
    const atOnce = changes.length;
    simulator.realtime.slowDown(0);
    await insert(simulator, '4');
    await vi.waitFor(() => assert.equal(changes.length, 4));

    assert.equal(atOnce, 0);
    const subjects = [...JSON.stringify(changes).matchAll(/"subject":"(\d)"/g)].map(([, subject]) => subject);
    assert.deepEqual(subjects, ['1', '2', '3', '4']);
  });

  test('what cannot be listened to is said, and a session ends with its token', async () => {
    const clock = createManualClock(Date.now());
    const simulator = createSupabaseSimulator({ clock });
    const unknown = await join(simulator, [{ event: '*', schema: 'public', table: 'nothing' }]);
    const expired = await join(simulator, tickets, simulator.userToken(mara, -60));
    const short = await join(simulator, tickets, simulator.userToken(mara, 60));

    clock.advance(61_000);
    await insert(simulator, 'late');
    await breathe();

    assert.deepEqual(unknown.changes, []);
    assert.deepEqual(expired.events, ['phx_reply']);
    assert.deepEqual(short.events.slice(-2), ['system', 'phx_close']);
  });
});
