import { wrongCursor } from '@bizmcp/core';
import type * as z from 'zod';
import type { Query } from './query.ts';
import type { QuickBooks } from './quickbooks.ts';

interface PageInput {
  cursor?: string | undefined;
  limit: number;
}

/** A place in a list: from which row on, and how many. The cursor is the place of the first row alone: how many, `limit` says. */
export function pageStart({ cursor = '1', limit }: PageInput): { start: number; limit: number } {
  if (/^[1-9]\d{0,8}$/.test(cursor)) return { start: Number(cursor), limit };
  throw wrongCursor();
}

/** One page of rows that are all at hand. */
export function pageOf<Row>(all: readonly Row[], input: PageInput): { rows: Row[]; next_cursor?: string } {
  const { start, limit } = pageStart(input);
  const next = start + limit;
  return { rows: all.slice(start - 1, next - 1), ...(all.length >= next && { next_cursor: String(next) }) };
}

/** One page of a query; a row more is asked for, which tells whether there is another. */
export async function readPage<Schema extends z.ZodType>(
  api: QuickBooks,
  query: Query,
  row: Schema,
): Promise<{ rows: z.output<Schema>[]; next_cursor?: string }> {
  const rows = await api.query({ ...query, limit: query.limit + 1 }, row);
  const { start, limit } = query;
  return { rows: rows.slice(0, limit), ...(rows.length > limit && { next_cursor: String(start + limit) }) };
}
