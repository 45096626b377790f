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

const redactors = new WeakMap<z.ZodType, Redactor>();

/** The redactor of any answer of an output schema, whose classes are read once. */
export function redactorOf(schema: z.ZodType): Redactor {
  const known = redactors.get(schema) ?? createRedactor(schema);
  redactors.set(schema, known);
  return known;
}

function createRedactor(schema: z.ZodType): Redactor {
  const root = maskPlanOf(schema);
  return (value, reader) => redactValue(value, root, reader, '');
}

/** One text for a reader who may know nothing of where it stands: an error, a note of progress. */
export function redactText(text: string, { isCleared, pseudonym }: Reader): string {
  return maskFreeText(cleanText(text), isCleared, { pseudonym });
}

/** One text that may go to anybody: what the caller put into it may be anything, and what its role may see plays no part. */
export function withoutPersonal(text: string): string {
  return redactText(text, { isCleared: () => false });
}

/** What a place of an answer is hidden as. */
interface Hidden {
  pii: string | undefined;
}

/** `field` is the name of the place; `above` is set where what it is in is hidden, with all that is in it. */
function redactValue(
  value: unknown,
  plan: MaskPlan | undefined,
  reader: Reader,
  field: string,
  above?: Hidden,
): unknown {
  const { isCleared, pseudonym } = reader;
  const hidden = plan?.class && !isCleared(plan.class) ? { pii: plan.pii ?? above?.pii } : above;
  if (Array.isArray(value)) {
    const each = plan?.item();
    return value.map((item) => redactValue(item, each, reader, field, hidden));
  }
  if (knowsItsJson(value)) return redactValue(value.toJSON(), plan, reader, field, above);
  if (typeof value === 'object' && value !== null) return redactRecord(value, plan, reader, hidden);
  if (hidden) return mask(value, hidden.pii, pseudonym);
  if (typeof value === 'number') return isAccount(value, field, reader) ? mask(value, undefined) : value;
  if (typeof value !== 'string') return value;
  return maskFreeText(cleanText(value), isCleared, { field, shown: plan?.class && plan.pii, pseudonym });
}

/** Whether a number is one of a card or a person: of its field's name and its check digits, as in a text. None of them is shorter. */
function isAccount(value: number, field: string, { isCleared }: Reader): boolean {
  if (value < 1e8 || !Number.isSafeInteger(value)) return false;
  const text = String(value);
  return maskFreeText(text, (data) => data !== 'restricted' || isCleared(data), { field }) !== text;
}

/** Such as a date: it has no fields, and would be shown as empty. */
function knowsItsJson(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}

function redactRecord(record: object, plan: MaskPlan | undefined, reader: Reader, above: Hidden | undefined): unknown {
  const keyReader = above ? { ...reader, isCleared: () => false } : reader;
  const shown: Record<string, unknown> = {};
  const counts = new Map<string, number>();
  for (const [key, item] of Object.entries(record)) {
    const name = plan?.isNamed(key) ? key : freeName(key, { shown, counts }, keyReader);
    put(shown, name, redactValue(item, plan?.field(key), reader, key, above));
  }
  return shown;
}

/** A key of the data's own may be called __proto__: assigned, it would be no key. */
function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  else record[key] = value;
}

/** The names that a record has by now, and of how many keys each stands in place of. */
interface Taken {
  shown: Record<string, unknown>;
  counts: Map<string, number>;
}

/** A key that no schema names may hold personal data itself: counts by address, an index by account. */
function freeName(key: string, { shown, counts }: Taken, reader: Reader): string {
  const name = redactText(key, reader);
  let count = counts.get(name) ?? 1;
  let free = count === 1 ? name : `${name} (${count})`;
  while (Object.hasOwn(shown, free)) {
    count += 1;
    free = `${name} (${count})`;
  }
  counts.set(name, count);
  return free;
}
