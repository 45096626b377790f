import { secretChanges } from '../masking/known-secrets.ts';
import { cleanMembers } from './clean-json.ts';

const deepest = 4;

/**
 * For a member that hardly changes from record to record: it is made and written anew when what it is made from differs, or when
 * there are other secrets to keep out of it.
 */
export function createCommonMember<Sources extends readonly unknown[]>(
  name: string,
  make: (...sources: Sources) => object,
): (...sources: Sources) => string {
  let last: { from: unknown; changes: number; text: string } | undefined;
  return (...sources) => {
    if (last && last.changes === secretChanges() && isSame(sources, last.from)) return last.text;
    const [text = ''] = cleanMembers({ [name]: make(...sources) });
    last = { from: snapshot(sources, 0), changes: secretChanges(), text };
    return text;
  };
}

/** Whether a value is what a snapshot was taken of. */
function isSame(value: unknown, known: unknown): boolean {
  if (value === known) return true;
  if (!isPlain(value) || !isPlain(known) || Array.isArray(value) !== Array.isArray(known)) return false;
  const keys = Object.keys(value);
  if (keys.length !== Object.keys(known).length) return false;
  for (const key of keys) if (!isSame(value[key], known[key])) return false;
  return true;
}

/** What is not plain data is the same as nothing. */
function snapshot(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!isPlain(value) || depth === deepest) return Symbol('other');
  if (Array.isArray(value)) return value.map((item) => snapshot(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, snapshot(item, depth + 1)]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
