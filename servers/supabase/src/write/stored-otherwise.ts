import { isRounded } from '../exact-number.ts';
import type { WireRow } from '../row/row.ts';
import type { Table } from '../schema/project-schema.ts';
import { rowsBefore } from '../schema/value-check.ts';
import { isTextType, lostOffset, withoutOffset } from '../schema/value-type.ts';

/** Values that the types of their columns make others of: one of each column. */
export function storedOtherwise(table: Table | undefined, rows: readonly WireRow[]): string[] {
  return (table?.columns ?? []).flatMap(({ name, type }) => {
    const told = rows.map((row) => otherwiseOf(type, row[name])).find(Boolean);
    const isTold = (row: WireRow) => otherwiseOf(type, row[name]) === told;
    return told === undefined ? [] : [`${rowsBefore(rows, isTold)}${name} ${told}`];
  });
}

function otherwiseOf(type: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (type.endsWith('[]')) return listOtherwise(type.slice(0, -2), value);
  const text = String(value);
  const offset = lostOffset(type, value);
  if (offset !== undefined) return `has no time zone, so ${offset} is left out`;
  const read = withoutOffset(type, value) ?? readAtWriting(type, text);
  if (read !== undefined) return read;
  if (type === 'boolean' && typeof value !== 'boolean' && text !== 'true' && text !== 'false')
    return `${JSON.stringify(value)} is stored as ${/^\s*(?:t|y|on|1)/i.test(text)}`;
  // https://www.postgresql.org/docs/current/datatype-binary.html: what is not written in hexadecimal is taken letter by letter.
  if (type === 'bytea' && !text.startsWith('\\x'))
    return 'is stored as these very letters; bytes are written in hexadecimal, such as \\xdeadbeef';
  return plainOtherwise(type, value);
}

/** Words for a time, and names of zones, which the database alone can tell: https://www.postgresql.org/docs/current/datatype-datetime.html */
function readAtWriting(type: string, text: string): string | undefined {
  if (!/^(?:date|timestamp)/.test(type)) return undefined;
  if (/^\s*(?:now|today|tomorrow|yesterday)\b/i.test(text)) return `${text} is stored as the time that it is then`;
  return /:\d\d(?:\.\d+)?\s*(?!utc|gmt|zulu)[a-z]{3,}(?:\/\w+)*\s*$/i.test(text)
    ? `${text} names a zone, of which the database makes an offset; write the offset itself, such as +01:00`
    : undefined;
}

function listOtherwise(type: string, value: unknown): string | undefined {
  if (!Array.isArray(value)) return `${JSON.stringify(value)} is stored as the list that it stands for`;
  // Lists in it are dimensions, as deep as its first element has them.
  const items: unknown[] = value.flat(depthOf(value) - 1);
  return items.map((item) => plainOtherwise(type, item)).find(Boolean);
}

function depthOf(value: unknown): number {
  return Array.isArray(value) ? 1 + depthOf(value[0]) : 0;
}

function plainOtherwise(type: string, value: unknown): string | undefined {
  // https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT: about 15 digits, as a number of JavaScript.
  if (type === 'double precision' && typeof value === 'string' && isRounded(value))
    return `${value} is stored as ${Number(value)}: its type carries no more digits`;
  // PostgREST tells of no scale; that of amounts is two as a rule.
  if (type === 'numeric' && /\.\d{3}/.test(String(value)))
    return `${value} may be rounded: how many decimals are kept the project does not tell`;
  if (!isTextType(type) || value === null || typeof value === 'string') return undefined;
  return `${JSON.stringify(value)} is stored as a text`;
}
