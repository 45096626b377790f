import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Home, homeFolder } from '../process/home-folder.ts';
import type { Extent, Program } from '../programs/program.ts';
import { medianOf } from '../statistics.ts';
import { type Start, startOnce } from './start-once.ts';
import { type ToolTokens, tokensOf, toolTokensOf } from './tool-tokens.ts';

/** What the starts of one program came to. */
export interface StartResult {
  name: string;
  kind: Program['kind'];
  system?: string;
  extent?: Extent;
  /** How many starts the medians are of. */
  runs: number;
  /** Medians; with a warm compile cache, where the program uses one. */
  warm?: Start;
  /** Medians with an empty compile cache; only of programs that use one. */
  cold?: Start;
  tools: ToolTokens[];
  /** What a model is shown of the server: its tools and its instructions. */
  tokens: number;
  /** The list of tools as a client gets it, in kB: what a model is shown, and titles, hints and output schemas for the client. */
  listKilobytes: number;
  /** Why it could not be measured. */
  problem?: string;
}

interface Contender {
  program: Program;
  home: Home;
  isSlow: boolean;
  usesCompileCache: boolean;
  warm: Start[];
  cold: Start[];
  result: StartResult;
}

/** A program that takes longer is started in every third round only: its median needs fewer starts, and the others' rounds stay close. */
const slowMilliseconds = 1000;

/** Starts every program once a round, so that a busy machine is busy for all. The first round only warms up. */
export async function measureStarts(programs: readonly Program[], folder: string, rounds: number) {
  const contenders: Contender[] = [];
  for (const program of programs) contenders.push(await introduced(program, folder));
  const running = contenders.filter(
    ({ program, result }) => result.problem === undefined && program.extent === undefined,
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of running) {
      if (contender.isSlow && round % 3 !== 0) continue;
      await startInRound(contender, folder).catch((error: unknown) => {
        contender.result.problem = `in round ${round + 1}: ${messageOf(error)}`;
      });
    }
  }
  return contenders.map(resultOf);
}

/** The first start, which fills caches and tells what the program is. A second one fills what only a second start fills. */
async function introduced(program: Program, folder: string): Promise<Contender> {
  const { name, kind, system, extent } = program;
  const home = homeFolder(folder);
  const result: StartResult = {
    ...{ name, kind, ...(system && { system }), ...(extent && { extent }) },
    ...{ runs: 0, tools: [], tokens: 0, listKilobytes: 0 },
  };
  const contender = { program, home, isSlow: false, usesCompileCache: false, warm: [], cold: [], result };
  try {
    const first = await startOnce(program, home);
    const { introduction } = first;
    const { start } = program.extent ? first : await startOnce(program, home);
    const tools = introduction.tools.map(toolTokensOf);
    const tokens = tools.reduce((sum, tool) => sum + tool.tokens, tokensOf(introduction.instructions));
    return {
      ...contender,
      isSlow: start.wall > slowMilliseconds,
      usesCompileCache: existsSync(join(home.TMPDIR, 'node-compile-cache')),
      result: { ...result, tools, tokens, listKilobytes: JSON.stringify(introduction.tools).length / 1000 },
    };
  } catch (error) {
    return { ...contender, result: { ...result, problem: messageOf(error) } };
  }
}

async function startInRound(contender: Contender, folder: string): Promise<void> {
  const { program, home, usesCompileCache, warm, cold } = contender;
  warm.push((await startOnce(program, home)).start);
  if (usesCompileCache) cold.push((await startOnce(program, homeFolder(folder))).start);
}

function resultOf({ warm, cold, result }: Contender): StartResult {
  return {
    ...result,
    runs: warm.length,
    ...(warm.length > 0 && { warm: middleOf(warm) }),
    ...(cold.length > 0 && { cold: middleOf(cold) }),
  };
}

function middleOf(starts: readonly Start[]): Start {
  return {
    cpu: medianOf(starts.map(({ cpu }) => cpu)),
    wall: medianOf(starts.map(({ wall }) => wall)),
    memory: medianOf(starts.map(({ memory }) => memory)),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
