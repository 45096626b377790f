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

interface PageInput {
  cursor?: string | undefined;
  limit: number;
}

interface Found<Row> {
  rows: Row[];
  pagination?: Pagination;
}

/** One page as a tool answers it. */
interface Page<Row> {
  rows: Row[];
  total?: number;
  next_cursor?: string;
  hint?: string;
}

/** The highest `limit` of the tools that page so; Xero itself would send up to 1,000. */
const largestPage = 100;

const changed = 'The list changed since the page before: none is left out, but some may have been shown before.';

/** Xero pages by number: a later page keeps the size of the first, whatever `limit` says then, and knows how many there were. */
function placeOf({ cursor, limit }: PageInput): PageRequest & { before?: number | undefined } {
  if (cursor === undefined) return { page: 1, pageSize: limit };
  const [, page, pageSize, before] = /^([1-9]\d{0,5})-([1-9]\d{0,2})(?:-(\d{1,9}))?$/.exec(cursor) ?? [];
  if (Number(page ?? 0) < 2 || Number(pageSize) > largestPage) throw wrongCursor();
  return { page: Number(page), pageSize: Number(pageSize), before: before === undefined ? undefined : Number(before) };
}

/** One page. Where there are fewer than at the page before, those that follow have moved up: it goes as far back as they may have. */
export async function readPage<Row>(
  input: PageInput,
  read: (request: PageRequest) => Promise<Found<Row>>,
): Promise<Page<Row>> {
  const { before, ...request } = placeOf(input);
  const asked = await read(request);
  const total = asked.pagination?.itemCount;
  const gone = before === undefined || total === undefined ? 0 : before - total;
  const page = Math.max(1, request.page - Math.max(0, Math.ceil(gone / request.pageSize)));
  const { rows, pagination } = page === request.page ? asked : await read({ ...request, page });
  const more = hasMore({ ...request, page }, pagination, rows.length);
  return {
    rows,
    ...(total !== undefined && total >= rows.length && { total }),
    ...(more && { next_cursor: [page + 1, request.pageSize, ...(total === undefined ? [] : [total])].join('-') }),
    ...(gone !== 0 && { hint: changed }),
  };
}

/** Every row of up to so many pages of 1,000, once: what is entered meanwhile moves the rest, of which some come on two pages. */
export async function readAllRows<Row>(
  read: (request: PageRequest) => Promise<Found<Row>>,
  idOf: (row: Row) => string,
  mostPages = Number.POSITIVE_INFINITY,
): Promise<{ rows: Row[]; isWhole: boolean }> {
  const byId = new Map<string, Row>();
  for (let page = 1; page <= mostPages; page += 1) {
    const request = { page, pageSize: 1000 };
    const { rows, pagination } = await read(request);
    for (const row of rows) byId.set(idOf(row), row);
    if (!hasMore(request, pagination, rows.length)) return { rows: [...byId.values()], isWhole: true };
  }
  return { rows: [...byId.values()], isWhole: false };
}

/** Whether there is a page after this one; a full page may have one where the count of pages is missing or leaves this one out. */
function hasMore({ page, pageSize }: PageRequest, pagination: Pagination, found: number): boolean {
  const { pageCount = 0 } = pagination ?? {};
  return pageCount < page ? found >= pageSize : page < pageCount;
}
