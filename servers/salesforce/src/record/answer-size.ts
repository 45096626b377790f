import { countThatFits } from '@bizmcp/core';
import { namedClass } from './record.ts';

/** An answer of 40,000 characters is cut by core, which cannot tell that what we say of its rows is then not so. */
const mostCharacters = 38_000;
/** About the longest word that stands for a masked value: `y***@o***.example~k3J9xPq2Lm`. */
const longestMask = 30;

/** How many rows, the first ones, fit in an answer beside the rest of it, masked or not: one at least, which is too large then. */
export function countInAnswer(rows: readonly unknown[], rest: object = {}): number {
  const room = mostCharacters - JSON.stringify(rest).length;
  return Math.max(Math.min(1, rows.length), countThatFits(rows, room, masked));
}

/** A value that may be masked, with the room for that. */
function masked(name: string, value: unknown): unknown {
  if (namedClass(name) === undefined || value === null) return value;
  if (typeof value !== 'object') return String(value).padEnd(longestMask);
  return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, String(each).padEnd(longestMask)]));
}
