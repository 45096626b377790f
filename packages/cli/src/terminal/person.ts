import type { Readable, Writable } from 'node:stream';
import {
  type CANCEL_SYMBOL,
  cancel,
  confirm,
  intro,
  isCancel,
  log,
  multiselect,
  note,
  outro,
  password,
  select,
  text,
} from '@clack/prompts';
import { CliError } from '../cli-error.ts';
import { isBegunKey } from '../entry-writing/given-value.ts';
import { wrapped } from '../screen/wrap.ts';

/** One thing to choose. */
export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

/** Who sits at the terminal. Every question throws a `refused` CliError when it is left with Ctrl-C. */
export interface Person {
  /** Begins a row of questions under a title. */
  greet(title: string): void;
  /** Shows a text between two questions. */
  show(text: string, title?: string): void;
  /** Ends the row with a last word. */
  part(word: string): void;
  /** Enter alone is a yes, unless `isGrave`: then it is a no. */
  confirm(question: string, options?: { isGrave?: boolean }): Promise<boolean>;
  chooseOne<Value extends string>(question: string, choices: readonly Choice<Value>[], first?: Value): Promise<Value>;
  /** At least one is chosen; those of `preselected` are from the beginning. */
  chooseMany<Value extends string>(
    question: string,
    choices: readonly Choice<Value>[],
    preselected: readonly Value[],
  ): Promise<Value[]>;
  /** A line of text; empty only where that is allowed. */
  text(question: string, options?: { initial?: string; isOptional?: boolean }): Promise<string>;
  /** A line that is not shown as it is typed. */
  secret(question: string, options?: { isOptional?: boolean }): Promise<string>;
}

const boxSides = 6;

/** The streams that a person reads from and types into. */
export interface Terminal {
  input: Readable;
  output: Writable;
}

/** The person at a terminal. What is asked goes to standard error as a rule, so that the answer of a command can be piped. */
export function personAt(terminal: Terminal): Person {
  const answered = <Value>(answer: Value | typeof CANCEL_SYMBOL): Value => {
    if (!isCancel(answer)) return answer;
    cancel('', terminal);
    throw new CliError('refused', 'Stopped. Nothing was written.', 'Run it again when you are ready.');
  };
  return {
    greet: (title) => intro(title, terminal),
    show: (lines, title) =>
      title === undefined ? log.message(lines, terminal) : note(inBox(lines, terminal), title, terminal),
    part: (word) => outro(word, terminal),
    confirm: async (message, { isGrave = false } = {}) =>
      answered(await confirm({ message, initialValue: !isGrave, ...terminal })),
    async chooseOne(message, choices, first) {
      const initialValue = choices.findIndex(({ value }) => value === first);
      const options = { message, options: optionsOf(choices), initialValue: Math.max(initialValue, 0) };
      const [chosen] = chosenOf(choices, [answered(await select({ ...options, ...terminal }))]);
      if (chosen === undefined) throw new RangeError(`There is nothing to choose: ${message}`);
      return chosen;
    },
    async chooseMany(message, choices, preselected) {
      const initialValues = choices.flatMap(({ value }, index) => (preselected.includes(value) ? [index] : []));
      const options = { message, options: optionsOf(choices), initialValues, required: true };
      return chosenOf(choices, answered(await multiselect({ ...options, ...terminal })));
    },
    async text(message, { initial, isOptional } = {}) {
      const given = initial === undefined ? {} : { initialValue: initial };
      return answered(await text({ message, validate: needed(isOptional), ...given, ...terminal })).trim();
    },
    secret: async (message, { isOptional } = {}) =>
      answered(await password({ message, validate: neededSecret(isOptional), ...terminal })).trim(),
  };
}

/** Lines that fit between the sides of a box. */
function inBox(text: string, { output }: Terminal): string {
  const columns = 'columns' in output && typeof output.columns === 'number' ? output.columns : 80;
  const lines = text.split('\n').flatMap((line) => wrapped(line, columns - boxSides));
  return lines.join('\n');
}

/** The choices by their place. */
function optionsOf(choices: readonly Choice<string>[]) {
  return choices.map(({ label, hint }, value) => ({ value, label, ...(hint !== undefined && { hint }) }));
}

function chosenOf<Value extends string>(choices: readonly Choice<Value>[], places: readonly number[]): Value[] {
  return places.flatMap((place) => choices[place]?.value ?? []);
}

function needed(isOptional: boolean | undefined) {
  return (value: string | undefined) =>
    isOptional || value?.trim() ? undefined : 'This is needed. Ctrl-C leaves without writing anything.';
}

/** A terminal takes the first line of what is pasted. */
function neededSecret(isOptional: boolean | undefined) {
  return (value: string | undefined) =>
    isBegunKey(value ?? '')
      ? 'A key has many lines: leave with Ctrl-C, and pipe its file in with --set NAME=-'
      : needed(isOptional)(value);
}
