import { ambiguousNumber } from '@bizmcp/core';
import type { FieldDescription } from '../schema/object-description.ts';

/** What to ask back of a number that some write for thousands, unless it is a percentage or the field has as many places after the point. */
export function unclearNumber({ scale, type }: FieldDescription, text: string): string | undefined {
  return scale < 3 && type !== 'percent' ? ambiguousNumber(text) : undefined;
}
