import { SoqlError } from './soql-error.ts';
import type { PatternPart } from './syntax-tree.ts';
import type { Token } from './token.ts';

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-quotedstringescapes.html */
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
]);

/** One letter of a quoted text. `sign` is a wildcard that was escaped, and is meant as itself; only LIKE knows it. */
interface Letter {
  readonly text: string;
  readonly kind: 'plain' | 'escaped' | 'sign';
  readonly position: number;
}

const unit = /\\u([0-9a-fA-F]{4})|\\([\s\S])|([^\\])/gy;

const isWildcard = (text: string): boolean => text === '%' || text === '_';

const letterOf = (match: readonly (string | undefined)[], position: number): Letter => {
  const [, code, escaped = '', plain] = match;
  if (code !== undefined) return { text: String.fromCharCode(Number.parseInt(code, 16)), kind: 'escaped', position };
  if (plain !== undefined) return { text: plain, kind: 'plain', position };
  if (isWildcard(escaped)) return { text: escaped, kind: 'sign', position };
  const text = escapes.get(escaped.toLowerCase());
  if (text === undefined) throw new SoqlError(`"\\${escaped}" is no escape sequence`, position);
  return { text, kind: 'escaped', position };
};

const lettersOf = (token: Token): Letter[] => {
  const inner = token.text.slice(1, -1);
  return [...inner.matchAll(unit)].map((match) => letterOf(match, token.position + 1 + match.index));
};

/** The text that a quoted text stands for. */
export const textOf = (token: Token): string => {
  const letters = lettersOf(token);
  const wrong = letters.find(({ kind }) => kind === 'sign');
  if (wrong !== undefined)
    throw new SoqlError(`"\\${wrong.text}" is an escape sequence for LIKE alone`, wrong.position);
  return letters.map(({ text }) => text).join('');
};

/** The pattern that a quoted text after LIKE stands for. */
export const patternOf = (token: Token): readonly PatternPart[] => {
  const parts: PatternPart[] = [];
  for (const { kind, text } of lettersOf(token)) {
    const last = parts.at(-1);
    if (kind === 'plain' && isWildcard(text)) parts.push({ kind: text === '%' ? 'any' : 'one' });
    else if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
    else parts.push({ kind: 'text', text });
  }
  return parts;
};

const named: ReadonlyMap<string, string> = new Map([...escapes].map(([letter, text]) => [text, `\\${letter}`]));

const isControl = (letter: string): boolean => letter < ' ' || letter === '\u007f';

const escapeLetter = (letter: string): string => {
  if (letter === '"') return letter;
  const known = named.get(letter);
  if (known !== undefined) return known;
  return isControl(letter) ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter;
};

const escapeText = (text: string): string => Array.from(text, escapeLetter).join('');

/** Writes a text in quotes, so that it reads back as exactly this text. */
export const quoteText = (text: string): string => `'${escapeText(text)}'`;

/** Writes a pattern in quotes; a wildcard sign that is meant as itself is escaped. */
export const quotePattern = (pattern: readonly PatternPart[]): string => {
  const written = pattern.map((part) => {
    if (part.kind === 'text') return escapeText(part.text).replace(/[%_]/g, '\\$&');
    return part.kind === 'any' ? '%' : '_';
  });
  return `'${written.join('')}'`;
};
