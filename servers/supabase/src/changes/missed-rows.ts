import { ToolError } from '@bizmcp/core';
import type { WireRow } from '../row/row.ts';
import { quoted, quotedColumn } from '../schema/column-name.ts';
import type { ChangeEvent } from './change.ts';
import type { ChangeCursor } from './change-cursor.ts';
import type { ChangeFilter } from './change-filter.ts';
import { filterQuery, type ProjectTables } from './project-tables.ts';
import type { TableShape } from './table-shape.ts';

export interface MissedRow {
  eventType: Exclude<ChangeEvent, 'DELETE'>;
  row: WireRow;
  /** The column by which it was found: the rest of the cursor stays where it is until it is read as well. */
  column: string;
}

/** What is read, and since when. */
export interface MissedRowsOptions {
  tables: ProjectTables;
  table: string;
  filter: ChangeFilter | undefined;
  events: readonly ChangeEvent[];
  shape: TableShape;
  cursor: ChangeCursor;
  /** Rows in one request. */
  pageSize?: number;
}

/** A transaction may be committed this much later than the time in its rows; numbers are taken out of order likewise. */
const overlapMilliseconds = 60_000;
const overlapNumbers = 100n;

/** Rows written since the cursor, in pages, each in the order of writing; a little before it too, since transactions overlap. */
export async function* missedRows(options: MissedRowsOptions): AsyncGenerator<MissedRow[]> {
  const { shape, cursor, events } = options;
  const createdSince = cursor.createdAt === undefined ? undefined : before(cursor.createdAt);
  if (shape.createdAt && events.includes('INSERT')) {
    yield* pages(options, 'INSERT', shape.createdAt, since(shape.createdAt, createdSince));
  } else if (shape.isKeyNumber && events.includes('INSERT') && !shape.createdAt) {
    const from = cursor.key === undefined ? undefined : String(BigInt(cursor.key) - overlapNumbers);
    yield* pages(options, 'INSERT', shape.key[0] ?? '', since(shape.key[0] ?? '', from));
  }
  if (shape.updatedAt && events.includes('UPDATE')) {
    const isNew = shape.createdAt && createdSince !== undefined && events.includes('INSERT');
    const old = isNew ? [`${shape.createdAt}.lt.${quoted(createdSince)}`] : [];
    const updatedSince = cursor.updatedAt ?? cursor.createdAt;
    const from = updatedSince === undefined ? undefined : before(updatedSince);
    yield* pages(options, 'UPDATE', shape.updatedAt, [...since(shape.updatedAt, from), ...old]);
  }
}

/** What an interruption hides although the rows are read afterwards; empty where nothing is hidden. */
export function hiddenByInterruption(shape: TableShape, events: readonly ChangeEvent[]): string[] {
  const canSeeNew = shape.createdAt !== undefined || shape.isKeyNumber;
  return [
    ...(events.includes('INSERT') && !canSeeNew ? ['new rows (the table has no created_at and no numeric key)'] : []),
    ...(events.includes('UPDATE') && !shape.updatedAt ? ['updates (the table has no updated_at)'] : []),
    ...(events.includes('UPDATE') && shape.updatedAt ? ['all but the last update of a row'] : []),
    ...(events.includes('DELETE') ? ['deleted rows'] : []),
  ];
}

async function* pages(
  options: MissedRowsOptions,
  eventType: MissedRow['eventType'],
  column: string,
  conditions: readonly string[],
): AsyncGenerator<MissedRow[]> {
  const { shape } = options;
  const [key] = shape.key.length === 1 ? shape.key : [];
  const order = [...new Set([column, ...shape.key])].map((name) => `${quotedColumn(name)}.asc`).join(',');
  let limit = options.pageSize ?? 500;
  let last: WireRow | undefined;
  for (let offset = 0; ; ) {
    const after = last && key !== undefined ? afterRow(column, key, last) : [];
    const rows = await readPage(options, { conditions: [...conditions, ...after], order, offset, limit });
    if (rows === undefined) limit = Math.ceil(limit / 5);
    if (rows?.length === 0) return;
    if (rows) yield rows.map((row) => ({ eventType, row, column }));
    last = rows?.at(-1) ?? last;
    // Without a single key only counting is left: a row that is written meanwhile is told by the stream.
    if (key === undefined) offset += rows?.length ?? 0;
  }
}

/** Undefined where so many rows are too large for one answer. */
async function readPage(
  { tables, table, filter }: MissedRowsOptions,
  page: { conditions: readonly string[]; order: string; offset: number; limit: number },
): Promise<WireRow[] | undefined> {
  const and = page.conditions.length > 0 ? `(${page.conditions.join(',')})` : undefined;
  const query = {
    select: '*',
    ...filterQuery(filter),
    and,
    order: page.order,
    limit: page.limit,
    ...(page.offset > 0 && { offset: page.offset }),
  };
  try {
    return await tables.read(table, query);
  } catch (error) {
    if (error instanceof ToolError && error.code === 'too_large' && page.limit > 1) return undefined;
    throw error;
  }
}

function afterRow(column: string, key: string, row: WireRow): string[] {
  const [time, id] = [quoted(String(row[column])), quoted(String(row[key]))];
  const [timeColumn, keyColumn] = [quotedColumn(column), quotedColumn(key)];
  if (column === key) return [`${keyColumn}.gt.${id}`];
  return [`or(${timeColumn}.gt.${time},and(${timeColumn}.eq.${time},${keyColumn}.gt.${id}))`];
}

function since(column: string, from: string | undefined): string[] {
  return from === undefined ? [] : [`${quotedColumn(column)}.gte.${quoted(from)}`];
}

function before(time: string): string {
  return new Date(Date.parse(time) - overlapMilliseconds).toISOString();
}
