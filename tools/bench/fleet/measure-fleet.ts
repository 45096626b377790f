import { cheapReads } from '../calls/cheap-reads.ts';
import { introduce } from '../process/handshake.ts';
import { homeFolder } from '../process/home-folder.ts';
import { type LineClient, startLineClient } from '../process/line-client.ts';
import { memoryOf } from '../process/process-figures.ts';
import type { Program } from '../programs/program.ts';
import { medianOf } from '../statistics.ts';

/** The memory of several processes, in MB. */
interface Total {
  /** The sum of their resident sets, in which shared pages count for each. */
  resident: number;
  /** The same with shared pages divided among those who share them: what the machine is short of. */
  proportional: number;
}

/** What many servers at once take. */
export interface FleetResult {
  name: string;
  count: number;
  /** Milliseconds until the last of them told its tools. */
  milliseconds: number;
  listed: Total;
  /** After each has answered a call, where its tools can be called without credentials. */
  called?: Total;
  /** Why it could not be measured. */
  problem?: string;
}

/** Some programs that a client starts together. */
export interface Fleet {
  name: string;
  programs: readonly Program[];
}

/** Starts all programs of a fleet at once, fleet after fleet, and again for so many rounds; medians. The first round fills the caches. */
export async function measureFleets(fleets: readonly Fleet[], folder: string, rounds: number): Promise<FleetResult[]> {
  const homes = fleets.map(({ programs }) => programs.map(() => homeFolder(folder)));
  const results = fleets.map((): FleetResult[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [place, fleet] of fleets.entries()) {
      const result = await startTogether(fleet, homes[place] ?? []).catch((error: unknown) => failed(fleet, error));
      if (round > 0) results[place]?.push(result);
    }
  }
  return results.flatMap((rows) => (rows[0] ? [middleOf(rows[0], rows)] : []));
}

function failed({ name, programs }: Fleet, error: unknown): FleetResult {
  const unknown = Number.NaN;
  const problem = error instanceof Error ? error.message : 'unknown';
  const listed = { resident: unknown, proportional: unknown };
  return { name, count: programs.length, milliseconds: unknown, listed, problem };
}

/** The first programs of a list, which begins again where it is too short. */
export function firstOf(programs: readonly Program[], count: number): Program[] {
  return Array.from({ length: count }, (_, place) => programs[place % programs.length]).filter(
    (program) => program !== undefined,
  );
}

async function startTogether({ name, programs }: Fleet, homes: readonly Record<string, string>[]) {
  const begun = performance.now();
  const clients = programs.map((program, place) => startLineClient(program, homes[place] ?? {}));
  try {
    await Promise.all(
      clients.map((client, place) => (programs[place]?.isMute ? client.firstLine : introduce(client).then(() => {}))),
    );
    const milliseconds = performance.now() - begun;
    const listed = totalOf(clients);
    const wereCalled = await callEach(clients, programs);
    return { name, count: programs.length, milliseconds, listed, ...(wereCalled && { called: totalOf(clients) }) };
  } finally {
    await Promise.all(clients.map(({ close }) => close()));
  }
}

/** Every server of ours has it. */
const healthCheck = { name: 'health_check', arguments: {} };

async function callEach(clients: readonly LineClient[], programs: readonly Program[]): Promise<boolean> {
  const questions = programs.map(({ kind, system = '' }) =>
    kind === 'ours' ? (cheapReads[system]?.(0) ?? healthCheck) : undefined,
  );
  if (questions.some((question) => question === undefined)) return false;
  const answers = await Promise.all(clients.map((client, place) => client.request('tools/call', questions[place])));
  const silent = answers.findIndex(({ isError }) => isError === true);
  if (silent >= 0) throw new Error(`${programs[silent]?.name} did not answer its call`);
  return true;
}

function totalOf(clients: readonly LineClient[]): Total {
  const each = clients.map((client) => memoryOf(client.process.pid ?? 0));
  return {
    resident: each.reduce((sum, { resident }) => sum + resident, 0),
    proportional: each.reduce((sum, { proportional }) => sum + proportional, 0),
  };
}

function middleOf(first: FleetResult, rows: readonly FleetResult[]): FleetResult {
  const middle = (pick: (row: FleetResult) => number) => medianOf(rows.map(pick));
  const problem = rows.find((row) => row.problem !== undefined)?.problem;
  const { name, count, called } = first;
  return {
    ...(problem !== undefined && { problem }),
    ...{ name, count, milliseconds: middle((row) => row.milliseconds) },
    listed: {
      resident: middle((row) => row.listed.resident),
      proportional: middle((row) => row.listed.proportional),
    },
    ...(called && {
      called: {
        resident: middle((row) => row.called?.resident ?? Number.NaN),
        proportional: middle((row) => row.called?.proportional ?? Number.NaN),
      },
    }),
  };
}
