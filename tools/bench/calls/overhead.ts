import { join } from 'node:path';
import { root } from '../../docs/servers.ts';
import { medianOf } from '../statistics.ts';
import { type CalledProgram, startCalled } from './called-program.ts';
import { callsPerSecond, timeCalls } from './calls.ts';
import { questionOf } from './question.ts';

/** One of two servers of the same tool. */
interface Side {
  /** Median milliseconds of the first calls of the process: what a person waits for. */
  cold: number;
  /** Median milliseconds of a call once its code is compiled. */
  warm: number;
  /** Calls a second with 64 callers. */
  rate: number;
}

/** What governance and its audit trail add to a call. */
export interface OverheadResult {
  bare: Side;
  governed: Side;
}

const coldCalls = 50;
const callers = 64;

/**
 * Compares a governed and audited call with the same call on the bare SDK, both over stdio and from source, in one run. Both are measured
 * in turn, so that whatever else the machine does meets both.
 */
export async function measureOverhead(folder: string, isQuick: boolean): Promise<OverheadResult> {
  const start = (script: string) => {
    const args = [join(root, 'tools', 'bench', script)];
    return startCalled({ program: { name: script, kind: 'floor', args }, ask: questionOf }, folder);
  };
  const bare = await start('bare-server.ts');
  const governed = await start('governed-server.ts');
  try {
    return await compare(bare, governed, isQuick ? 3 : 10);
  } finally {
    await Promise.all([governed.close(), bare.close()]);
  }
}

async function compare(bare: CalledProgram, governed: CalledProgram, turns: number): Promise<OverheadResult> {
  const cold = [await timeCalls(bare.call, coldCalls), await timeCalls(governed.call, coldCalls)];
  const warm: [number[], number[]] = [[], []];
  for (const { call } of [bare, governed]) await timeCalls(call, turns * 150);
  for (let turn = 0; turn < turns; turn += 1) {
    warm[0].push(...(await timeCalls(bare.call, 150)));
    warm[1].push(...(await timeCalls(governed.call, 150)));
  }
  const stretches = turns < 10 ? 1 : 3;
  const rates = [
    await callsPerSecond(bare.call, callers, stretches),
    await callsPerSecond(governed.call, callers, stretches),
  ];
  const side = (place: 0 | 1): Side => ({
    cold: medianOf(cold[place] ?? []),
    warm: medianOf(warm[place]),
    rate: rates[place] ?? Number.NaN,
  });
  return { bare: side(0), governed: side(1) };
}
