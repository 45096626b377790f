import { wrongCursor } from '@bizmcp/core';
import * as z from 'zod';

/** https://developer.xero.com/documentation/api/accounting/requests-and-responses#paging */
export const WirePagination = z
  .object({ page: z.number(), pageCount: z.number(), itemCount: z.number() })
  .partial()
  .optional();

/** Which page to ask Xero for. */
export interface PageRequest {
  page: number;
  pageSize: number;
}

/** Xero pages by number; a later page keeps the size of the first, whatever `limit` says then. */
export function toPageRequest({ cursor, limit }: { cursor?: string | undefined; limit: number }): PageRequest {
  if (cursor === undefined) return { page: 1, pageSize: limit };
  const [, page, pageSize] = /^(\d{1,6})-(\d{1,4})$/.exec(cursor) ?? [];
  if (page === undefined || Number(page) < 2) throw wrongCursor();
  return { page: Number(page), pageSize: Number(pageSize) };
}

/** The cursor of the page after this one; a full page without a count may have one. */
export function nextCursor(
  { page, pageSize }: PageRequest,
  pagination: z.output<typeof WirePagination>,
  found: number,
): { next_cursor?: string } {
  const hasMore = pagination?.pageCount === undefined ? found >= pageSize : page < pagination.pageCount;
  return hasMore ? { next_cursor: `${page + 1}-${pageSize}` } : {};
}
