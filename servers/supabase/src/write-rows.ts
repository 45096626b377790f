import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { checkColumns, hasColumns, tableOf } from './column-check.ts';
import { quotedColumn, rootOf } from './column-name.ts';
import { checkExact } from './exact-number.ts';
import type { Parameter } from './postgrest-filter.ts';
import type { Table } from './project-schema.ts';
import { checkedFilters, columnsOf, readAnswer, withParameters } from './read-rows.ts';
import { unknownPreference } from './rest-error.ts';
import { WireRows } from './row.ts';
import { keysOf, rowName } from './row-key.ts';
import type { Supabase } from './supabase.ts';
import { withoutVectors } from './vector-columns.ts';

/** Which rows a write is for. */
export interface RowSelection {
  table: string;
  filters: Record<string, unknown>;
  max_rows: number;
}

/** A write whose names are checked. */
interface CheckedSelection {
  name: string;
  table: Table | undefined;
  parameters: readonly Parameter[];
  /** Columns that the filters name, which the credentials have to be allowed to read in any case. */
  filtered: readonly string[];
  /** Columns that are to be changed. */
  written: readonly string[];
}

const WirePage = z.object({ data: WireRows, count: z.number() });
const WireData = z.object({ data: WireRows });
/** Rows that a person is shown before a write. */
const shownInPreview = 20;

/** Changes the rows that match, after counting them, and gives what the credentials may read of them. */
export async function updateRows(api: Supabase, selection: RowSelection, data: Record<string, unknown>) {
  const checked = await checkSelection(api, selection, Object.keys(data));
  checkExact(data, 'data');
  if (Object.keys(data).length === 0)
    throw new ToolError('invalid_input', 'data names no column; nothing was changed.');
  const write = { first: '*', maxRows: selection.max_rows };
  return writeCapped(api, checked, write, (client) => client.from(checked.name).update(data));
}

/** Deletes the rows that match, after counting them. */
export async function deleteRows(api: Supabase, selection: RowSelection) {
  const checked = await checkSelection(api, selection);
  const write = { first: listOf(keysOf(checked.table)) || '*', maxRows: selection.max_rows };
  return writeCapped(api, checked, write, (client) => client.from(checked.name).delete());
}

/** The rows that match as they are now, the first of them for a person to see, by their keys. Throws `conflict` for too many. */
export async function presentRows(api: Supabase, selection: RowSelection, written?: Record<string, unknown>) {
  const columns = written && Object.keys(written);
  const checked = await checkSelection(api, selection, columns);
  checkExact(written, 'data');
  const keys = keysOf(checked.table);
  const first = columns && keys.length > 0 ? listOf([...keys, ...columns]) : '*';
  const { data, count, select } = await readMatching(api, checked, first, shownInPreview);
  if (count > selection.max_rows) throw tooMany(count, selection.max_rows);
  const { rows: shown } = withoutVectors(data, select);
  const rows = shown.map((row, index) => {
    const isNamed = keys.length > 0 && keys.every((key) => key in row);
    const name = isNamed ? rowName(row, keys) : `row ${index + 1}`;
    return [name, row] as const;
  });
  return { rows, count, more: count - rows.length };
}

type Client = Awaited<ReturnType<Supabase['client']>>;

/** As much of the SDK's builder as a write needs. Its own type knows the version of PostgREST only of a generated schema. */
interface WriteRequest {
  maxAffected(rows: number): unknown;
  select(columns: string): { throwOnError(): PromiseLike<unknown> };
}

async function writeCapped(
  api: Supabase,
  checked: CheckedSelection,
  { first, maxRows }: { first: string; maxRows: number },
  // Not awaited by itself: the SDK's builder sends its request where it is awaited.
  build: (client: Client) => WriteRequest,
) {
  const { count, select } = await readMatching(api, checked, first, 1);
  if (count > maxRows) throw tooMany(count, maxRows);
  if (count === 0) return { rows: [], isWhole: true };
  const client = await api.client();
  const write = async (isCapped: boolean) => {
    const request = withParameters(build(client), checked.parameters);
    if (isCapped) request.maxAffected(maxRows);
    return readAnswer(WireData, request.select(select).throwOnError(), 'write');
  };
  const isCapped = api.maxAffected.isKnown;
  const { data } = await write(isCapped).catch((error: unknown) => {
    const isRefused = error instanceof ToolError && error.message.includes(unknownPreference);
    if (!isCapped || !isRefused) throw error;
    api.maxAffected.isKnown = false;
    return write(false);
  });
  if (data.length === 0) throw heldBack(count);
  return { rows: data, isWhole: select === first };
}

async function checkSelection(
  api: Supabase,
  { table: name, filters }: RowSelection,
  written: readonly string[] = [],
): Promise<CheckedSelection> {
  const filtered = columnsOf(filters).map(rootOf);
  const table = tableOf(await api.describe(hasColumns(name, [...written, ...filtered])), name);
  checkColumns(table, written, 'data');
  const parameters = checkedFilters(table, filters);
  if (parameters.length === 0) throw noFilter();
  return { name, table, parameters, filtered, written };
}

/** Rows that match, by what the credentials may read of them: where grants are on columns, those of the filters at least. */
async function readMatching(api: Supabase, checked: CheckedSelection, first: string, limit: number) {
  const { name, table, parameters, filtered, written } = checked;
  const client = await api.client();
  const read = async (select: string) => {
    const request = withParameters(client.from(name).select(select, { count: 'exact' }), parameters);
    return { ...(await readAnswer(WirePage, request.limit(limit).throwOnError())), select };
  };
  const orRead = (select: string) => (error: unknown) => {
    if (error instanceof ToolError && error.code === 'forbidden') return read(select);
    throw error;
  };
  const named = listOf([...keysOf(table), ...filtered, ...written]);
  return read(first)
    .catch(orRead(named))
    .catch(orRead(listOf(filtered)));
}

/** A select of these columns. */
function listOf(columns: readonly string[]): string {
  return [...new Set(columns)].map(quotedColumn).join(',');
}

function noFilter(): ToolError {
  const problem = 'is empty, which would mean every row';
  return new ToolError('invalid_input', `filters ${problem}; nothing was changed. Name the rows, such as {"id": 7}.`, {
    fields: [{ path: 'filters', problem, example: { id: 7 } }],
  });
}

function heldBack(count: number): ToolError {
  return new ToolError(
    'forbidden',
    `${count} rows match, and none was changed: row level security lets these credentials read them only, or a trigger held the change back, or somebody else was first. Read them again; if they are as before, ask for the right.`,
  );
}

function tooMany(count: number, maxRows: number): ToolError {
  return new ToolError(
    'conflict',
    `The filters match ${count} rows, more than max_rows (${maxRows}), so nothing was changed. Narrow the filters, or ask the user whether all are meant and set max_rows.`,
  );
}
