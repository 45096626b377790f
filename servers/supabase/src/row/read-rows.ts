import { hasReason, readSdkAnswer, ToolError, withHint } from '@bizmcp/core';
import * as z from 'zod';
import { checkComparisons, checkTimes } from '../filter/comparison-check.ts';
import { type Condition, comparisonsOf, readFilters } from '../filter/filter.ts';
import { filterHints } from '../filter/filter-hints.ts';
import { filterParameters, type Parameter } from '../filter/postgrest-filter.ts';
import { checkPaths, hasColumns, tableOf } from '../schema/column-check.ts';
import { type Table, typesOf } from '../schema/project-schema.ts';
import { checkEmbedded } from '../select/embedding-check.ts';
import { checkRenames } from '../select/rename-check.ts';
import { orderHints, readOrder, type Sorting, tellsApart } from '../select/row-order.ts';
import { checkSelect } from '../select/select-check.ts';
import { embeddedTables, isAggregated, quotedSelect, selectedColumns } from '../select/select-list.ts';
import { type Supabase, unwrapError } from '../supabase.ts';
import { WireRows } from './row.ts';
import { keysOf } from './row-key.ts';
import { unseenHints } from './unseen-characters.ts';

/** The most rows of one answer: https://supabase.com/docs/reference/javascript/select, by default projects return a maximum of 1,000 rows. */
export const mostRows = 1000;

/** Which rows, and how much of them. */
export interface RowQuery {
  table: string;
  select: string;
  filters: Record<string, unknown>;
  order?: string | undefined;
  limit: number;
  offset: number;
  count?: 'exact' | 'planned' | 'estimated' | undefined;
  /** What rows have to be like beside `filters`, which is not the caller's own. */
  beyond?: readonly Condition[] | undefined;
  /** Until when it is waited for; until the call is over unless told. */
  signal?: AbortSignal | undefined;
}

const WirePage = z.object({ data: WireRows, count: z.number().nullish().catch(undefined) });

const sortedByOther =
  'A column of an embedded table that rows are sorted by has to be among those that select names of it.';

/** Reads rows. Names that the project's description lacks are asked for all the same: it is silent about computed columns. */
export async function readRows(api: Supabase, query: RowQuery) {
  const { table: name, limit, offset, count } = query;
  const schema = await api.describe(hasColumns(name));
  const table = tableOf(schema, name);
  const conditions = readConditions(table, query.filters);
  const select = quotedSelect(query.select, table);
  checkSelect(select);
  checkRenames(select);
  // Rows that are counted or summed have no key.
  const keyed = isAggregated(select) ? undefined : table;
  const order = readOrder(query.order, keyed);
  const client = await api.client();
  const request = client.from(name).select(select, count ? { count } : {});
  const parameters = filterParameters([...conditions, ...(query.beyond ?? [])], typesOf(table));
  if (query.signal) request.abortSignal(query.signal);
  const ordered = withParameters(request, [...parameters, ...orderParameter(order)]);
  // What is not embedded at all is told as that.
  const isNamed = (error: ToolError) => error.details.fields !== undefined;
  const sortedHint = async (error: ToolError) =>
    order.some(({ text }) => text.includes('(')) && isNamed(error) ? sortedByOther : undefined;
  const readPage = () => readAnswer(WirePage, ordered.range(offset, offset + limit - 1).throwOnError());
  const page = await withHint('invalid_input', sortedHint, readPage).catch((error: unknown) => {
    if (error instanceof ToolError && error.code === 'invalid_input') {
      checkEmbedded({ table, tables: schema?.tables, select, comparisons: comparisonsOf(conditions) });
      checkNames(table, query, order);
      if (hasReason(error, 'other_time')) checkTimes(table, conditions);
    }
    throw error;
  });
  // The count is of the rows of the table, also where they are grouped.
  const exactCount = count === 'exact' && !isAggregated(select) ? (page.count ?? undefined) : undefined;
  const hints = [
    ...filterHints({ conditions, select, table, tables: schema?.tables }, page.data.length),
    ...orderHints(order, page.data, table),
    ...unseenHints(page.data),
  ];
  return { ...page, exactCount, isOrdered: keysOf(keyed).length > 0 || tellsApart(order, page.data), hints };
}

/** Says of a refused read which of its names may be wrong. */
function checkNames(table: Table | undefined, { select, filters }: RowQuery, order: readonly Sorting[]): void {
  const embedded = embeddedTables(select);
  const filtered = columnsOf(filters).filter((column) => !embedded.includes(column));
  checkPaths(table, filtered, 'filters');
  checkPaths(table, selectedColumns(select), 'select');
  // Rows that are counted or summed may be sorted by a name that select gives.
  const sorted = isAggregated(select) ? [] : order.map(({ column }) => column);
  checkPaths(table, sorted, 'order');
}

/** Filters, their columns checked, and as parameters. */
export function checkedFilters(table: Table | undefined, filters: Record<string, unknown>) {
  checkPaths(table, columnsOf(filters), 'filters');
  const conditions = readConditions(table, filters);
  return { conditions, parameters: filterParameters(conditions, typesOf(table)) };
}

/** The columns that filters name. */
export function columnsOf(filters: Record<string, unknown>): string[] {
  return comparisonsOf(readFilters(filters)).map(({ column }) => column);
}

function readConditions(table: Table | undefined, filters: Record<string, unknown>): Condition[] {
  const conditions = readFilters(filters);
  checkComparisons(table, conditions);
  return conditions;
}

/** Puts parameters on a request of the SDK, whose own methods write only some of them. */
export function withParameters<Request extends object>(request: Request, parameters: readonly Parameter[]): Request {
  // The SDK's builder keeps its URL to subclasses; it is the one place where every parameter gets through as it is.
  const { url } = request as unknown as { url: URL };
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return request;
}

/** Holds an answer of the SDK against our schema of it. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: PromiseLike<unknown>,
  kind: 'read' | 'write' = 'read',
): Promise<z.output<Schema>> {
  const unwrapped = Promise.resolve(answer).catch((error: unknown) => {
    throw unwrapError(error);
  });
  return readSdkAnswer(schema, unwrapped, { system: 'Supabase', kind });
}

function orderParameter(order: readonly { text: string }[]): Parameter[] {
  return order.length > 0 ? [['order', order.map(({ text }) => text).join(',')]] : [];
}
