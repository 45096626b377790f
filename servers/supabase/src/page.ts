import { ToolError } from '@bizmcp/core';

/** Where a page begins: the cursor comes before an offset, which stays beside it as all arguments do. */
export function offsetOf({ cursor, offset = 0 }: { cursor?: string | undefined; offset?: number | undefined }): number {
  if (cursor === undefined) return offset;
  const found = /^o(\d{1,9})$/.exec(cursor)?.[1];
  if (found === undefined)
    throw new ToolError('invalid_input', 'cursor is not one that a page before gave as next_cursor.');
  return Number(found);
}

/** The page after this one: by the exact count, or where this one is full. An estimate of the count tells nothing. */
export function nextCursor(rows: number, limit: number, offset: number, exactCount?: number): { next_cursor?: string } {
  const hasMore = exactCount === undefined ? rows === limit : offset + rows < exactCount;
  return hasMore && rows > 0 ? { next_cursor: `o${offset + rows}` } : {};
}
