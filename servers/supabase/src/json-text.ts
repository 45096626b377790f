import { parseExactly } from './exact-number.ts';
import { columnClass } from './row/row.ts';

/** What a text of JSON holds; any other text as it is, and one that is nested without end. */
export function readJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text) || isDeep(text)) return text;
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}

/** A value whose texts are read where their JSON has keys with a class: `metadata::text` and `metadata->>owner` would go round masking. */
export function withReadJson(value: unknown): unknown {
  if (typeof value === 'string') {
    const read = hasClass(value) ? readJson(value) : value;
    return typeof read === 'string' ? read : withReadJson(read);
  }
  if (Array.isArray(value)) return value.map(withReadJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withReadJson(inner)]));
}

/** Whether a text has such a key, also one of JSON that is a text in it. */
function hasClass(text: string): boolean {
  const keys = [...text.matchAll(/"([^"\\]{1,80})\\*"\s*:/g)];
  return keys.some(([, key = '']) => columnClass(key) !== undefined);
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth -= 1;
    if (depth > 100) return true;
  }
  return false;
}
