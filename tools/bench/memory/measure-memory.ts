import { type Called, startCalled } from '../calls/called-program.ts';
import { callTimes } from '../calls/stretch.ts';
import { lineFitOf, riseOf } from '../statistics.ts';
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
  live: { before: number; after: number; rise: number };
  seconds: number;
  samples: MemorySample[];
}

const callers = 8;
const samplesTaken = 40;
/** Calls before the first sample, as a share: until a process has the code and the buffers that it needs. */
const warmUpShare = 0.3;

/** Calls each program in turn; again and again all wait while it collects what it no longer needs and tells what it holds. */
export async function measureMemory(called: readonly Called[], folder: string, calls: number): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const { program, ask } of called) {
    results.push(await watch({ program: withCollector(program, folder), ask }, folder, calls));
  }
  return results;
}

async function watch(called: Called, folder: string, calls: number): Promise<MemoryResult> {
  const { name, kind } = called.program;
  const running = await startCalled(called, folder);
  const samples: MemorySample[] = [];
  const each = calls / samplesTaken;
  await callTimes(calls * warmUpShare, running.call, callers);
  const begun = performance.now();
  let errors = 0;
  for (let made = each; made <= calls; made += each) {
    errors += (await callTimes(each, running.call, callers)).errors;
    samples.push({ calls: made, ...(await collect(running)) });
  }
  const seconds = (performance.now() - begun) / 1000;
  await running.close();
  return {
    ...{ name, kind, calls, errors, seconds, samples },
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
