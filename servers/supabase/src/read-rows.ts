import { readSdkAnswer } from '@bizmcp/core';
import * as z from 'zod';
import { checkColumns, tableOf } from './column-check.ts';
import { checkComparisons } from './comparison-check.ts';
import { type Condition, comparisonsOf, readFilters } from './filter.ts';
import { filterHints } from './filter-hints.ts';
import { filterParameters, type Parameter, type TypeOf } from './postgrest-filter.ts';
import type { Table } from './project-schema.ts';
import { WireRows } from './row.ts';
import { readOrder } from './row-order.ts';
import { checkSelect } from './select-check.ts';
import { embeddedTables, selectedColumns } from './select-list.ts';
import { type Supabase, unwrapError } from './supabase.ts';

/** Which rows, and how much of them. */
export interface RowQuery {
  table: string;
  select: string;
  filters: Record<string, unknown>;
  order?: string | undefined;
  limit: number;
  offset: number;
  count?: 'exact' | 'planned' | 'estimated' | undefined;
}

const WirePage = z.object({ data: WireRows, count: z.number().nullish() });

/** Reads rows, with columns checked against the project's own description where it gives one. */
export async function readRows(api: Supabase, query: RowQuery) {
  const { table: name, select, limit, offset, count } = query;
  const table = tableOf(await api.describe(), name);
  const conditions = checkedConditions(table, query.filters, embeddedTables(select));
  checkSelect(select);
  checkColumns(table, selectedColumns(select), 'select');
  const order = readOrder(query.order, table);
  checkColumns(
    table,
    order.map(({ column }) => column),
    'order',
  );
  const client = await api.client();
  const request = client.from(name).select(select, count ? { count } : {});
  const parameters = filterParameters(conditions, typesOf(table));
  const ordered = withParameters(request, [...parameters, ...orderParameter(order)]);
  const page = await readAnswer(WirePage, ordered.range(offset, offset + limit - 1).throwOnError());
  return { ...page, isOrdered: order.length > 0, hints: filterHints({ conditions, select, table }, page.data.length) };
}

/** Filters as parameters, their columns checked. */
export function checkedFilters(table: Table | undefined, filters: Record<string, unknown>): Parameter[] {
  return filterParameters(checkedConditions(table, filters, []), typesOf(table));
}

function checkedConditions(
  table: Table | undefined,
  filters: Record<string, unknown>,
  embedded: readonly string[],
): Condition[] {
  const conditions = readFilters(filters);
  const columns = comparisonsOf(conditions).map(({ column }) => column);
  checkColumns(
    table,
    columns.filter((column) => !embedded.includes(column)),
    'filters',
  );
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

function typesOf(table: Table | undefined): TypeOf {
  const types = new Map(table?.columns.map(({ name, type }) => [name, type]));
  return (column) => types.get(column);
}
