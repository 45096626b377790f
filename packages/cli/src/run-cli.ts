import { CliError, systemRefusal } from './cli-error.ts';
import { allCommands } from './commands/all-commands.ts';
import { beforeProgram, type Command, type CommandContext } from './commands/command.ts';
import { jsonText } from './json-text.ts';
import { plainText } from './screen/plain-text.ts';
import { wrapped } from './screen/wrap.ts';
import { version } from './version.ts';

/** What a run of the program prints, and its exit code: 0 done, 1 refused, 2 a wrong command line. */
export interface CliAnswer {
  output: string;
  errors: string;
  exitCode: number;
}

const overviewWords = ['help', '--help', '-h', '--json'];

/** Runs one command line. */
export async function runCli(words: readonly string[], context: CommandContext): Promise<CliAnswer> {
  const answer = await answerTo(words, context);
  const { ownCommand } = context;
  const isNamed = /\bbizmcp (?:--)?[a-z]/.test(answer.output + answer.errors);
  if (!isNamed || ownCommand === undefined || beforeProgram(words).own.includes('--json')) return answer;
  return { ...answer, errors: `${answer.errors}To run bizmcp here: ${ownCommand}\n` };
}

async function answerTo(words: readonly string[], context: CommandContext): Promise<CliAnswer> {
  const { own } = beforeProgram(words);
  const isJson = own.includes('--json');
  const { columns } = context.screen;
  try {
    const [name, ...more] = words;
    if (name === 'help' && more.length > 0) return await answerTo([...more, '--help'], context);
    if (name === '--version' || name === '-v') return said([version]);
    if (name === undefined || overviewWords.includes(name)) return said(overview(allCommands, columns));
    const { command, rest } = commandOf(words);
    if (!command) return said(await groupOf(words, columns));
    if (own.some((word) => word === '--help' || word === '-h')) return said(helpOf(command, columns));
    const { data, lines, notes = [], exitCode } = await command.run(rest, context);
    const text = isJson ? (JSON.stringify(data, undefined, 2) ?? '') : lines.join('\n');
    return { output: text === '' ? '' : `${text}\n`, errors: notes.map((note) => `${note}\n`).join(''), exitCode };
  } catch (error) {
    const known = error instanceof CliError ? error : systemRefusal(error);
    if (!known) throw error;
    return failed(known, isJson);
  }
}

function said(lines: readonly string[]): CliAnswer {
  return { output: `${lines.join('\n')}\n`, errors: '', exitCode: 0 };
}

function failed({ kind, message, hint, exitCode }: CliError, isJson: boolean): CliAnswer {
  if (!isJson) return { output: '', errors: plainText(`${message}\n${hint}\n`), exitCode };
  return { output: jsonText({ error: { kind, message, hint } }), errors: '', exitCode };
}

/** The command that a line begins with, of one word or of two, and what stands behind its name. */
function commandOf(words: readonly string[]): { command: Command | undefined; rest: readonly string[] } {
  const length = [2, 1].find((count) => allCommands.some(({ name }) => name === words.slice(0, count).join(' '))) ?? 1;
  const command = allCommands.find(({ name }) => name === words.slice(0, length).join(' '));
  return { command, rest: words.slice(length) };
}

/** What is said to the first word of two alone. Throws `CliError` where no command begins so. */
async function groupOf([word = '', next = '']: readonly string[], columns: number): Promise<string[]> {
  const group = allCommands.filter(({ name }) => name.startsWith(`${word} `));
  if (group.length > 0 && (next === '' || next.startsWith('-'))) return overview(group, columns);
  const known = group.length > 0 ? group : allCommands;
  const [wrong, help] = group.length === 0 ? [word, 'bizmcp'] : [`${word} ${next}`, `bizmcp ${word}`];
  const { nearHint } = await import('./near-hint.ts');
  const hint = nearHint(
    wrong,
    known.map(({ name }) => name),
    `See \`${help} --help\`.`,
  );
  throw new CliError('usage', `There is no command "${wrong}".`, hint);
}

function overview(commands: readonly Command[], columns: number): string[] {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    ...wrapped('bizmcp - sets up MCP servers for business systems in your clients', columns),
    '',
    ...commands.flatMap(({ name, summary }) =>
      wrapped(summary, columns, { first: `  ${name.padEnd(width)}  `, rest: ' '.repeat(width + 4) }),
    ),
    '',
    ...wrapped('Each command takes --help and --json. For example:', columns),
    '  bizmcp init --client claude-code --servers hubspot,xero --sandbox --yes',
  ];
}

function helpOf({ name, summary, usage }: Command, columns: number): string[] {
  const title = wrapped(summary, columns, { first: `bizmcp ${name} - `, rest: '  ' });
  return [...title, '', ...usage.flatMap((line) => usageLines(line, columns))];
}

/** A line of the help; what is too long goes on below where its text begins, or where that leaves too little room, further left. */
function usageLines(line: string, columns: number): string[] {
  if (line.length + 2 <= columns) return [`  ${line}`.trimEnd()];
  const [name = ''] = /^.*?\S {2,}(?=\S)/.exec(line) ?? [];
  const text = line.slice(name.length);
  if (name.length < columns / 2)
    return wrapped(text, columns, { first: `  ${name}`, rest: ' '.repeat(name.length + 2) });
  const indent = ' '.repeat(6);
  return [`  ${name.trimEnd()}`, ...wrapped(text, columns, { first: indent, rest: indent })];
}
