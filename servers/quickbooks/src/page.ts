import { wrongCursor } from '@bizmcp/core';
import type * as z from 'zod';
import type { Query } from './query.ts';
import type { QuickBooks } from './quickbooks.ts';

interface PageInput {
  cursor?: string | undefined;
  limit: number;
}

/** A place in a list: what is shown of it, and from which row on. A later page keeps the size of the first. */
export function pageStart({ cursor, limit }: PageInput): { start: number; limit: number } {
  if (cursor === undefined) return { start: 1, limit };
  const [, start, size] = /^(\d{1,9})-(\d{1,3})$/.exec(cursor) ?? [];
  if (start === undefined || Number(start) < 2 || Number(size) < 1) throw wrongCursor();
  return { start: Number(start), limit: Number(size) };
}

/** One page of a query; a row more is asked for, which tells whether there is another. */
export async function readPage<Schema extends z.ZodType>(
  api: QuickBooks,
  query: Query,
  row: Schema,
): Promise<{ rows: z.output<Schema>[]; next_cursor?: string }> {
  const rows = await api.query({ ...query, limit: query.limit + 1 }, row);
  const { start, limit } = query;
  return { rows: rows.slice(0, limit), ...(rows.length > limit && { next_cursor: `${start + limit}-${limit}` }) };
}
