import { ToolError, wrongInput } from '@bizmcp/core';
import { checkExact } from '../exact-number.ts';
import { holdsMasked, type IsShown } from '../filter/masked-columns.ts';
import { isRestricted, type WireRow } from '../row/row.ts';
import { keysOf, rowName } from '../row/row-key.ts';
import { checkColumns, hasColumns, writableTable } from '../schema/column-check.ts';
import { quotedColumn, unquoted } from '../schema/column-name.ts';
import type { Table } from '../schema/project-schema.ts';
import { checkValues } from '../schema/value-check.ts';
import { listedParts } from '../select/selected-item.ts';
import type { Supabase } from '../supabase.ts';
import { isThere, listOf } from './matching-rows.ts';
import { lookedUp, readPairs } from './rows-by-key.ts';
import { writeDoubts } from './write-doubts.ts';

/** What a caller wants to store. */
interface Insertion {
  table: string;
  data: WireRow | WireRow[];
  upsert?: boolean | undefined;
  on_conflict?: string | undefined;
}

/** An insertion whose names are checked. */
interface CheckedInsertion {
  table: Table | undefined;
  rows: WireRow[];
  /** Columns that tell whether a row is there already, as the caller named them. */
  conflict: string[];
  /** Those, or else the primary key. */
  keys: string[];
}

/** Holds rows against the project's own description. */
export async function checkInsertion(api: Supabase, input: Insertion): Promise<CheckedInsertion> {
  const rows = Array.isArray(input.data) ? input.data : [input.data];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = writableTable(await api.describe(hasColumns(input.table, columns)), input.table, 'post');
  if (rows.some((row) => Object.keys(row).length === 0))
    throw wrongInput('data', 'has a row without a column; nothing was stored');
  if (input.upsert) checkAlike(rows, columns);
  else if (input.on_conflict !== undefined) throw wrongInput('on_conflict', 'is for upsert: true; nothing was stored');
  checkExact(input.data, 'data');
  const conflict = listedParts(input.on_conflict ?? '').map(unquoted);
  checkColumns(table, columns, 'data');
  checkColumns(table, conflict, 'on_conflict');
  checkValues(table, rows, 'data');
  if (input.upsert && table && conflict.length === 0 && keysOf(table).length === 0) throw noKey(table);
  const keys = conflict.length > 0 ? conflict : keysOf(table);
  checkDoubles(rows, keys);
  return { table, rows, conflict, keys };
}

/** Two rows of one key are refused by the database, which does not say which they are. */
function checkDoubles(rows: readonly WireRow[], keys: readonly string[]): void {
  const first = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (!isKeyed(row, keys)) continue;
    const name = rowName(row, keys);
    const other = first.get(name);
    if (other !== undefined) throw doubled(name, other + 1, index + 1);
    first.set(name, index);
  }
}

/** PostgREST sets what one row of several does not name to its default, also in a row that is there already. */
function checkAlike(rows: readonly WireRow[], columns: readonly string[]): void {
  const unlike = rows.find((row) => Object.keys(row).length < columns.length);
  if (!unlike) return;
  const left = columns.filter((column) => !Object.hasOwn(unlike, column)).join(', ');
  const problem = `rows of one upsert name the same columns, else what they leave out (${left}) is set to its default; upsert rows of other columns by another call`;
  throw wrongInput('data', problem, 'Nothing was changed.');
}

/**
 * What an insertion would do: how many rows it adds, each of several, and for an upsert those that it changes, as they are now. Throws
 * `conflict` for a new row whose key is taken.
 */
export async function shownInsertion(api: Supabase, input: Insertion, isShown: IsShown) {
  const checked = await checkInsertion(api, input);
  const { rows, table, conflict } = checked;
  const { present, unsure } = await presentRows(api, input, checked);
  const changes = input.upsert ? present : [];
  const [taken] = present;
  if (!input.upsert && taken) throw takenKey(taken.name);
  const same = changes.filter(({ before, after }) => isThere(before, after) && !holdsMasked(after, isShown));
  const changed = new Set(changes.map(({ after }) => after));
  const added = rows.flatMap((row, index) => (changed.has(row) ? [] : [[`row ${index + 1}`, row] as const]));
  return {
    before: { 'rows added': 0, ...Object.fromEntries(changes.map(({ name, before }) => [name, before])) },
    after: {
      ...(await writeDoubts(api, { table, rows, isNew: true, conflict })),
      'rows added': added.length - unsure,
      ...(same.length > 0 && { 'have the values already': listOf(same.map(({ name }) => name)) }),
      ...(unsure > 0 && { 'rows added or changed': unsure }),
      ...(unsure > 0 &&
        checked.keys.length === 0 && {
          'rows that are there': 'not shown: the key is known to the project alone, unless on_conflict names it',
        }),
      ...Object.fromEntries(changes.map(({ name, after }) => [name, after])),
      // One alone stands above, among the arguments.
      ...(rows.length > 1 && Object.fromEntries(added)),
    },
  };
}

/**
 * The rows that are there already by the keys of new ones, beside those, and how many of an upsert were not looked up. Where no key is
 * given the table is asked for no rows: a project that does not describe itself tells in this way what it does not have.
 */
async function presentRows(api: Supabase, { table: name, upsert }: Insertion, { rows, keys }: CheckedInsertion) {
  // Who guesses at a masked value is not told that there is a row of it.
  const isLookedUp = keys.length > 0 && !keys.some(isRestricted);
  const keyed = rows.filter((row) => isLookedUp && isKeyed(row, keys));
  const requests = lookedUp(keyed, keys);
  const asked = requests.flat();
  const columns = [...new Set([...(asked.length > 0 ? keys : []), ...rows.flatMap((row) => Object.keys(row))])];
  const wanted = { table: name, select: columns.map(quotedColumn).join(','), keys };
  const { pairs, open } = await readPairs(api, wanted, requests).catch((error: unknown) => {
    const isHidden = error instanceof ToolError && error.code === 'forbidden';
    // Who may not read rows may add some all the same.
    if (isHidden && (!upsert || asked.length === 0)) return { pairs: [], open: 0 };
    throw error;
  });
  const present = pairs.map(({ row, before }) => {
    return { name: rowName(row, keys), before: pick(before, Object.keys(row)), after: row };
  });
  // Without a key it is the database that knows which of them are there.
  const looked = isLookedUp ? keyed.length : rows.length;
  return { present, unsure: upsert ? looked - asked.length + open : 0 };
}

/** How to find out whether rows were stored: by columns, not by their values, which may be personal. */
export function lookUpOf({ keys, rows }: CheckedInsertion, isUpsert: boolean): string {
  const isFound = rows.every((row) => isKeyed(row, keys));
  if (isUpsert && isFound) return 'Upsert it again: it makes no second row.';
  const by = isFound ? keys : Object.keys(rows[0] ?? {}).slice(0, 3);
  return `Look for it with query_table by the values of ${by.join(', ')}. Insert it again only if it is not there.`;
}

/** Whether a row tells its key by itself. */
function isKeyed(row: WireRow, keys: readonly string[]): boolean {
  return keys.length > 0 && keys.every((key) => ['string', 'number', 'boolean'].includes(typeof row[key]));
}

function pick(row: WireRow, columns: readonly string[]): WireRow {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

function doubled(name: string, first: number, second: number): ToolError {
  const problem = `rows ${first} and ${second} have the same key, ${name}`;
  return wrongInput(`data.${second - 1}`, problem, 'Nothing was stored. Leave one out.');
}

function takenKey(name: string): ToolError {
  return new ToolError(
    'conflict',
    `There is a row with ${name} already; nothing was stored. Change it with update_record, or set upsert.`,
  );
}

/** The database would add the rows, and nobody would know. */
function noKey({ name }: Table): ToolError {
  const problem = `${name} has no primary key to tell by which row to change; nothing was stored`;
  return wrongInput('on_conflict', problem, 'Name unique columns here, or leave upsert out.');
}
