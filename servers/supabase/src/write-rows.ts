import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { checkColumns, hasColumns, tableOf } from './column-check.ts';
import { quotedColumn } from './column-name.ts';
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
}

const WirePage = z.object({ data: WireRows, count: z.number() });
const WireData = z.object({ data: WireRows });
/** Rows that a person is shown before a write. */
const shownInPreview = 20;

/** Changes the rows that match, after counting them. */
export async function updateRows(api: Supabase, selection: RowSelection, data: Record<string, unknown>) {
  const checked = await checkSelection(api, selection, Object.keys(data));
  checkExact(data, 'data');
  if (Object.keys(data).length === 0)
    throw new ToolError('invalid_input', 'data names no column; nothing was changed.');
  return writeCapped(api, checked, selection.max_rows, (client) => client.from(checked.name).update(data));
}

/** Deletes the rows that match, after counting them. */
export async function deleteRows(api: Supabase, selection: RowSelection) {
  const checked = await checkSelection(api, selection);
  return writeCapped(api, checked, selection.max_rows, (client) => client.from(checked.name).delete());
}

/** The rows that match as they are now, the first of them for a person to see, by their keys. Throws `conflict` for too many. */
export async function presentRows(api: Supabase, selection: RowSelection, written?: Record<string, unknown>) {
  const columns = written && Object.keys(written);
  const checked = await checkSelection(api, selection, columns);
  checkExact(written, 'data');
  const keys = keysOf(checked.table);
  const select = columns && keys.length > 0 ? [...new Set([...keys, ...columns])].map(quotedColumn).join(',') : '*';
  const { data, count } = await readMatching(api, checked, select, shownInPreview);
  if (count > selection.max_rows) throw tooMany(count, selection.max_rows);
  const { rows: shown } = withoutVectors(data, select);
  const rows = shown.map((row, index) => {
    const name = keys.length > 0 ? rowName(row, keys) : `row ${index + 1}`;
    return [name, row] as const;
  });
  return { rows, count, more: count - rows.length };
}

type Client = Awaited<ReturnType<Supabase['client']>>;

/** As much of the SDK's builder as a write needs. Its own type knows the version of PostgREST only of a generated schema. */
interface WriteRequest {
  maxAffected(rows: number): unknown;
  select(): { throwOnError(): PromiseLike<unknown> };
}

async function writeCapped(
  api: Supabase,
  checked: CheckedSelection,
  maxRows: number,
  // Not awaited by itself: the SDK's builder sends its request where it is awaited.
  build: (client: Client) => WriteRequest,
) {
  const { count } = await readMatching(api, checked, keysOf(checked.table).map(quotedColumn).join(',') || '*', 1);
  if (count > maxRows) throw tooMany(count, maxRows);
  if (count === 0) return [];
  const client = await api.client();
  const write = async (isCapped: boolean) => {
    const request = withParameters(build(client), checked.parameters);
    if (isCapped) request.maxAffected(maxRows);
    return readAnswer(WireData, request.select().throwOnError(), 'write');
  };
  const isCapped = api.maxAffected.isKnown;
  const { data } = await write(isCapped).catch((error: unknown) => {
    const isRefused = error instanceof ToolError && error.message.includes(unknownPreference);
    if (!isCapped || !isRefused) throw error;
    api.maxAffected.isKnown = false;
    return write(false);
  });
  if (data.length === 0) throw heldBack(count);
  return data;
}

async function checkSelection(
  api: Supabase,
  { table: name, filters }: RowSelection,
  written: readonly string[] = [],
): Promise<CheckedSelection> {
  const table = tableOf(await api.describe(hasColumns(name, [...written, ...columnsOf(filters)])), name);
  checkColumns(table, written, 'data');
  const parameters = checkedFilters(table, filters);
  if (parameters.length === 0) throw noFilter();
  return { name, table, parameters };
}

async function readMatching(api: Supabase, checked: CheckedSelection, select: string, limit: number) {
  const client = await api.client();
  const request = client.from(checked.name).select(select, { count: 'exact' });
  return readAnswer(WirePage, withParameters(request, checked.parameters).limit(limit).throwOnError());
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
    `${count} rows match, and none was changed: row level security lets these credentials read them only, unless somebody else changed them meanwhile. Read them again; if they are still there, ask for the right.`,
  );
}

function tooMany(count: number, maxRows: number): ToolError {
  return new ToolError(
    'conflict',
    `The filters match ${count} rows, more than max_rows (${maxRows}), so nothing was changed. Narrow the filters, or ask the user whether all are meant and set max_rows.`,
  );
}
