import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a command answers: data for --json, lines for people, and the exit code. */
export interface CommandResult {
  data: Record<string, unknown>;
  lines: string[];
  exitCode: number;
}

/** What a command works with besides its own words. */
export interface CommandContext {
  surroundings: Surroundings;
  now: Date;
  /** Asks a yes-or-no question; undefined where there is nobody to ask. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
  /** What the lines are shown on. */
  screen: Screen;
  /** Writes to standard output before the command has ended, for what is too long to be held. */
  write(text: string): void;
}

/** What lines are shown on. */
export interface Screen {
  columns: number;
  hasColour: boolean;
}

type Values<Known extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Known & typeof everywhere; allowPositionals: true }>
>['values'];

interface CommandDefinition<Known extends ParseArgsOptionsConfig> {
  /** One word, or two as in `audit verify`. */
  name: string;
  summary: string;
  /** Examples first, then a line for each option. */
  usage: readonly string[];
  options: Known;
  run(line: { values: Values<Known>; words: string[] }, context: CommandContext): Promise<CommandResult>;
}

/** One command of `bizmcp`. */
export interface Command {
  name: string;
  summary: string;
  usage: readonly string[];
  /** Runs it with what stands behind its name. */
  run(words: readonly string[], context: CommandContext): Promise<CommandResult>;
}

/** Every command takes them; `runCli` sees to them. */
const everywhere = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Makes a command, whose options are read before it runs; one that there is not is a `usage` error. */
export function defineCommand<const Known extends ParseArgsOptionsConfig>({
  name,
  summary,
  usage,
  options,
  run,
}: CommandDefinition<Known>): Command {
  const read = (words: readonly string[]) => {
    try {
      const { values, positionals } = parseArgs({
        args: [...words],
        options: { ...options, ...everywhere },
        allowPositionals: true,
      });
      return { values, words: positionals };
    } catch (error) {
      const [reason] = error instanceof Error ? error.message.split('. ') : [];
      throw new CliError('usage', `${reason ?? 'The command line is wrong'}.`, `See \`bizmcp ${name} --help\`.`);
    }
  };
  return { name, summary, usage, run: async (words, context) => run(read(words), context) };
}
