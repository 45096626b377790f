import { ToolError } from '@bizmcp/core';
import { columnName } from './postgrest-filter.ts';
import type { Table } from './project-schema.ts';

// As SQL writes it, too.
const form = /^(.+?)(?:[.\s]+(asc|desc))?(?:[.\s]+nulls\s?(first|last))?$/i;

/** One column to sort by. */
export interface Sorting {
  column: string;
  /** As PostgREST takes it. */
  text: string;
}

/** Reads `created_at.desc,id`; the primary key comes last, so that pages do not overlap. */
export function readOrder(order: string | undefined, table: Table | undefined): Sorting[] {
  const asked = (order ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readPart);
  const keys = (table?.columns ?? []).filter((column) => column.isPrimaryKey).map((column) => column.name);
  const missing = keys.filter((key) => !asked.some(({ column }) => column === key));
  return [...asked, ...missing.map((column) => ({ column, text: columnName(column) }))];
}

function readPart(part: string): Sorting {
  const match = form.exec(part);
  const column = match?.[1] ?? '';
  // A column of an embedded row: table(column).
  const embedded = /^([A-Za-z_]\w*)\(([^()]+)\)$/.exec(column);
  if (column === '' || (!embedded && /[()&=]/.test(column))) {
    throw new ToolError(
      'invalid_input',
      `order: ${JSON.stringify(part)} is no column; write created_at.desc or name.asc.nullslast.`,
    );
  }
  const name = embedded ? `${embedded[1]}(${columnName(embedded[2] ?? '')})` : columnName(column);
  const direction = match?.[2] === undefined ? '' : `.${match[2].toLowerCase()}`;
  const nulls = match?.[3] === undefined ? '' : `.nulls${match[3].toLowerCase()}`;
  return { column, text: `${name}${direction}${nulls}` };
}
