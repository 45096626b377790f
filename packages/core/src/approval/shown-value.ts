import { encodedFile } from './encoded-file.ts';
import { shownText } from './shown-text.ts';

/** The share of a long text that is shown of its end. */
const tailShare = 0.2;
/** Of base64 nobody reads more. */
const fileCharacters = 400;
/** What is shown around what differs: less than any share that is shown of a beginning. */
const contextCharacters = 60;

/** A value on one line, for a person who decides: of a file in base64 what it is. */
export function shownValue(value: unknown): string {
  const file = typeof value === 'string' && value.length > fileCharacters && encodedFile(value);
  return file || shownText(JSON.stringify(value) ?? '(none)');
}

/** Of two long values the pieces that differ, from the first difference to the last, and a little around them. */
export function differingPieces(before: unknown, after: unknown): [old: string, fresh: string] {
  const [old, fresh] = [shownValue(before), shownValue(after)];
  const shorter = Math.min(old.length, fresh.length);
  if (old === fresh || Math.max(old.length, fresh.length) <= 2 * contextCharacters) return [old, fresh];
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const head = Math.max(start - contextCharacters, 0);
  const tail = Math.max(end - contextCharacters, 0);
  const pieceOf = (text: string) =>
    `${head > 0 ? '… ' : ''}${text.slice(head, text.length - tail)}${tail > 0 ? ' …' : ''}`;
  return [pieceOf(old), pieceOf(fresh)];
}

/** Of a long text the beginning, the end and the length. */
export function shortened(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const tail = Math.floor(mostCharacters * tailShare);
  return `${text.slice(0, mostCharacters - tail)} … ${text.slice(-tail)} (${text.length} characters)`;
}
