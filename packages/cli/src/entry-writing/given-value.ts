import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { CliError } from '../cli-error.ts';
import type { Person } from '../terminal/person.ts';

/** A value that is given for a variable, or where it is to be taken from. */
export type GivenValue = { name: string } & (
  | { from: 'command line'; value: string }
  | { from: 'environment' }
  | { from: 'standard input' }
  | { from: 'person'; value: string }
);

/** Reads `NAME=value`, `NAME=-` and `NAME`. What is a secret must not stand on a command line: others see it there. */
export function givenValueOf(text: string): GivenValue {
  const [, name, equals, value = ''] = /^([A-Za-z_][A-Za-z0-9_]*)(=)?(.*)$/s.exec(text) ?? [];
  if (name === undefined || (equals === undefined && value !== ''))
    throw new CliError(
      'usage',
      '--set takes NAME=value, NAME=- or NAME.',
      'For example: --set XERO_CLIENT_ID=ABC123, or --set XERO_CLIENT_SECRET from the environment.',
    );
  if (equals === undefined) return { name, from: 'environment' };
  return value === '-' ? { name, from: 'standard input' } : { name, from: 'command line', value };
}

/** Where given values are taken from. */
export interface ValueSources {
  environment: Readonly<Record<string, string | undefined>>;
  input: Readable;
  person: Person | undefined;
}

/** Takes each value from where it is; of standard input one line each, in the order of the command line. Throws `CliError`. */
export async function takeValues(given: readonly GivenValue[], sources: ValueSources): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  // Typed at a terminal that nobody was asked at, it would be shown.
  const isPiped = !sources.person && !isTerminal(sources.input) && given.some(({ from }) => from === 'standard input');
  const lines = isPiped ? createInterface({ input: sources.input })[Symbol.asyncIterator]() : undefined;
  for (const one of given) {
    const value = await takenFrom(one, { ...sources, nextLine: () => nextValue(lines) });
    if (!value?.trim() || (one.from !== 'command line' && isReference(value.trim()))) throw nothingFor(one);
    if (isBegunKey(value)) throw cutShort(one.name);
    values.set(one.name, value.trim());
  }
  return values;
}

/** What a client leaves where it has no value is none. */
function isReference(value: string): boolean {
  return /^\$\{[^{}]*\}$/.test(value);
}

function isTerminal(input: Readable): boolean {
  return 'isTTY' in input && input.isTTY === true;
}

/** A line, or all lines of a key in PEM. */
async function nextValue(lines: AsyncIterator<string> | undefined): Promise<string | undefined> {
  const taken: string[] = [];
  do {
    const { value, done } = (await lines?.next()) ?? { done: true };
    if (done) break;
    taken.push(value);
  } while (isBegunKey(taken.join('\n')));
  return taken.length === 0 ? undefined : taken.join('\n');
}

/** Whether a text is the beginning of a key in PEM, as it is when only its first line was pasted. */
export function isBegunKey(text: string): boolean {
  return text.trimStart().startsWith('-----BEGIN ') && !text.includes('-----END ');
}

function takenFrom(
  given: GivenValue,
  { environment, person, nextLine }: ValueSources & { nextLine(): Promise<string | undefined> },
): Promise<string | undefined> | string | undefined {
  if ('value' in given) return given.value;
  if (given.from === 'environment') return environment[given.name];
  return person ? person.secret(given.name) : nextLine();
}

function cutShort(name: string): CliError {
  return new CliError('usage', `${name} is a key without its end.`, `Pipe its file in: --set ${name}=- < key.pem`);
}

function nothingFor({ name, from }: GivenValue): CliError {
  if (from === 'environment')
    return new CliError('usage', `${name} is not set here.`, `Set it first, or give it by --set ${name}=-.`);
  if (from === 'standard input')
    return new CliError('usage', `Standard input has no line for ${name}.`, 'Give one line for each --set NAME=-.');
  return new CliError('usage', `There is no value for ${name}.`, `Leave out --set ${name} where there is none.`);
}
