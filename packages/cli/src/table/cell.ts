import type { Meaning } from '../screen/paint.ts';
import { widthOf } from '../screen/wrap.ts';

/** A text in its place, and what it means. */
export interface Cell {
  text: string;
  meaning?: Meaning | undefined;
}

/** A text in at most so many columns: cut with an ellipsis where it is too long. */
export function shortened(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let cut = '';
  for (const letter of text) {
    if (widthOf(cut + letter) > columns - 1) break;
    cut += letter;
  }
  return `${cut}…`;
}
