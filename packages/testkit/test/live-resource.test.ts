import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ClientEra, clientEras, connectStdioClient, type StdioClient } from '../src/stdio-client.ts';

const script = join(import.meta.dirname, 'fixtures', 'ticker-server.ts');
const clients: StdioClient[] = [];

async function connect(era: ClientEra): Promise<StdioClient> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-live-'));
  const client = await connectStdioClient({ script, era, env: { HOME: home, XDG_STATE_HOME: home } });
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

describe.each(clientEras)('a live resource, seen by a client of %s', (era) => {
  it('tells who watches it of each change, and nobody of another address', async () => {
    const client = await connect(era);
    const told: string[] = [];
    await client.watchResource('ticker://clocks/wall', () => told.push('wall'));
    await client.callTool('tick', { clock: 'tower' });
    await client.callTool('tick', { clock: 'wall' });
    await client.callTool('tick', { clock: 'wall' });

    await vi.waitFor(() => expect(told).toEqual(['wall', 'wall']));
    expect(JSON.parse(await client.readResource('ticker://clocks/wall'))).toEqual({ ticks: 2 });
    expect(client.process.stdout).not.toContain('ticker://clocks/tower');
  });

  it('is never answered from memory', async () => {
    const client = await connect(era);
    expect(JSON.parse(await client.readResource('ticker://clocks/wall'))).toEqual({ ticks: 0 });
    await client.callTool('tick', { clock: 'wall' });
    expect(JSON.parse(await client.readResource('ticker://clocks/wall'))).toEqual({ ticks: 1 });
  });
});

describe('the way to the system', () => {
  it('is closed when the server ends', async () => {
    const client = await connect('auto');
    await client.callTool('tick', { clock: 'wall' });
    client.process.endInput();
    await client.process.exited;
    expect(client.process.stderr).toContain('ticker closed');
  });
});
