import { wrongInput } from '@bizmcp/core';
import type { TextPlace } from './row/cut-page.ts';

/** Where a page begins, and how many rows there were when the cursor to it was given. */
export interface PageStart {
  offset: number;
  counted?: number;
  /** Where the text of its one row goes on. */
  text?: TextPlace;
}

const form = /^o(\d{1,9})(?:-(\d{1,15}))?(?:t(\d{1,9})-(\d{1,9})-(.+))?$/s;

/** Where a page begins: the cursor comes before an offset, which stays beside it as all arguments do. */
export function startOf({
  cursor,
  offset = 0,
}: {
  cursor?: string | undefined;
  offset?: number | undefined;
}): PageStart {
  if (cursor === undefined) return { offset };
  const [, start, counted, place, length, column] = form.exec(cursor) ?? [];
  if (start === undefined) throw wrongInput('cursor', 'is not one that a page before gave as next_cursor');
  return {
    offset: Number(start),
    ...(counted !== undefined && { counted: Number(counted) }),
    ...(column !== undefined && { text: { column, start: Number(place), length: Number(length) } }),
  };
}

/** The same page again, further on in the text of its one row. */
export function textCursor(offset: number, { column, start, length }: TextPlace): { next_cursor: string } {
  return { next_cursor: `o${offset}t${start}-${length}-${column}` };
}

/** The page after this one: by the exact count, or where this one is full. An estimate of the count tells nothing. */
export function nextCursor(rows: number, limit: number, offset: number, exactCount?: number): { next_cursor?: string } {
  const hasMore = exactCount === undefined ? rows === limit : offset + rows < exactCount;
  const counted = exactCount === undefined ? '' : `-${exactCount}`;
  return hasMore && rows > 0 ? { next_cursor: `o${offset + rows}${counted}` } : {};
}
