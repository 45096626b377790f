import { styleText } from 'node:util';
import type { Screen } from '../commands/command.ts';

/** How a text is set off, where there is colour. */
export type Tone = 'good' | 'bad' | 'warning' | 'quiet' | 'title';

/** A text in its place, and how it is set off. */
export interface Cell {
  text: string;
  tone?: Tone | undefined;
}

const styles = { good: 'green', bad: 'red', warning: 'yellow', quiet: 'dim', title: 'bold' } as const;

// Characters of East Asian writing and pictures take two places of a terminal, marks on the letter before them none.
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const none = /\p{Mark}|\u200D|\uFE0F/u;

/** A text with its colour, on a screen that has colours. */
export function painted({ text, tone }: Cell, { hasColour }: Pick<Screen, 'hasColour'>): string {
  return tone === undefined || !hasColour ? text : styleText(styles[tone], text, { validateStream: false });
}

/** How many places of a terminal a text takes. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + placesOf(character), 0);
}

function placesOf(character: string): number {
  if (none.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** A text in so many places: cut with an ellipsis where it is too long, filled up where it is too short. */
export function fitted(text: string, places: number): string {
  if (widthOf(text) <= places) return text + ' '.repeat(places - widthOf(text));
  let cut = '';
  for (const character of text) {
    if (widthOf(cut) + placesOf(character) > places - 1) break;
    cut += character;
  }
  return `${cut}…${' '.repeat(Math.max(places - 1 - widthOf(cut), 0))}`;
}

/** A text in lines of so many places, broken at its spaces; a word that is too long for a line is broken too. */
export function wrapped(text: string, places: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, places))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= places) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, places: number): string[] {
  const characters = [...word];
  const found: string[] = [];
  let piece = '';
  for (const character of characters) {
    if (widthOf(piece) + placesOf(character) > places) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}
