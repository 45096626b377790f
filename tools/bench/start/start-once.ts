import { introduce } from '../process/handshake.ts';
import { startLineClient } from '../process/line-client.ts';
import { figuresOf } from '../process/process-figures.ts';
import type { Program } from '../programs/program.ts';

/** One start, until the list of tools was there. */
export interface Start {
  /** Milliseconds on the processor. */
  cpu: number;
  /** Milliseconds on the clock, less those in which the main thread waited for a processor that others had. */
  wall: number;
  /** The largest resident set, in MB. */
  memory: number;
}

const patienceMilliseconds = 20_000;

/** Starts a program, asks for its tools and ends it. Rejects when it ends or is silent before that. */
export async function startOnce(program: Program, surroundings: Record<string, string>) {
  const begun = performance.now();
  const client = startLineClient(program, surroundings);
  let late: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const problem = new Error(`no list of tools in ${patienceMilliseconds / 1000} s`);
    late = setTimeout(() => reject(problem), patienceMilliseconds);
  });
  try {
    const introduction = await Promise.race([silence, listed(program, client)]);
    const lasted = performance.now() - begun;
    const { cpu, waited, peak } = figuresOf(client.process.pid ?? 0);
    const start: Start = { cpu, wall: lasted - waited, memory: peak };
    return { start, introduction };
  } finally {
    clearTimeout(late);
    await client.close();
  }
}

async function listed(program: Program, client: ReturnType<typeof startLineClient>) {
  if (!program.isMute) return introduce(client);
  await client.firstLine;
  return { instructions: '', tools: [] };
}
