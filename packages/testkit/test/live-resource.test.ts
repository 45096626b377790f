import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type ClientEra, clientEras, connectStdioClient, type StdioClient } from '../src/stdio-client.ts';

const script = join(import.meta.dirname, 'fixtures', 'ticker-server.ts');
const clients: StdioClient[] = [];

async function connect(era: ClientEra): Promise<StdioClient> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-live-'));
  const client = await connectStdioClient({ script, era, env: { HOME: home, XDG_STATE_HOME: home } });
  clients.push(client);
  return client;
}

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
});

describe.each(clientEras)('a live resource, seen by a client of %s', { concurrent: true }, (era) => {
  // Each test has clocks of its own, so one server is enough for both.
  let connecting: Promise<StdioClient> | undefined;
  const shared = () => (connecting ??= connect(era));

  it('tells who watches it of each change, and nobody of another address', async () => {
    const client = await shared();
    const told: string[] = [];
    await client.watchResource('ticker://clocks/wall', () => told.push('wall'));
    await client.callTool('tick', { clock: 'tower' });
    await client.callTool('tick', { clock: 'wall' });
    await client.callTool('tick', { clock: 'wall' });

    await vi.waitFor(() => expect(told).toEqual(['wall', 'wall']), { timeout: 10_000 });
    expect(JSON.parse(await client.readResource('ticker://clocks/wall'))).toEqual({ ticks: 2 });
    expect(client.process.stdout).not.toContain('ticker://clocks/tower');
  });

  it('is never answered from memory', async () => {
    const client = await shared();
    expect(JSON.parse(await client.readResource('ticker://clocks/hall'))).toEqual({ ticks: 0 });
    await client.callTool('tick', { clock: 'hall' });
    expect(JSON.parse(await client.readResource('ticker://clocks/hall'))).toEqual({ ticks: 1 });
  });
});

describe.concurrent('the way to the system', () => {
  it('is closed when the server ends', async () => {
    const client = await connect('auto');
    await client.callTool('tick', { clock: 'wall' });
    client.process.endInput();
    await client.process.exited;
    expect(client.process.stderr).toContain('ticker closed');
  });
});
