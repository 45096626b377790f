import { orNothing, wrongCursor } from '@bizmcp/core';
import * as z from 'zod';
import type { Query } from './query.ts';
import type { QuickBooks } from './quickbooks.ts';

interface PageInput {
  cursor?: string | undefined;
  limit: number;
}

/** A place in a list: its first row, counted from 1, how many rows, and the id of the row before it. */
interface Place {
  start: number;
  limit: number;
  after: string | undefined;
}

/** How many rows a list has on all its pages, as a tool gives it. */
export const Total = z.number().optional().describe('How many match, on the first page');

/** Some rows of a list, and how to go on. */
export interface Page<Row> {
  rows: Row[];
  /** Of the first page alone. */
  total?: number;
  next_cursor?: string;
  hint?: string;
}

type WireRow = z.ZodType<{ Id: string }>;

const changed =
  'The list changed since the page before, so rows may be missing or come twice: begin anew, without cursor.';

/** The cursor is the place of the first row and the id of the one before it: how many, `limit` says. */
function placeOf({ cursor, limit }: PageInput): Place {
  if (cursor === undefined) return { start: 1, limit, after: undefined };
  const [, start, after] = /^([1-9]\d{0,8})-(\d{1,20})$/.exec(cursor) ?? [];
  if (start === undefined || start === '1') throw wrongCursor();
  return { start: Number(start), limit, after };
}

/** How many rows are read before the page: one that was given already tells whether the list is still the same. */
function rowsBefore({ after }: Place): number {
  return after === undefined ? 0 : 1;
}

function toPage<Row extends { Id: string }>(found: readonly Row[], place: Place): Page<Row> {
  const { start, limit, after } = place;
  const end = rowsBefore(place) + limit;
  const rows = found.slice(rowsBefore(place), end);
  const last = rows.at(-1);
  return {
    rows,
    ...(found.length > end && last && { next_cursor: `${start + limit}-${last.Id}` }),
    ...(after !== undefined && found[0]?.Id !== after && { hint: changed }),
  };
}

/** One page of rows that are all at hand. */
export function pageOf<Row extends { Id: string }>(all: readonly Row[], input: PageInput): Page<Row> {
  const place = placeOf(input);
  const page = toPage(all.slice(place.start - 1 - rowsBefore(place)), place);
  return place.start === 1 ? { ...page, total: all.length } : page;
}

/** One page of a query; a row more is asked for, which tells whether there is another, and after the first how many rows there are. */
export async function readPage<Schema extends WireRow>(
  api: QuickBooks,
  query: Query,
  row: Schema,
  input: PageInput,
): Promise<Page<z.output<Schema>>> {
  const place = placeOf(input);
  const before = rowsBefore(place);
  const start = place.start - before;
  const page = toPage(await api.query({ ...query, start, limit: before + place.limit + 1 }, row), place);
  if (place.start > 1) return page;
  const total = page.next_cursor === undefined ? page.rows.length : await countOrNothing(api, query);
  // A count of fewer than are here already is wrong.
  return { ...page, ...(total !== undefined && total >= page.rows.length && { total }) };
}

/** A page that was read is not lost for the sake of how many follow it. */
function countOrNothing(api: QuickBooks, query: Query): Promise<number | undefined> {
  return orNothing(api.count(query), 'rate_limited', 'unavailable', 'timeout', 'bad_answer', 'invalid_input');
}
