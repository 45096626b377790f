import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openState } from '../src/state/open-state.ts';
import type { State } from '../src/state/state.ts';

/** One figure of a benchmark. */
interface Figure {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

const rounds = 2000;

/** How many operations of the shared state one process does in a second, in memory and in SQLite. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-bench-'));
  const figures: Figure[] = [];
  for (const engine of ['memory', 'sqlite']) {
    const state = openState(`${engine}:${join(folder, 'state.sqlite')}`);
    figures.push(...(await measure(state, engine)));
    await state.close();
  }
  rmSync(folder, { recursive: true, force: true });
  return figures;
}

async function measure(state: State, engine: string): Promise<Figure[]> {
  // The first use opens the state; that is a figure of its own.
  const begun = performance.now();
  await state.get('bench', 'none');
  const opened = performance.now() - begun;
  const limit = { calls: rounds * 2, perSeconds: 3600 };
  return [
    { name: `${engine}: open`, unit: 'ms', value: round(opened) },
    await perSecond(`${engine}: take from a bucket`, () => state.take('bench', limit)),
    await perSecond(`${engine}: claim`, (index) => state.claim('bench', String(index), 60_000)),
    await perSecond(`${engine}: put on the disk`, (index) => state.put('disk', `${index}`, 'x', { isDurable: true })),
    await perSecond(`${engine}: get`, (index) => state.get('disk', `${index}`)),
  ];
}

async function perSecond(name: string, work: (index: number) => Promise<unknown>): Promise<Figure> {
  const begun = performance.now();
  for (let index = 0; index < rounds; index += 1) await work(index);
  return { name, unit: '1/s', value: Math.round((rounds * 1000) / (performance.now() - begun)), note: 'one process' };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
