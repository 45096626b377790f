import { readRows } from '../row/read-rows.ts';
import type { WireRow } from '../row/row.ts';
import type { Supabase } from '../supabase.ts';

/** Keys of one request, whose address has to hold them, and requests of one question. */
const mostKeys = 100;
const mostPairs = 50;
const mostRequests = 10;

/** Which columns of which rows. */
interface Wanted {
  table: string;
  select: string;
  keys: readonly string[];
}

/** The rows that one question looks up, request by request; where there is none to look up the table is asked for no rows. */
export function lookedUp(rows: readonly WireRow[], keys: readonly string[]): WireRow[][] {
  const size = keys.length > 1 ? Math.floor(mostPairs / keys.length) : mostKeys;
  const count = Math.min(mostRequests, Math.max(1, Math.ceil(rows.length / size)));
  return Array.from({ length: count }, (_, index) => rows.slice(index * size, (index + 1) * size));
}

/** The rows of the table with the keys of these. */
export async function readByKeys(api: Supabase, { table, select, keys }: Wanted, asked: readonly WireRow[][]) {
  const pages = await Promise.all(
    asked.map((rows) => readRows(api, { table, select, filters: ofKeys(rows, keys), limit: rows.length, offset: 0 })),
  );
  return pages.flatMap(({ data }) => data);
}

function ofKeys(rows: readonly WireRow[], keys: readonly string[]): Record<string, unknown> {
  const [key, ...others] = keys;
  if (rows.length === 0 || key === undefined) return {};
  if (others.length === 0) return { [key]: { in: rows.map((row) => row[key]) } };
  return { or: rows.map((row) => Object.fromEntries(keys.map((each) => [each, { eq: row[each] }]))) };
}
