import { DatabaseError } from './database-error.ts';

const malformed = (text: string, details: string): DatabaseError =>
  new DatabaseError('22P02', `malformed array literal: "${text}"`, { details });

/** One element of a literal: quoted elements are never NULL. */
const elementPattern = /\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}]+))\s*([,}])/y;

/** Splits `{a,"b c",NULL}` into its elements; https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export const parseArrayLiteral = (text: string): Array<string | null> => {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) throw malformed(text, 'Array value must start with "{" or dimension information.');
  if (/^\{\s*\}$/.test(trimmed)) return [];
  const elements: Array<string | null> = [];
  elementPattern.lastIndex = 1;
  for (;;) {
    const [matched, quoted, bare, end] = elementPattern.exec(trimmed) ?? [];
    if (matched === undefined) throw malformed(text, 'Unexpected end of input.');
    const plain = bare?.trim() ?? '';
    if (quoted !== undefined) elements.push(quoted.replace(/\\(.)/g, '$1'));
    else elements.push(plain.toUpperCase() === 'NULL' ? null : plain.replace(/\\(.)/g, '$1'));
    if (end === '}') break;
    if (elementPattern.lastIndex >= trimmed.length) throw malformed(text, 'Unexpected end of input.');
  }
  return elements;
};
