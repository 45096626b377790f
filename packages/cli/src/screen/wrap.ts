import { stripVTControlCharacters } from 'node:util';

/** Holds two words together where a text is broken into lines. */
export const noBreakSpace = '\u00A0';

/** How a paragraph is set: what stands before its first line, and before the others. */
export interface Indent {
  first: string;
  rest: string;
}

/**
 * Breaks a text into lines of at most so many columns, between words where it can: a longer word, as a path, is cut after one of its
 * separators. A no-break space holds words together. Colours must not go over a break: paint what is short, or after.
 */
export function wrapped(text: string, columns: number, { first, rest }: Indent = { first: '', rest: '' }): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/[ \t\r\n]+/).filter((one) => one !== '')) {
    const joined = isEmpty ? line + word : `${line} ${word}`;
    if (widthOf(joined) <= columns) {
      line = joined;
      isEmpty = false;
      continue;
    }
    if (!isEmpty) lines.push(line);
    const parts = cut(word, columns - widthOf(rest));
    const start = isEmpty && lines.length === 0 ? first : rest;
    lines.push(...parts.slice(0, -1).map((part, index) => (index === 0 ? start : rest) + part));
    line = (parts.length === 1 ? start : rest) + (parts.at(-1) ?? '');
    isEmpty = false;
  }
  const all = isEmpty && lines.length > 0 ? lines : [...lines, line.trimEnd()];
  return all.map((one) => one.replaceAll(noBreakSpace, ' '));
}

// Characters of East Asian writing and pictures take two columns of a terminal, marks on the letter before them none.
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const none = /\p{Mark}|\p{Cf}/u;

/** Columns that a text takes, whatever its colours. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].reduce((sum, letter) => sum + letterWidth(letter), 0);
}

function letterWidth(letter: string): number {
  if (none.test(letter)) return 0;
  return wide.test(letter) ? 2 : 1;
}

/** A word in pieces of at most so many columns, cut after a separator, a slash before others, where one is in the last half of a piece. */
function cut(word: string, columns: number): string[] {
  const room = Math.max(8, columns);
  const pieces: string[] = [];
  let left = word;
  while (widthOf(left) > room) {
    const piece = fitting(left, room);
    const places = [
      ['/', '\\'],
      ['.', '_', '-', ',', '='],
    ].map((marks) => Math.max(...marks.map((mark) => piece.lastIndexOf(mark))));
    const separator = places.find((place) => place >= piece.length / 2);
    const end = separator === undefined ? piece.length : separator + 1;
    pieces.push(left.slice(0, end));
    left = left.slice(end);
  }
  return [...pieces, left];
}

function fitting(text: string, room: number): string {
  let piece = '';
  for (const letter of text) {
    if (widthOf(piece + letter) > room) break;
    piece += letter;
  }
  return piece;
}
