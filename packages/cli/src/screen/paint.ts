import type { Screen } from '../commands/command.ts';

/** What a piece of text means; a screen without colour shows it plain. */
export type Meaning = 'good' | 'bad' | 'doubtful' | 'quiet' | 'strong' | 'name';

const codes: Record<Meaning, readonly [on: number, off: number]> = {
  good: [32, 39],
  bad: [31, 39],
  doubtful: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
  name: [36, 39],
};

/** Colours a piece of text. */
export type Paint = (meaning: Meaning, text: string) => string;

/** Colours for a screen that has them, and none for one that has not. */
export function painter({ hasColour }: Pick<Screen, 'hasColour'>): Paint {
  if (!hasColour) return (_meaning, text) => text;
  return (meaning, text) => `\u001B[${codes[meaning][0]}m${text}\u001B[${codes[meaning][1]}m`;
}
