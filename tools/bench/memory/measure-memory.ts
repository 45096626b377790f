import { type Called, startCalled } from '../calls/called-program.ts';
import { callTimes } from '../calls/stretch.ts';
import { memoryOf } from '../process/process-figures.ts';
import { medianOf, type Point, riseOf } from '../statistics.ts';

/** How a program's memory went over very many calls. */
export interface MemoryResult {
  name: string;
  kind: Called['program']['kind'];
  calls: number;
  errors: number;
  /** The resident set in MB when the warm-up was over, and at the end: medians of a tenth of the samples. */
  before: number;
  after: number;
  /** By how much the nearest straight line rises from the end of the warm-up to the last call, as a share. */
  rise: number;
  seconds: number;
  samples: Point[];
}

const callers = 8;
const samplesTaken = 100;
/** The share of the calls after which a process has the code and the buffers that it needs. */
const warmUpShare = 0.2;

/** Calls each program in turn, and looks at its resident set all the while. */
export async function measureMemory(called: readonly Called[], folder: string, calls: number): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const each of called) results.push(await watch(each, folder, calls));
  return results;
}

async function watch(called: Called, folder: string, calls: number): Promise<MemoryResult> {
  const { name, kind } = called.program;
  const running = await startCalled(called, folder);
  const samples: Point[] = [];
  const every = calls / samplesTaken;
  const begun = performance.now();
  const { errors } = await callTimes(calls, running.call, callers, (made) => {
    if (made % every === 0) samples.push({ x: made, y: memoryOf(running.pid).resident });
  });
  const seconds = (performance.now() - begun) / 1000;
  await running.close();
  const warm = samples.filter(({ x }) => x > calls * warmUpShare);
  const tenth = Math.ceil(warm.length / 10);
  return {
    ...{ name, kind, calls, errors, seconds, samples, rise: riseOf(warm) },
    before: medianOf(warm.slice(0, tenth).map(({ y }) => y)),
    after: medianOf(warm.slice(-tenth).map(({ y }) => y)),
  };
}
