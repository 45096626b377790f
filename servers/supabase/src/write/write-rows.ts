import { hasReason, ToolError, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { checkExact } from '../exact-number.ts';
import { findEveryRow } from '../filter/every-row.ts';
import type { Condition } from '../filter/filter.ts';
import { filterHints } from '../filter/filter-hints.ts';
import type { IsShown } from '../filter/masked-columns.ts';
import type { Parameter } from '../filter/postgrest-filter.ts';
import { strangeFilters } from '../filter/strange-filters.ts';
import { cutRowProblem } from '../row/cut-rows.ts';
import { checkedFilters, columnsOf, mostRows, readAnswer, withParameters } from '../row/read-rows.ts';
import { isRestricted, type WireRow, WireRows } from '../row/row.ts';
import { keysOf, rowName, tellingColumn } from '../row/row-key.ts';
import { unseenHints } from '../row/unseen-characters.ts';
import { checkColumns, hasColumns, tableAsRead, writableTable } from '../schema/column-check.ts';
import { isEmbedded, quotedColumn, rootOf } from '../schema/column-name.ts';
import { type Table, typesOf } from '../schema/project-schema.ts';
import { checkValues } from '../schema/value-check.ts';
import type { Supabase } from '../supabase.ts';
import { withoutVectors } from '../vector/vector-columns.ts';
import { matchingText } from './matching-rows.ts';
import { writeDoubts } from './write-doubts.ts';

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
  filters: Record<string, unknown>;
  conditions: readonly Condition[];
  parameters: readonly Parameter[];
  /** What is to be known of the filters, by how many rows they find. */
  hints: (found: number) => string[];
  /** Columns that the filters name, which the credentials have to be allowed to read in any case. */
  filtered: readonly string[];
  /** Columns that are to be changed. */
  written: readonly string[];
}

const WirePage = z.object({ data: WireRows, count: z.number() });
const WireData = z.object({ data: WireRows });
const ofAnotherTable =
  'is of another table, by which rows cannot be changed; find them with query_table, then name their keys';
const everyRow = 'would mean every row; nothing was changed';
/** Rows that a write left as they were, by which it names them. */
const mostNamed = 50;

/** Changes the rows that match, after counting them, and gives what the credentials may read of them. */
export async function updateRows(api: Supabase, selection: RowSelection, data: Record<string, unknown>) {
  const checked = await checkSelection(api, selection, data);
  const write = { first: '*', maxRows: selection.max_rows };
  return writeCapped(api, checked, write, (client) => client.from(checked.name).update(data));
}

/** Deletes the rows that match, after counting them, and gives them by their keys. */
export async function deleteRows(api: Supabase, selection: RowSelection) {
  const checked = await checkSelection(api, selection);
  const write = { first: listOf(keysOf(checked.table)) || '*', maxRows: selection.max_rows };
  return writeCapped(api, checked, write, (client) => client.from(checked.name).delete());
}

/**
 * The rows that match as they are now, all of them, for a person to see, by their keys: a write for which others match by the time of
 * the yes is not the one that was shown; and what is to be told beside them. Throws `conflict` for too many, and `not_found` for none.
 */
export async function presentRows(
  api: Supabase,
  selection: RowSelection,
  isShown: IsShown,
  data?: Record<string, unknown>,
) {
  const checked = await checkSelection(api, selection, data);
  const keys = keysOf(checked.table);
  const first = data && keys.length > 0 ? listOf([...keys, ...checked.written, ...checked.filtered]) : '*';
  const { data: found, count, select } = await readMatching(api, checked, first, selection.max_rows);
  await checkCount(api, checked, count, selection.max_rows);
  refuseCutCopies(data, found);
  if (!checked.table && select === '*') checkColumns(tableAsRead(checked.name, found), checked.written, 'data');
  const { rows } = withoutVectors(found, select);
  const naming = keys.length > 0 ? keys : tellingColumn(rows);
  const named = sortedByName(rows, naming).map(
    (row, index) => [nameOf(row, naming) ?? `row ${index + 1}`, row] as const,
  );
  const doubts = await writeDoubts(api, { table: checked.table, rows: data ? [data] : [], isNew: false });
  const strange = await strangeFilters(api, { table: checked.name, filters: checked.filters }, found);
  const hints = [...checked.hints(count), ...strange, ...unseenHints(found)];
  const matching = matchingText({ rows: named, conditions: checked.conditions, data, isShown, role: api.role });
  return {
    rows: named,
    told: { 'rows that match': matching, ...doubts, ...(hints.length > 0 && { note: hints.join(' ') }) },
  };
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
  await checkCount(api, checked, count, maxRows);
  const client = await api.client();
  const write = async (isCapped: boolean) => {
    const request = withParameters(build(client), checked.parameters);
    // Not one that came to match since they were counted.
    if (isCapped) request.maxAffected(count);
    return readAnswer(WireData, request.select(select).throwOnError(), 'write');
  };
  const isCapped = api.maxAffected.isKnown && (await mayKnowMaxAffected(api));
  const { data } = await write(isCapped).catch((error: unknown) => {
    // An older PostgREST does nothing then.
    if (!isCapped || !hasReason(error, 'unknown_preference')) throw error;
    api.maxAffected.isKnown = false;
    return write(false);
  });
  if (data.length === 0) throw heldBack(count);
  const left = data.length < count ? await leftAlone(api, checked, data) : [];
  const notes = [partlyDone(data.length, count, left), ...checked.hints(count)].filter((each) => each !== undefined);
  return { rows: data, keys: keysOf(checked.table), isWhole: select === first, notes };
}

/** The names of rows that a write was for and did not reach, as row level security and triggers hold it back without a word. */
async function leftAlone(api: Supabase, checked: CheckedSelection, done: readonly WireRow[]): Promise<string[]> {
  const keys = keysOf(checked.table);
  if (keys.length === 0 || checked.written.some((column) => keys.includes(column))) return [];
  const limit = mostNamed + done.length;
  // The write is done: that its rest can't be read must not make it fail.
  const { data } = await readMatching(api, checked, listOf(keys), limit).catch(() => ({ data: [] }));
  const names = new Set(done.map((row) => nameOf(row, keys)));
  const left = sortedByName(data, keys).flatMap((row) => nameOf(row, keys) ?? []);
  return left.filter((name) => !names.has(name)).slice(0, mostNamed);
}

function partlyDone(done: number, count: number, left: readonly string[]): string | undefined {
  if (done >= count) return undefined;
  const which = left.length > 0 ? `: ${left.join(', ')}` : '';
  return `Done for ${done} of the ${count} rows that match; row level security, a trigger or somebody else kept the others as they were${which}.`;
}

/** What a person knows a row by, where its keys can be read by all who may be shown the row. */
function nameOf(row: WireRow, keys: readonly string[]): string | undefined {
  return keys.length > 0 && keys.every((key) => key in row && !isRestricted(key)) ? rowName(row, keys) : undefined;
}

/** The database gives rows in any order, and another one after each change. */
function sortedByName(rows: readonly WireRow[], keys: readonly string[]): WireRow[] {
  const textOf = (row: WireRow) => nameOf(row, keys) ?? JSON.stringify(row);
  return rows.toSorted((left, right) => textOf(left).localeCompare(textOf(right), 'en', { numeric: true }));
}

/** It came with PostgREST 13: to one that is older by its own word no write is sent that it refuses. */
async function mayKnowMaxAffected(api: Supabase): Promise<boolean> {
  const { version } = (await api.describe()) ?? {};
  return version === undefined || Number.parseInt(version, 10) >= 13;
}

async function checkSelection(
  api: Supabase,
  { table: name, filters }: RowSelection,
  data?: Record<string, unknown>,
): Promise<CheckedSelection> {
  const written = Object.keys(data ?? {});
  const asked = columnsOf(filters);
  const filtered = asked.map(rootOf);
  const method = data ? 'patch' : 'delete';
  const table = writableTable(await api.describe(hasColumns(name, [...written, ...filtered])), name, method);
  checkColumns(table, written, 'data');
  const embedded = asked.find((column) => isEmbedded(column, typesOf(table)));
  if (embedded !== undefined) throw wrongInput(`filters.${embedded}`, ofAnotherTable, 'Nothing was changed.');
  const { conditions, parameters } = checkedFilters(table, filters);
  if (findEveryRow(conditions)) throw wrongInput('filters', everyRow, 'Name the rows, such as {"id": 7}.', { id: 7 });
  checkExact(data, 'data');
  checkValues(table, data ? [data] : [], 'data');
  if (data && written.length === 0) throw wrongInput('data', 'names no column; nothing was changed');
  const hints = (found: number) => filterHints({ conditions, select: '*', table }, found);
  return { name, table, filters, conditions, parameters, hints, filtered, written };
}

/** A text that an answer showed in part, without its mark, would take the place of all of it. */
function refuseCutCopies(data: WireRow = {}, rows: readonly WireRow[]): void {
  for (const [name, value] of Object.entries(data)) {
    const problem = rows.map((row) => cutRowProblem(value, row[name])).find((each) => each !== undefined);
    if (problem !== undefined) throw wrongInput(`data.${name}`, problem, 'Nothing was changed.');
  }
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

function heldBack(count: number): ToolError {
  const which = count === 1 ? 'The row that matches was not changed' : `${count} rows match, and none was changed`;
  return new ToolError(
    'forbidden',
    `${which}: somebody else was first, or row level security lets these credentials read it only, or a trigger held the change back. Read it again; if it is as before, ask for the right.`,
  );
}

async function checkCount(api: Supabase, checked: CheckedSelection, count: number, maxRows: number): Promise<void> {
  if (count === 0) {
    const { name, filters, hints } = checked;
    const none = `No row of ${name} that these credentials can see matches the filters, so nothing was changed.`;
    const strange = await strangeFilters(api, { table: name, filters }, []);
    throw new ToolError('not_found', [none, ...hints(0), ...strange, 'Try them with query_table.'].join(' '));
  }
  if (count > maxRows) throw tooMany(count, maxRows);
}

function tooMany(count: number, maxRows: number): ToolError {
  const most = `: a call changes ${mostRows} at most, so more of them take several, such as one for each range of the key`;
  const advice = count > mostRows ? most : ', or ask the user whether all are meant and set max_rows';
  const matched = `The filters match ${count} rows, more than max_rows (${maxRows}), so nothing was changed`;
  return new ToolError('conflict', `${matched}. Narrow the filters${advice}.`);
}
