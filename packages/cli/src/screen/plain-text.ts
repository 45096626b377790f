import { stripVTControlCharacters } from 'node:util';

/** What would turn the direction of letters around, and so show another text than there is. */
const turns = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text of others without what a terminal would obey: only letters and line breaks are left of it. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(turns, '');
}

/** The same in one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll('\n', ' ').trim();
}

/** The same for every text inside a value. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [plainText(key), plainValue(inner)]));
}
