/** JSON in the canonical form of RFC 8785, so that equal values have equal bytes. What JSON can't hold is left out. */
export function canonicalJson(value: unknown): string {
  return write(value) ?? 'null';
}

function write(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return writeArray(value);
  const { toJSON }: { toJSON?: unknown } = value;
  if (typeof toJSON === 'function') return write(toJSON.call(value));
  return isRecord(value) ? writeRecord(value) : '{}';
}

function writeArray(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += (text && ',') + (write(item) ?? 'null');
  return `[${text}]`;
}

function writeRecord(record: Record<string, unknown>): string {
  let text = '';
  for (const key of sorted(Object.keys(record))) {
    const written = write(record[key]);
    if (written !== undefined) text += (text && ',') + named(key) + written;
  }
  return `{${text}}`;
}

/** The members of an object in their order, each as `"key":value`. */
export function canonicalMembers(record: Record<string, unknown>): string[] {
  const members: string[] = [];
  for (const key of sorted(Object.keys(record))) {
    const written = write(record[key]);
    if (written !== undefined) members.push(named(key) + written);
  }
  return members;
}

/** The members of both in canonical order; both are in it, and they have no key in common. */
export function mergedMembers(one: readonly string[], other: readonly string[]): string[] {
  const all: string[] = [];
  let next = 0;
  for (const member of one) {
    for (let before = other[next]; before !== undefined && before < member; before = other[next]) {
      all.push(before);
      next += 1;
    }
    all.push(member);
  }
  return [...all, ...other.slice(next)];
}

/** More keys than this are quicker sorted by the engine. */
const fewKeys = 24;

/** Keys in canonical order: by UTF-16 code units, as `sort` has them; in place, and for few keys without what `sort` does before it begins. */
export function sorted(keys: string[]): string[] {
  if (keys.length > fewKeys) return keys.sort();
  for (let index = 1; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    let place = index;
    for (let before = keys[place - 1]; before !== undefined && before > key; before = keys[place - 1]) {
      keys[place] = before;
      place -= 1;
    }
    keys[place] = key;
  }
  return keys;
}

/** Nothing in it that JSON escapes: most texts, and quicker seen than written by JSON.stringify one by one. */
export const plain = /^[ !#-[\]-~]*$/;

/** A text as canonical JSON has it. */
export function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

const knownNames = new Map<string, string>();
const mostNames = 2000;
const longestName = 60;

/** A key and its colon. The keys of records and answers are few and come again: they are looked up. */
export function named(key: string): string {
  const known = knownNames.get(key);
  if (known !== undefined) return known;
  const name = `${quoted(key)}:`;
  if (knownNames.size < mostNames && key.length <= longestName) knownNames.set(key, name);
  return name;
}

/** Every object can be asked for its own keys. */
export function isRecord(value: object): value is Record<string, unknown> {
  return !Array.isArray(value);
}
