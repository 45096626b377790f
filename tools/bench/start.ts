import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, serverFolders } from '../docs/servers.ts';
import { type Figure, medianOf } from './figure.ts';
import { startLineClient } from './line-client.ts';

const runs = 9;

/** CPU time from the start of each server to its list of tools, beside the bare SDK server run from source. */
export async function measureStart(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, folder } of serverFolders()) {
    const samples: number[] = [];
    for (let run = 0; run < runs + 2; run += 1) {
      const cpu = await startOnce(join(folder, 'dist', 'index.js'));
      if (run >= 2) samples.push(cpu);
    }
    figures.push({
      name: `${name}: start to tools/list, CPU, median of ${runs}`,
      unit: 'ms',
      value: medianOf(samples),
    });
  }
  return figures;
}

async function startOnce(script: string): Promise<number> {
  const client = await startLineClient([script], { HOME: root });
  await client.request('tools/list', {});
  const cpu = cpuOf(client.process.pid ?? 0);
  await client.close();
  return cpu;
}

/** Milliseconds on the processor so far, of all threads, from the scheduler's own account (Linux only). */
function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}
