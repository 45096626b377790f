import type { Readable } from 'node:stream';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { CliError } from '../cli-error.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Person } from '../terminal/person.ts';

/** What a command answers: data for --json, lines for people, and the exit code. */
export interface CommandResult {
  /** Undefined where the command has written its own JSON, one line a record. */
  data: Record<string, unknown> | undefined;
  lines: string[];
  /** For people, beside the answer: they go to standard error, so that they are never a part of what is piped on. */
  notes?: readonly string[];
  exitCode: number;
}

/** What a command works with besides its own words. */
export interface CommandContext {
  surroundings: Surroundings;
  /** What starts this program where `bizmcp`, as all texts call it, does not. */
  ownCommand?: string | undefined;
  now: Date;
  /** Who can be asked; undefined where there is nobody. */
  person: Person | undefined;
  /** Standard input, for what is piped in. Default: that of this process. */
  input?: Readable;
  /** What the lines are shown on. */
  screen: Screen;
  /** Writes to standard output before the command has ended, for what is too long to be held. */
  write(text: string): void;
  /** Resolves when what was written is taken, so that it need not be held. */
  drained?: () => Promise<void>;
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
  /** Exit code of a wrong command line where 2 has a meaning of its own. */
  usageExitCode?: number;
  run(line: CommandLine<Known>, context: CommandContext): Promise<CommandResult>;
}

interface CommandLine<Known extends ParseArgsOptionsConfig> {
  values: Values<Known>;
  words: string[];
  /** What stands behind `--`: another program with its own words. */
  program: string[];
}

/** One command of `bizmcp`. */
export interface Command {
  name: string;
  summary: string;
  usage: readonly string[];
  /** Runs it with what stands behind its name. */
  run(words: readonly string[], context: CommandContext): Promise<CommandResult>;
}

/** A command line in two: our own words, and those of another program behind `--`. */
export function beforeProgram(words: readonly string[]): { own: string[]; program: string[] } {
  const cut = words.indexOf('--');
  return cut === -1 ? { own: [...words], program: [] } : { own: words.slice(0, cut), program: words.slice(cut + 1) };
}

/** Every command takes them; `runCli` sees to them. */
const everywhere = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Makes a command, whose options are read before it runs; one that there is not is a `usage` error. */
export function defineCommand<const Known extends ParseArgsOptionsConfig>({
  name,
  summary,
  usage,
  options,
  usageExitCode,
  run,
}: CommandDefinition<Known>): Command {
  const read = (words: readonly string[]) => {
    try {
      const { own, program } = beforeProgram(words);
      const { values, positionals } = parseArgs({
        args: own,
        options: { ...options, ...everywhere },
        allowPositionals: true,
      });
      return { values, words: positionals, program };
    } catch (error) {
      const [reason] = error instanceof Error ? error.message.split('. ') : [];
      throw new CliError('usage', `${reason ?? 'The command line is wrong'}.`, `See \`bizmcp ${name} --help\`.`);
    }
  };
  return {
    name,
    summary,
    usage,
    async run(words, context) {
      try {
        return await run(read(words), context);
      } catch (error) {
        if (!(error instanceof CliError) || error.kind !== 'usage' || usageExitCode === undefined) throw error;
        throw new CliError(error.kind, error.message, error.hint, usageExitCode);
      }
    },
  };
}
