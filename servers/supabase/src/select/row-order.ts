import { wrongInput } from '@bizmcp/core';
import type { WireRow } from '../row/row.ts';
import { keysOf } from '../row/row-key.ts';
import { columnName, isEmbedded, isQuoted, quotedColumn, unquoted } from '../schema/column-name.ts';
import { hasFewWords, type Table, type TypeOf, typesOf } from '../schema/project-schema.ts';
import { isRow } from '../vector/vector-columns.ts';
import { listedParts } from './selected-item.ts';

// As SQL writes it, too.
const form = /^(.+?)(?:\s*[.\s]\s*(asc|desc)(?:ending)?)?(?:\s*[.\s]\s*nulls\s?(first|last))?$/i;

/** One column to sort by. */
export interface Sorting {
  column: string;
  /** As PostgREST takes it. */
  text: string;
  isDescending: boolean;
}

/** Reads `created_at.desc,id`; the primary key comes last, so that pages do not overlap. */
export function readOrder(order: string | undefined, table: Table | undefined): Sorting[] {
  const typeOf = typesOf(table);
  const asked = listedParts(order ?? '').map((part) => readPart(part, typeOf));
  const missing = keysOf(table).filter((key) => !asked.some(({ column }) => column === key));
  return [...asked, ...missing.map((column) => ({ column, text: quotedColumn(column), isDescending: false }))];
}

function readPart(part: string, typeOf: TypeOf): Sorting {
  const [, written = '', direction, nulls] = form.exec(part) ?? [];
  const isKnown = isQuoted(written) || typeOf(unquoted(written)) !== undefined;
  const column = isKnown ? unquoted(written) : written;
  const name = isKnown ? quotedColumn(column) : readName(column, part, typeOf);
  const how = `${direction === undefined ? '' : `.${direction}`}${nulls === undefined ? '' : `.nulls${nulls}`}`;
  return { column, text: `${name}${how.toLowerCase()}`, isDescending: /^desc/i.test(direction ?? '') };
}

function readName(column: string, part: string, typeOf: TypeOf): string {
  // A column of an embedded row: table(column), or as filters have it.
  const dotted = isEmbedded(column, typeOf) ? /^(.+)\.(.+)$/.exec(column) : null;
  const embedded = /^([^()]+)\(([^()]+)\)$/.exec(column) ?? dotted;
  // No table, but a column of this one, and what was meant for a direction.
  const isMisdirected = dotted !== null && (typeOf(dotted[1] ?? '') !== undefined || /^nulls/i.test(dotted[2] ?? ''));
  if (column === '' || isMisdirected || (!embedded && /[()&=]/.test(column)))
    throw wrongInput('order', `${JSON.stringify(part)} is no column; write created_at.desc or name.asc.nullslast`);
  const signed = /^[-+]\s*(.+)$/.exec(column)?.[1];
  if (signed !== undefined) {
    // As other systems write a direction.
    const meant = `${signed}.${column.startsWith('-') ? 'desc' : 'asc'}`;
    throw wrongInput('order', `${JSON.stringify(column)} is no column; write ${meant}`);
  }
  const [, outer, inner = ''] = embedded ?? [];
  if (outer === undefined) return columnName(column, typeOf);
  checkInside(outer, inner);
  return `${columnName(outer)}(${columnName(inner)})`;
}

/** A direction in the brackets is meant for the rows that are embedded, whose order PostgREST takes in another way. */
function checkInside(table: string, inner: string): void {
  const [, column, direction] = /^(.+?)((?:\.(?:asc|desc|nulls\w+))+)$/i.exec(inner) ?? [];
  if (column === undefined) return;
  const own = `${table}(${column})${direction} sorts by the row that each refers to`;
  const problem = `${own}; rows that refer to each come in no order: query ${table} itself, sorted by ${inner}`;
  throw wrongInput('order', `has the direction inside of brackets; ${problem}`);
}

/** Whether no rows of a page are alike in the columns that it is sorted by: others may come between those that are, page by page. */
export function tellsApart(order: readonly Sorting[], rows: readonly WireRow[]): boolean {
  if (order.length === 0) return false;
  return rows.every((row, index) => {
    const before = rows[index - 1];
    return before === undefined || order.some(({ column }) => row[column] !== before[column]);
  });
}

/** What a reader of sorted rows has to know. */
export function orderHints(order: readonly Sorting[], [row]: readonly WireRow[], table: Table | undefined): string[] {
  const words = new Set(table?.columns.filter(hasFewWords).map(({ name }) => name));
  const ranks = order.filter(({ column }) => words.has(column)).map(({ column }) => column);
  const texts = order.filter(({ column }) => column.includes('->>')).map(({ column }) => column);
  const first = order.find(({ text }, index) => index === 0 && text.endsWith('.desc'))?.column;
  const isNull = first !== undefined && row !== undefined && valueIn(row, first) === null;
  return [
    ...texts.map((column) => `${column} is sorted as a text; ${column.replace('->>', '->')} sorts numbers.`),
    ...ranks.map((column) => `${column} is sorted letter by letter, "high" before "low", and by no other rank.`),
    ...(isNull ? [`Rows without ${first} come first; ${first}.desc.nullslast puts them last.`] : []),
  ];
}

/** What a row has in a column of its own, or of a row that it embeds. */
function valueIn(row: WireRow, column: string): unknown {
  if (column in row) return row[column];
  const [, table = '', inner = ''] = /^([^().]+)[.(]([^().]+)\)?$/.exec(column) ?? [];
  const embedded = row[table];
  return isRow(embedded) ? embedded[inner] : embedded;
}
