import { ToolError } from '@bizmcp/core';
import { checkColumns, hasColumns, tableOf } from './column-check.ts';
import { quotedColumn, unquoted } from './column-name.ts';
import { checkExact } from './exact-number.ts';
import type { Table } from './project-schema.ts';
import { readRows } from './read-rows.ts';
import type { WireRow } from './row.ts';
import { keysOf, rowName } from './row-key.ts';
import { listedParts } from './selected-item.ts';
import type { Supabase } from './supabase.ts';
import { checkValues } from './value-check.ts';

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
}

/** Values by which the rows of an upsert are looked up for a person. */
const mostLookedUp = 50;

/** Holds rows against the project's own description. */
export async function checkInsertion(api: Supabase, input: Insertion): Promise<CheckedInsertion> {
  const rows = Array.isArray(input.data) ? input.data : [input.data];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = tableOf(await api.describe(hasColumns(input.table, columns)), input.table);
  if (rows.some((row) => Object.keys(row).length === 0)) throw noColumn();
  if (input.upsert) checkAlike(rows, columns);
  checkExact(input.data, 'data');
  const conflict = listedParts(input.on_conflict ?? '').map(unquoted);
  checkColumns(table, columns, 'data');
  checkColumns(table, conflict, 'on_conflict');
  checkValues(table, rows, 'data');
  if (input.upsert && table && conflict.length === 0 && keysOf(table).length === 0) throw noKey(table);
  return { table, rows, conflict };
}

/** PostgREST sets what one row of several does not name to its default, also in a row that is there already. */
function checkAlike(rows: readonly WireRow[], columns: readonly string[]): void {
  const unlike = rows.find((row) => Object.keys(row).length < columns.length);
  if (!unlike) return;
  const left = columns.filter((column) => !Object.hasOwn(unlike, column)).join(', ');
  const problem = `rows of one upsert name the same columns, else what they leave out (${left}) is set to its default; upsert rows of other columns by another call`;
  throw new ToolError('invalid_input', `Nothing was changed: ${problem}.`, { fields: [{ path: 'data', problem }] });
}

/** What an insertion would do: how many rows it adds, each of several, and for an upsert those that it changes, as they are now. */
export async function shownInsertion(api: Supabase, input: Insertion) {
  const checked = await checkInsertion(api, input);
  const { rows } = checked;
  const changed = input.upsert ? await changedByUpsert(api, input.table, checked) : undefined;
  const changes = changed?.changes ?? [];
  const present = new Set(changes.map(({ after }) => after));
  const added = rows.flatMap((row, index) => (present.has(row) ? [] : [[`row ${index + 1}`, row] as const]));
  const unsure = changed ? rows.length - changed.lookedUp : 0;
  return {
    before: { 'rows added': 0, ...Object.fromEntries(changes.map(({ name, before }) => [name, before])) },
    after: {
      'rows added': added.length - unsure,
      ...(unsure > 0 && { 'rows added or changed': unsure }),
      ...Object.fromEntries(changes.map(({ name, after }) => [name, after])),
      // One alone stands above, among the arguments.
      ...(rows.length > 1 && Object.fromEntries(added)),
    },
  };
}

/** The rows that an upsert would change beside what they would become; undefined where it goes by no column that is given. */
async function changedByUpsert(api: Supabase, name: string, { table, rows, conflict }: CheckedInsertion) {
  const keys = conflict.length > 0 ? conflict : keysOf(table);
  const isKeyed = (row: WireRow) => keys.every((key) => isKey(row[key]));
  const keyed = rows.filter(isKeyed).slice(0, Math.floor(mostLookedUp / Math.max(1, keys.length)));
  if (keys.length === 0 || keyed.length === 0) return undefined;
  const columns = [...new Set([...keys, ...keyed.flatMap((row) => Object.keys(row))])];
  const filters = { or: keyed.map((row) => Object.fromEntries(keys.map((key) => [key, { eq: row[key] }]))) };
  const select = columns.map(quotedColumn).join(',');
  const { data } = await readRows(api, { table: name, select, filters, limit: rows.length, offset: 0 });
  const present = new Map(data.map((row) => [rowName(row, keys), row]));
  const changes = keyed.flatMap((row) => {
    const before = present.get(rowName(row, keys));
    return before ? [{ name: rowName(row, keys), before: pick(before, Object.keys(row)), after: row }] : [];
  });
  return { changes, lookedUp: keyed.length + rows.filter((row) => !isKeyed(row)).length };
}

/** How to find out whether rows were stored: by columns, not by their values, which may be personal. */
export function lookUpOf({ conflict, rows, table }: CheckedInsertion, isUpsert: boolean): string {
  const keys = conflict.length > 0 ? conflict : keysOf(table);
  const isKeyed = keys.length > 0 && rows.every((row) => keys.every((key) => isKey(row[key])));
  if (isUpsert && isKeyed) return 'Upsert it again: it makes no second row.';
  const by = isKeyed ? keys : Object.keys(rows[0] ?? {}).slice(0, 3);
  return `Look for it with query_table by the values of ${by.join(', ')}. Insert it again only if it is not there.`;
}

function isKey(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function pick(row: WireRow, columns: readonly string[]): WireRow {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

function noColumn(): ToolError {
  return new ToolError('invalid_input', 'data has a row without a column; nothing was stored.');
}

/** The database would add the rows, and nobody would know. */
function noKey({ name }: Table): ToolError {
  const problem = `${name} has no primary key to tell by which row to change`;
  return new ToolError(
    'invalid_input',
    `upsert: ${problem}; nothing was stored. Name unique columns in on_conflict, or leave upsert out.`,
    { fields: [{ path: 'on_conflict', problem }] },
  );
}
