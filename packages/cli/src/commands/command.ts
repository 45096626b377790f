import type { Options } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a command answers: data for --json, lines for people, and the exit code. */
export interface CommandResult {
  data: Record<string, unknown>;
  lines: string[];
  exitCode: number;
}

/** What a command works with besides its options. */
export interface CommandContext {
  surroundings: Surroundings;
  now: Date;
  /** Asks a yes-or-no question; undefined where there is nobody to ask. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
}

/** One command of `bizmcp`. */
export interface Command {
  name: string;
  summary: string;
  usage: readonly string[];
  run(options: Options, context: CommandContext): Promise<CommandResult>;
}
