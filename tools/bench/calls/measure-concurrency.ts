import { percentileOf } from '../statistics.ts';
import { type Called, type CalledProgram, startCalled } from './called-program.ts';
import { timeCalls } from './calls.ts';
import { callFor, type Stretch } from './stretch.ts';

/** What a program does with so many callers at once. */
export interface Level {
  callers: number;
  /** Calls a second. */
  rate: number;
  /** Milliseconds of a call: half, and 99 of 100, are answered within. */
  p50: number;
  p99: number;
  errors: number;
}

/** How a program answers one caller and many. */
export interface ConcurrencyResult {
  name: string;
  kind: Called['program']['kind'];
  tool: string;
  levels: Level[];
}

const levels = [1, 16, 64];
const warmUpCalls = 1000;

interface Running extends CalledProgram {
  called: Called;
  stretches: Map<number, Stretch[]>;
}

/** Calls all programs in turn, in short stretches at each level, so that a busy machine is busy for all. */
export async function measureConcurrency(
  called: readonly Called[],
  folder: string,
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
): Promise<ConcurrencyResult[]> {
  const running: Running[] = [];
  for (const each of called) {
    const program = await startCalled(each, folder);
    await timeCalls(program.call, warmUpCalls);
    running.push({ ...program, called: each, stretches: new Map(levels.map((level) => [level, []])) });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const level of levels) {
      for (const { call, stretches } of running) {
        stretches.get(level)?.push(await callFor(milliseconds, call, level));
      }
    }
  }
  await Promise.all(running.map(({ close }) => close()));
  return running.map(resultOf);
}

function resultOf({ called: { program, ask }, stretches }: Running): ConcurrencyResult {
  const { name, kind } = program;
  return { name, kind, tool: ask(0).name, levels: [...stretches].map(([callers, parts]) => levelOf(callers, parts)) };
}

function levelOf(callers: number, parts: readonly Stretch[]): Level {
  const latencies = parts.flatMap((part) => part.latencies);
  const milliseconds = parts.reduce((sum, part) => sum + part.milliseconds, 0);
  return {
    callers,
    rate: (latencies.length * 1000) / milliseconds,
    p50: percentileOf(latencies, 0.5),
    p99: percentileOf(latencies, 0.99),
    errors: parts.reduce((sum, part) => sum + part.errors, 0),
  };
}
