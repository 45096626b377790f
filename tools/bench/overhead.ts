import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';
import { type Figure, medianOf } from './figure.ts';
import { type LineClient, startLineClient } from './line-client.ts';

const rounds = 400;
const params = { name: 'list_notes', arguments: { limit: 5 } };

/** Compares a governed call with the same call on the bare SDK, both over stdio, in turn in one run. */
export async function measureOverhead(): Promise<Figure[]> {
  // Calls enough to measure must not run into the tool's own limit, which a bench may not loosen: it counts per process.
  const governed = await startGoverned();
  const bare = await startLineClient([join(root, 'tools', 'bench', 'bare-server.ts')], {});
  try {
    await timeCalls(bare, 200);
    const bareTimes = await timeCalls(bare, rounds);
    const governedTimes = await timeCalls(governed, 50);
    const ratio = medianOf(governedTimes) / medianOf(bareTimes);
    return [
      { name: 'one call on the bare SDK, median', unit: 'ms', value: medianOf(bareTimes) },
      { name: 'one governed and audited call, median', unit: 'ms', value: medianOf(governedTimes) },
      { name: 'governed / bare', unit: 'x', value: ratio, note: 'at most 1.5 is the goal' },
    ];
  } finally {
    await Promise.all([governed.close(), bare.close()]);
  }
}

function startGoverned(): Promise<LineClient> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-bench-'));
  return startLineClient([join(root, 'servers', 'hello', 'dist', 'index.js'), '--sandbox'], { BIZMCP_HOME: home });
}

async function timeCalls(client: LineClient, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    const { result } = await client.request('tools/call', params);
    if (typeof result !== 'object' || result === null || 'isError' in result) throw new Error('a measured call failed');
    times.push(performance.now() - begun);
  }
  return times;
}
