import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callsPerSecond, type MakeCall, timeCalls } from './calls.ts';
import { type Figure, medianOf } from './figure.ts';
import { type LineClient, startLineClient } from './line-client.ts';
import { questionOf } from './question.ts';

/** The first calls of a process, before its code is compiled: what a person waits for. */
const coldCalls = 50;
/** Then as many that are not counted, in both servers. */
const warmUpCalls = 1500;
/** Both are measured in turn, so that whatever else the machine does meets both. */
const turns = 10;
const callsPerTurn = 150;
const callers = 64;

/** Compares a governed and audited call with the same call on the bare SDK, both over stdio and from source, in one run. */
export async function measureOverhead(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-bench-'));
  const bare = await startLineClient([pathOf('./bare-server.ts')], {});
  const governed = await startLineClient([pathOf('./governed-server.ts')], { BIZMCP_HOME: home });
  try {
    return await compare(callerOf(bare), callerOf(governed));
  } finally {
    await Promise.all([governed.close(), bare.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}

async function compare(bare: MakeCall, governed: MakeCall): Promise<Figure[]> {
  const cold = { bare: await timeCalls(bare, coldCalls), governed: await timeCalls(governed, coldCalls) };
  const warm = { bare: [] as number[], governed: [] as number[] };
  await timeCalls(bare, warmUpCalls);
  await timeCalls(governed, warmUpCalls);
  for (let turn = 0; turn < turns; turn += 1) {
    warm.bare.push(...(await timeCalls(bare, callsPerTurn)));
    warm.governed.push(...(await timeCalls(governed, callsPerTurn)));
  }
  const rate = {
    bare: await callsPerSecond(bare, callers, 3),
    governed: await callsPerSecond(governed, callers, 3),
  };
  return [
    ...comparison(`the first ${coldCalls} calls of a process`, medianOf(cold.bare), medianOf(cold.governed)),
    ...comparison('a warm call', medianOf(warm.bare), medianOf(warm.governed), 'at most 1.5 is the goal'),
    { name: `over stdio, ${callers} callers: bare SDK`, unit: 'calls/s', value: rate.bare },
    { name: `over stdio, ${callers} callers: governed and audited`, unit: 'calls/s', value: rate.governed },
  ];
}

function comparison(what: string, bare: number, governed: number, goal?: string): Figure[] {
  return [
    { name: `${what}: bare SDK, median`, unit: 'ms', value: bare },
    { name: `${what}: governed and audited, median`, unit: 'ms', value: governed },
    { name: `${what}: governed / bare`, unit: 'x', value: governed / bare, ...(goal && { note: goal }) },
  ];
}

function callerOf(client: LineClient): MakeCall {
  return async (caller) => {
    const { result } = await client.request('tools/call', questionOf(caller));
    if (typeof result !== 'object' || result === null || 'isError' in result) throw new Error('a measured call failed');
  };
}

function pathOf(script: string): string {
  return fileURLToPath(import.meta.resolve(script));
}
