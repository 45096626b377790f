import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WireChange } from '../../src/changes/change.ts';
import { RealtimeConnection } from '../../src/changes/realtime-connection.ts';
import { FakeDatabase } from './fake-database.ts';
import { FakeRealtime } from './fake-realtime.ts';

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function connect(accessToken: () => Promise<string> = async () => 'token') {
  const database = new FakeDatabase().createTable('plain', ['id', 'text']);
  const realtime = new FakeRealtime(database);
  const { openSocket } = realtime;
  const waits = { heartbeat: 20, joinTimeout: 50, firstWait: 5 };
  const connection = new RealtimeConnection({
    url: 'https://p.example',
    apiKey: 'k&1',
    accessToken,
    openSocket,
    ...waits,
  });
  closers.push(() => connection.close());
  const seen: string[] = [];
  const listener = {
    onReady: () => seen.push('ready'),
    onChange: ({ type }: WireChange) => seen.push(type),
    onDown: (reason: string) => seen.push(reason),
  };
  const join = (name: string) => connection.join(name, [{ event: '*', schema: 'public', table: 'plain' }], listener);
  return { database, realtime, seen, join };
}

describe('the connection to Realtime', () => {
  it('is one socket for all channels, with the key in its address, and ends with the last of them', async () => {
    const { realtime, seen, join } = connect();

    const leaves = [join('a'), join('b')];
    await vi.waitFor(() => expect(seen).toEqual(['ready', 'ready']));

    expect(realtime.open.map(({ address }) => address)).toEqual([
      'wss://p.example/realtime/v1/websocket?apikey=k%261&vsn=1.0.0',
    ]);
    for (const leave of leaves) leave();
    expect(realtime.open).toEqual([]);
  });

  it('is made anew when the other side gives no sign of life', async () => {
    const { realtime, seen, join, database } = connect();
    join('a');
    await vi.waitFor(() => expect(seen).toEqual(['ready']));

    realtime.isSilent = true;
    await vi.waitFor(() => expect(seen).toContain('Realtime gave no sign of life'));
    realtime.isSilent = false;
    await vi.waitFor(() => expect(seen.at(-1)).toBe('ready'));
    database.insert('plain');

    expect(seen.at(-1)).toBe('INSERT');
  });

  it('tells the channels of a renewed token', async () => {
    let token = 'old';
    const { realtime, seen, join } = connect(async () => token);
    join('a');
    await vi.waitFor(() => expect(seen).toEqual(['ready']));
    await vi.waitFor(() => expect(realtime.open[0]?.tokens).toEqual(['old']));

    token = 'new';

    await vi.waitFor(() => expect(realtime.open[0]?.tokens).toEqual(['old', 'new']));
  });

  it('leaves out what is no message, and joins anew after a change that it cannot read', async () => {
    const { realtime, seen, join } = connect();
    join('a');
    await vi.waitFor(() => expect(seen).toEqual(['ready']));
    const { listener } = realtime.open[0] ?? {};

    for (const text of [
      '',
      '{',
      '[]',
      '{"topic":"realtime:a"}',
      '{"topic":"realtime:b","event":"phx_error","payload":{}}',
    ])
      listener?.onText(text);
    expect(seen).toEqual(['ready']);
    listener?.onText(
      JSON.stringify({ topic: 'realtime:a', event: 'postgres_changes', payload: { data: {} }, ref: null }),
    );

    await vi.waitFor(() => expect(seen).toEqual(['ready', 'Realtime sent a change of an unknown shape', 'ready']));
  });
});
