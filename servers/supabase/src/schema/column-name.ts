import type { TypeOf } from './project-schema.ts';

const plainName = /^[A-Za-z_][\w$]*$/;
/** A name in quotes, as a regular expression has it. */
export const quotedText = '"(?:[^"\\\\]|\\\\.)*"';
const quotedName = new RegExp(`^${quotedText}$`);
const segment = new RegExp(`${quotedText}(?=\\.|$)|[^.]+`, 'g');

/**
 * A column as PostgREST takes it, whatever letters its name has: also a path into its JSON, and a column of an embedded table, which a
 * dot shows where the table has no column of that very name.
 */
export function columnName(column: string, typeOf: TypeOf = () => undefined): string {
  if (typeOf(column) !== undefined) return quotedColumn(column);
  const [root = '', ...path] = column.split(/(->>?)/);
  if (path.length > 0) return `${columnName(root, typeOf)}${path.map(pathPart).join('')}`;
  return tablesAndColumn(column).map(asQuoted).join('.');
}

/** Whether a dot in a column's name leads into an embedded table. */
export function isEmbedded(column: string, typeOf: TypeOf): boolean {
  return typeOf(column) === undefined && tablesAndColumn(withoutPath(column)).length > 1;
}

/** A column without the path into its JSON, and without quotes. */
export function rootOf(column: string): string {
  return unquoted(withoutPath(column));
}

/** Whether a whole name stands in quotes. */
export function isQuoted(name: string): boolean {
  return quotedName.test(name);
}

/** A name without the quotes that PostgREST takes it in. */
export function unquoted(name: string): string {
  return name.trim().replace(/^"(.*)"$/s, (_, inside: string) => inside.replace(/\\(.)/gs, '$1'));
}

/** The name of a column alone, whatever letters it has. */
export function quotedColumn(name: string): string {
  return plainName.test(name) ? name : quoted(name);
}

/** A text that PostgREST reads as it is. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function withoutPath(column: string): string {
  return column.replace(/->.*$/, '');
}

function tablesAndColumn(column: string): string[] {
  const parts = column.match(segment) ?? [];
  return parts.join('.') === column ? parts : [column];
}

/** Keys in JSON may have any name; PostgREST takes those as they are that are like names of columns, or numbers. */
function pathPart(text: string): string {
  // As SQL writes them.
  const part = text.replace(/^'(.*)'$/, '$1');
  return /^(?:->>?|-?\d+)$/.test(part) ? part : asQuoted(part);
}

/** What its writer has put into quotes stays as it is. */
function asQuoted(name: string): string {
  return isQuoted(name) ? name : quotedColumn(name);
}
