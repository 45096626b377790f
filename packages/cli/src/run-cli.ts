import { CliError } from './cli-error.ts';
import { add, init } from './commands/add-servers.ts';
import type { Command, CommandContext } from './commands/command.ts';
import { list } from './commands/list.ts';
import { remove } from './commands/remove.ts';
import { optionsOf } from './options.ts';

const commands: readonly Command[] = [init, add, remove, list];

/** What a run of the program prints, and its exit code: 0 done, 1 refused, 2 a wrong command line. */
export interface CliAnswer {
  output: string;
  errors: string;
  exitCode: number;
}

/** Runs one command line. */
export async function runCli(words: readonly string[], context: CommandContext): Promise<CliAnswer> {
  const [name, ...rest] = words;
  const isJson = words.includes('--json');
  try {
    if (name === undefined || name === 'help' || name.startsWith('-')) return said(overview());
    const command = commands.find((one) => one.name === name);
    if (!command) throw new CliError('usage', `There is no command "${name}".`, 'See `bizmcp --help`.');
    const options = optionsOf(rest);
    if (options.isHelp) return said(helpOf(command));
    const { data, lines, exitCode } = await command.run(options, context);
    return { output: `${isJson ? JSON.stringify(data, undefined, 2) : lines.join('\n')}\n`, errors: '', exitCode };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return failed(error, isJson);
  }
}

function said(lines: readonly string[]): CliAnswer {
  return { output: `${lines.join('\n')}\n`, errors: '', exitCode: 0 };
}

function failed({ kind, message, hint }: CliError, isJson: boolean): CliAnswer {
  const exitCode = kind === 'usage' ? 2 : 1;
  if (!isJson) return { output: '', errors: `${message}\n${hint}\n`, exitCode };
  return { output: `${JSON.stringify({ error: { kind, message, hint } }, undefined, 2)}\n`, errors: '', exitCode };
}

function overview(): string[] {
  return [
    'bizmcp - sets up MCP servers for business systems in your clients',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`),
    '',
    'Each command takes --help and --json. For example:',
    '  bizmcp init --client claude-code --servers hubspot,xero --sandbox --yes',
  ];
}

function helpOf({ name, summary, usage }: Command): string[] {
  return [`bizmcp ${name} - ${summary}`, '', ...usage.map((line) => `  ${line}`)];
}
