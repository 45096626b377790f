import { countThatFits } from '@bizmcp/core';
import { CrmObject } from '../record/crm-object.ts';

/** An answer of 40,000 characters is cut by core, without a word on why it is short; this leaves room for hints. */
const mostCharacters = 37_000;
/** About the longest word that stands for a masked value: `y***@o***.example~k3J9xPq2Lm`. */
const longestMask = 30;

const personalProperties = Object.keys(CrmObject.shape.properties.shape);

/** How many records, the first ones, fit in an answer, masked or not: one at least, which is too large then. */
export function countInAnswer(records: readonly unknown[]): number {
  return Math.max(Math.min(1, records.length), countThatFits(records, mostCharacters, masked));
}

/** A value that may be masked, with the room for that. */
function masked(name: string, value: unknown): unknown {
  return typeof value === 'string' && personalProperties.includes(name) ? value.padEnd(longestMask) : value;
}
