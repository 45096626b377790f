import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test, vi } from 'vitest';
import { createWebSocketClass } from '../../simulator/realtime/in-process-socket.ts';
import { usePair } from './compare.ts';
import { minimal } from './insert-cases.ts';
import { type Listening, listen } from './listen.ts';
import { startReplicationFeed } from './replication-feed.ts';
import type { RestCase } from './rest-case.ts';

const pair = usePair();
const tickets = 'support_tickets';

const writes: readonly RestCase[] = [
  {
    title: 'mine',
    method: 'POST',
    path: tickets,
    headers: minimal,
    body: { subject: 'mine', priority: 'urgent', tags: ['a', 'b "c"'] },
  },
  { title: 'several', method: 'POST', path: tickets, headers: minimal, body: [{ subject: 'x' }, { subject: 'y' }] },
  {
    title: 'theirs',
    method: 'POST',
    path: tickets,
    as: 'other',
    headers: minimal,
    body: { subject: 'theirs', priority: 'urgent' },
  },
  { title: 'refused', method: 'POST', path: tickets, headers: minimal, body: { subject: 'no', priority: 'none' } },
  { title: 'update', method: 'PATCH', path: `${tickets}?id=in.(1,3)`, headers: minimal, body: { priority: 'urgent' } },
  {
    title: 'json',
    method: 'POST',
    path: 'agent_workflows',
    headers: minimal,
    body: { agent_id: 'a', trigger_type: 't', payload: { deep: [1, { x: null }] } },
  },
  {
    title: 'document',
    method: 'PATCH',
    path: 'documents?id=eq.2',
    headers: minimal,
    body: { embedding: [1, 0.5, 0, 0, 0, 0, 0, 1e-7] },
  },
  { title: 'delete', method: 'DELETE', path: `${tickets}?id=eq.5`, headers: minimal },
  { title: 'delete theirs', method: 'DELETE', path: `${tickets}?id=eq.2`, as: 'other', headers: minimal },
  { title: 'last', method: 'POST', path: tickets, headers: minimal, body: { subject: 'last', priority: 'urgent' } },
];

const everything = [{ event: '*', schema: 'public' }];
const urgent = [{ event: 'INSERT', schema: 'public', table: tickets, filter: 'priority=eq.urgent' }];

test('Realtime tells each session of the same changes from the simulator and from the write-ahead log', async (context) => {
  const { actual, real, simulated, simulator } = pair(context);
  const feed = await startReplicationFeed(real);
  const sockets = [simulator.WebSocket, createWebSocketClass(feed.hub)];
  const mara = simulator.userToken('mara@harborline.example');
  const ines = simulator.userToken('ines@quayside.example');
  const asked = [
    { token: mara, bindings: everything },
    { token: mara, bindings: urgent },
    { token: ines, bindings: everything },
    { token: simulator.anonKey, bindings: everything },
    { token: simulator.serviceRoleKey, bindings: everything },
  ];
  const heard: Listening[][] = [];
  for (const socket of sockets) {
    heard.push(await Promise.all(asked.map((one) => listen(socket, { apiKey: simulator.anonKey, ...one }))));
  }

  const [simulatedHeard = [], actualHeard = []] = heard;
  const lengths = (listeners: readonly Listening[]) => listeners.map(({ changes }) => changes.length);
  // All of them: who is asked after by a policy hears of a change later than who may see everything.
  const isHeardAlike = () => assert.deepEqual(lengths(actualHeard), lengths(simulatedHeard));

  try {
    for (const request of writes) {
      const [mine, theirs] = [await simulated(request), await actual(request)];
      assert.equal(mine.status, theirs.status, request.title);
      // A row is looked at when its change is told: a later write must not have changed it by then.
      await delay(20);
      await vi.waitFor(isHeardAlike, 10_000);
    }
    await feed.hub.settled();
    await delay(50);

    for (const [index, { changes }] of simulatedHeard.entries()) {
      // A row that a policy hides by the time it is asked for is not told of: here both decide at the same state.
      assert.deepEqual(actualHeard[index]?.changes, changes, `listener ${index}`);
    }
    const counts = lengths(simulatedHeard);
    assert.deepEqual(counts.slice(1, 2), [2], `urgent tickets of the tenant: ${counts}`);
    assert.ok((counts[4] ?? 0) > (counts[0] ?? 0) && (counts[0] ?? 0) > (counts[3] ?? 0), counts.join());
  } finally {
    await feed.stop();
  }
});
