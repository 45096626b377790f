import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LineClient } from '../process/line-client.ts';
import type { Program } from '../programs/program.ts';

/** What a process holds when all that it no longer needs is collected, in MB. */
export interface Held {
  /** The resident set before that. */
  working: number;
  /** The resident set, without the pages that V8 keeps for the next objects. */
  resident: number;
  /** Objects and buffers that are still in use, without the code that V8 compiles again for as long as a process runs. */
  live: number;
}

const script = `
  import { writeSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  import { getHeapSpaceStatistics } from 'node:v8';
  process.on('SIGUSR2', async () => {
    const working = process.memoryUsage.rss() / 1e6;
    // What waits for others to be collected goes with the next round, and after the last answer some work is still to be done.
    for (let round = 0; round < 3; round += 1) {
      await setTimeout(30);
      // The last resort also gives back what was freed before.
      globalThis.gc({ type: 'major', flavor: 'last-resort' });
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    const ofCode = getHeapSpaceStatistics().filter(({ space_name }) => /^(?:code|trusted)_/.test(space_name));
    const code = ofCode.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
    writeSync(3, JSON.stringify({ working, resident: rss / 1e6, live: (heapUsed + external - code) / 1e6 }));
  });`;

/** The same program, with an ear for `collect` in its process. */
export function withCollector(program: Program, folder: string): Program {
  const path = join(folder, 'collector.mjs');
  writeFileSync(path, script);
  return { ...program, args: ['--expose-gc', '--import', path, ...program.args] };
}

/** Has a process collect what it no longer needs, and tell what it holds. */
export async function collect({ process: child }: Pick<LineClient, 'process'>): Promise<Held> {
  const wire = child.stdio[3];
  if (!wire) throw new Error('the process has no wire to tell it by');
  const told = once(wire, 'data');
  child.kill('SIGUSR2');
  const [text] = await told;
  return JSON.parse(String(text));
}
