import { hasReason, readMovingPage, readPlace, writePlace, wrongCursor } from '@bizmcp/core';
import { hasColumns, tableOf } from '../schema/column-check.ts';
import type { Table } from '../schema/project-schema.ts';
import { readOrder, type Sorting } from '../select/row-order.ts';
import { isAggregated } from '../select/select-list.ts';
import type { Supabase } from '../supabase.ts';
import { behindKey, readKeyPlace, writeKeyPlace } from './key-place.ts';
import { mostRows, type RowQuery, readRows } from './read-rows.ts';
import { keysOf } from './row-key.ts';
import { type Reader, shownKey } from './shown-key.ts';

/**
 * A page of rows that come and go. Where they are sorted by their primary key alone it goes on behind the last key; else it is read
 * from some rows before its place, which tell whether that has moved.
 */
export async function readRowPage(
  api: Supabase,
  { cursor, ...query }: RowQuery & { cursor?: string | undefined },
  reader: Reader,
) {
  const described = tableOf(await api.describe(hasColumns(query.table)), query.table);
  const table = isAggregated(query.select) ? undefined : described;
  const order = readOrder(query.order, table);
  const { select, keyOf, identify, withoutKey } = shownKey(table, query.select, reader);
  const isKeyed = isByKey(order, table);
  const behind = readKeyPlace(cursor);
  if (behind && !isKeyed) throw wrongCursor();
  const beyond = behind && behindKey(order, behind.key);
  const read = async (offset: number, limit: number) => {
    const reading = readRows(api, { ...query, select, offset, limit, beyond });
    const found = await (cursor === undefined ? reading : reading.catch(noneBehindEnd));
    return { ...found, rows: found.data, total: found.exactCount };
  };
  const place = behind ? { offset: 0, marks: '' } : readPlace(cursor, query.offset);
  const { rows, found, moved, cursorAfter } = await readMovingPage(place, {
    limit: query.limit,
    most: mostRows,
    read,
    identify,
  });
  const shown = behind?.offset ?? 0;
  const offset = shown + place.offset + rows.length;
  const key = isKeyed ? keyOf(rows.at(-1) ?? {}) : undefined;
  const after = cursorAfter(rows.length);
  const counted = behind ? writePlace({ offset, total: found.total }, { before: rows }, identify) : after;
  const next = after && (key ? writeKeyPlace({ offset, key }) : counted);
  return {
    data: rows.map(withoutKey),
    ...(found.count != null && { count: shown + found.count }),
    ...(next !== undefined && { next_cursor: next }),
    isOrdered: found.isOrdered,
    hints: [...found.hints, ...(moved === undefined ? [] : [moved])],
  };
}

/** So many rows may be gone that the list ends before the place of a cursor, which PostgREST refuses. */
function noneBehindEnd(error: unknown): Awaited<ReturnType<typeof readRows>> {
  if (!hasReason(error, 'behind_end')) throw error;
  return { data: [], exactCount: undefined, isOrdered: true, hints: [] };
}

/** Whether rows come in the order of their primary key alone. What is not written to may be a view that has a key twice. */
function isByKey(order: readonly Sorting[], table: Table | undefined): boolean {
  return order.length > 0 && order.length === keysOf(table).length && table?.methods?.length !== 0;
}
