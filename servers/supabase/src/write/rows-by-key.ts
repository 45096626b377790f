import { readRows } from '../row/read-rows.ts';
import type { WireRow } from '../row/row.ts';
import { rowName } from '../row/row-key.ts';
import type { Supabase } from '../supabase.ts';

/** Keys of one request, and requests of one question. */
const mostKeys = 100;
const mostPairs = 50;
const mostRequests = 10;
/** An address has to hold them, which is refused from 8,000 characters on: https://github.com/supabase/supabase-js/issues/766 */
const mostCharacters = 6000;

/** Which columns of which rows. */
interface Wanted {
  table: string;
  select: string;
  keys: readonly string[];
}

/** The rows that one question looks up, request by request; where there is none to look up the table is asked for no rows. */
export function lookedUp(rows: readonly WireRow[], keys: readonly string[]): WireRow[][] {
  const most = keys.length > 1 ? Math.floor(mostPairs / keys.length) : mostKeys;
  let request: WireRow[] = [];
  let characters = 0;
  const requests = [request];
  for (const row of rows) {
    const more = encodeURIComponent(`"${rowName(row, keys)}",`).length;
    if (request.length === most || (request.length > 0 && characters + more > mostCharacters)) {
      request = [];
      characters = 0;
      requests.push(request);
    }
    request.push(row);
    characters += more;
  }
  return requests.slice(0, mostRequests);
}

/** A row beside the one of its key that is there. */
interface Pair {
  row: WireRow;
  before: WireRow;
}

/**
 * Which rows are there already. The database compares keys by their types, a time in UTC is the same as one with an offset: while it
 * finds rows that none of these spells so, each is looked up alone, as long as they are few. `open` are those of which that is not known.
 */
export async function readPairs(api: Supabase, wanted: Wanted, asked: readonly WireRow[][]) {
  const { keys } = wanted;
  const rows = asked.flat();
  const names = new Set(rows.map((row) => rowName(row, keys)));
  const data = await readByKeys(api, wanted, asked);
  const found = new Map(data.map((before) => [rowName(before, keys), before]));
  const pairs = rows.flatMap((row) => pairOf(row, found.get(rowName(row, keys))));
  if ([...found.keys()].every((name) => names.has(name))) return { pairs, open: 0 };
  const others = rows.filter((row) => !found.has(rowName(row, keys)));
  const alone = others.slice(0, mostRequests).map(async (row) => {
    const [before] = await readByKeys(api, wanted, [[row]]);
    return pairOf(row, before);
  });
  return { pairs: [...pairs, ...(await Promise.all(alone)).flat()], open: others.length - alone.length };
}

function pairOf(row: WireRow, before: WireRow | undefined): Pair[] {
  return before ? [{ row, before }] : [];
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
