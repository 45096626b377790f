import { type Called, startCalled } from '../calls/called-program.ts';
import { callTimes } from '../calls/stretch.ts';
import { lineFitOf, medianOf, riseOf } from '../statistics.ts';
import { collect, type Held, withCollector } from './collector.ts';

/** What a process held after so many calls. */
export interface MemorySample extends Held {
  calls: number;
}

/** How a program's memory went over very many calls. */
export interface MemoryResult {
  name: string;
  kind: Called['program']['kind'];
  calls: number;
  errors: number;
  /** MB at both ends of the straight line nearest to the samples after the warm-up, and its rise as a share. */
  resident: { before: number; after: number; rise: number };
  /** MB of the resident set amid the calls, in the middle of the samples. */
  working: number;
  live: { before: number; after: number; rise: number };
  samples: MemorySample[];
}

const callers = 8;
const samplesTaken = 40;
/**
 * Calls before the first sample, as a share. Buffers take their sizes early; V8 goes on compiling what is called often for some 45,000
 * calls, and the malloc arenas of the threads that do so keep the pages of the largest piece of work each has had. The process collects
 * in this time too: V8 drops code when it does, and compiles it anew.
 */
const warmUpShare = 1;

/**
 * Calls two programs at a time, since nothing here depends on the clock; again and again all wait while one collects what it no longer
 * needs and tells what it holds.
 */
export async function measureMemory(called: readonly Called[], folder: string, calls: number): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  const waiting = [...called.entries()];
  const watchNext = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, { program, ask }] = next;
      console.log(`    ${program.name}: ${calls.toLocaleString('en-GB')} calls ...`);
      results[place] = await watch({ program: withCollector(program, folder), ask }, folder, calls);
    }
  };
  await Promise.all([watchNext(), watchNext()]);
  return results;
}

async function watch(called: Called, folder: string, calls: number): Promise<MemoryResult> {
  const { name, kind } = called.program;
  const running = await startCalled(called, folder);
  const samples: MemorySample[] = [];
  const each = calls / samplesTaken;
  let errors = 0;
  for (let made = each - calls * warmUpShare; made <= calls; made += each) {
    errors += (await callTimes(each, running.call, callers)).errors;
    const held = await collect(running);
    if (made > 0) samples.push({ calls: made, ...held });
  }
  await running.close();
  return {
    ...{ name, kind, calls, errors, samples },
    working: medianOf(samples.map(({ working }) => working)),
    resident: lineOf(samples, ({ resident }) => resident),
    live: lineOf(samples, ({ live }) => live),
  };
}

function lineOf(samples: readonly MemorySample[], pick: (sample: MemorySample) => number) {
  const points = samples.map((sample) => ({ x: sample.calls, y: pick(sample) }));
  const { start } = lineFitOf(points);
  const rise = riseOf(points);
  return { before: start, after: start * (1 + rise), rise };
}
