import { wrongCursor } from '@bizmcp/core';
import * as z from 'zod';

/** https://developer.xero.com/documentation/api/accounting/requests-and-responses#paging */
export const WirePagination = z
  .object({ page: z.number(), pageCount: z.number(), itemCount: z.number() })
  .partial()
  .nullish();

type Pagination = z.output<typeof WirePagination>;

/** Which page to ask Xero for. */
export interface PageRequest {
  page: number;
  pageSize: number;
}

/** The highest `limit` of the tools that page so; Xero itself would send up to 1,000. */
const largestPage = 100;

/** Xero pages by number; a later page keeps the size of the first, whatever `limit` says then. */
export function toPageRequest({ cursor, limit }: { cursor?: string | undefined; limit: number }): PageRequest {
  if (cursor === undefined) return { page: 1, pageSize: limit };
  const [page = 0, pageSize = 0] = /^[1-9]\d{0,5}-[1-9]\d{0,2}$/.test(cursor) ? cursor.split('-').map(Number) : [];
  if (page < 2 || pageSize > largestPage) throw wrongCursor();
  return { page, pageSize };
}

/** Whether there is a page after this one; a full page without a count may have one. */
export function hasMore({ page, pageSize }: PageRequest, pagination: Pagination, found: number): boolean {
  return pagination?.pageCount === undefined ? found >= pageSize : page < pagination.pageCount;
}

/** The cursor of the page after this one. */
export function nextCursor(request: PageRequest, pagination: Pagination, found: number): { next_cursor?: string } {
  const { page, pageSize } = request;
  return hasMore(request, pagination, found) ? { next_cursor: `${page + 1}-${pageSize}` } : {};
}
