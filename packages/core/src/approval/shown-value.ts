import { codePointOf } from '../masking/clean-text.ts';
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
  return file || shownText(JSON.stringify(value, withMarkedEnds) ?? '(none)');
}

/** A text with the blanks at its ends written out: nobody sees them, and what has them is found by no search for what has none. */
function withMarkedEnds(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/^ {1,8}(?! )|(?<! ) {1,8}$/g, (blanks) => codePointOf(' ').repeat(blanks.length));
}

/** What is shown of a value, and how long all of it is. */
export interface Piece {
  text: string;
  characters: number;
}

/** All of a value on one line. */
export function wholePiece(value: unknown): Piece {
  const text = shownValue(value);
  return { text, characters: typeof value === 'string' ? value.length : text.length };
}

/** Of two long values the pieces that differ, from the first difference to the last, and a little around them. */
export function differingPieces(before: unknown, after: unknown): [old: Piece, fresh: Piece] {
  const whole: [Piece, Piece] = [wholePiece(before), wholePiece(after)];
  const [old, fresh] = [whole[0].text, whole[1].text];
  const shorter = Math.min(old.length, fresh.length);
  if (old === fresh || Math.max(old.length, fresh.length) <= 2 * contextCharacters) return whole;
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const head = Math.max(start - contextCharacters, 0);
  const tail = Math.max(end - contextCharacters, 0);
  const pieceOf = ({ text, characters }: Piece) => ({
    text: `${head > 0 ? '… ' : ''}${text.slice(head, text.length - tail)}${tail > 0 ? ' …' : ''}`,
    characters,
  });
  return [pieceOf(whole[0]), pieceOf(whole[1])];
}

/** Of a long text the beginning, the end and the length; of a piece the length of all that it is of. */
export function shortened(text: string, mostCharacters: number, characters = text.length): string {
  if (text.length <= mostCharacters) return text;
  const tail = Math.floor(mostCharacters * tailShare);
  return `${text.slice(0, mostCharacters - tail)} … ${text.slice(-tail)} (${characters} characters)`;
}
