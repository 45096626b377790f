import type * as z from 'zod';
import type { DataClass } from '../define/data-class.ts';
import { cleanText } from './clean-text.ts';
import { mask } from './mask.ts';
import { maskFreeText } from './mask-free-text.ts';
import { type MaskPlan, maskPlanOf } from './mask-plan.ts';
import type { Pseudonym } from './pseudonym.ts';

/** Whom something is shown to. */
export interface Reader {
  isCleared(data: DataClass): boolean;
  /** Set where masked values are to be joined. */
  pseudonym?: Pseudonym;
}

/** Shows an answer to someone: fields above the clearance are masked, every text is cleaned and searched for personal data. */
export type Redactor = (value: unknown, reader: Reader) => unknown;

/** Reads the classes off an output schema once; the result works on any answer of that schema. */
export function createRedactor(schema: z.ZodType): Redactor {
  const root = maskPlanOf(schema);
  return (value, reader) => redactValue(value, root, reader, '');
}

/** One text for a reader who may know nothing of where it stands: an error, a note of progress. */
export function redactText(text: string, { isCleared, pseudonym }: Reader): string {
  return maskFreeText(cleanText(text), isCleared, { pseudonym });
}

function redactValue(value: unknown, plan: MaskPlan | undefined, reader: Reader, field: string): unknown {
  const { isCleared, pseudonym } = reader;
  if (plan?.class && !isCleared(plan.class)) return mask(value, plan.pii, pseudonym);
  if (typeof value === 'string')
    return maskFreeText(cleanText(value), isCleared, { field, shown: plan?.class && plan.pii, pseudonym });
  if (Array.isArray(value)) {
    const each = plan?.item();
    return value.map((item) => redactValue(item, each, reader, field));
  }
  if (typeof value !== 'object' || value === null) return value;
  const shown: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = plan?.isNamed(key) ? key : freeName(key, shown, reader);
    put(shown, name, redactValue(item, plan?.field(key), reader, key));
  }
  return shown;
}

/** A key of the data's own may be called __proto__: assigned, it would be no key. */
function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  else record[key] = value;
}

/** A key that no schema names may hold personal data itself: counts by address, an index by account. */
function freeName(key: string, taken: Record<string, unknown>, reader: Reader): string {
  const name = redactText(key, reader);
  if (name === key) return key;
  let free = name;
  for (let count = 2; Object.hasOwn(taken, free); count += 1) free = `${name} (${count})`;
  return free;
}
