/** JSON in the canonical form of RFC 8785, so that equal values have equal bytes. What JSON can't hold is left out. */
export function canonicalJson(value: unknown): string {
  return write(value) ?? 'null';
}

function write(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON());
  return isRecord(value) ? `{${canonicalMembers(value).join(',')}}` : '{}';
}

/** The members of an object in their order, each as `"key":value`. */
export function canonicalMembers(record: Record<string, unknown>): string[] {
  const members: string[] = [];
  // By UTF-16 code units, as `sort` does of itself.
  for (const key of Object.keys(record).sort()) {
    const written = write(record[key]);
    if (written !== undefined) members.push(`${quoted(key)}:${written}`);
  }
  return members;
}

// Nothing in it that JSON escapes: most texts, and quicker seen than written by JSON.stringify one by one.
const plain = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Every object can be asked for its own keys. */
function isRecord(value: object): value is Record<string, unknown> {
  return !Array.isArray(value);
}
