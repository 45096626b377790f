import { ambiguousNumber } from '@bizmcp/core';
import type { FieldDescription } from '../schema/object-description.ts';

/** How a number is written here that has a comma for its point: it alone is what was meant. */
export function withPoint(text: string): string | undefined {
  return /^[-+]?\d+,\d+$/.test(text) ? text.replace(',', '.') : undefined;
}

/** What to ask back of a number that some write for thousands, unless it is a percentage or the field has as many places after the point. */
export function unclearNumber({ scale, type }: FieldDescription, text: string): string | undefined {
  return scale < 3 && type !== 'percent' ? ambiguousNumber(text) : undefined;
}
