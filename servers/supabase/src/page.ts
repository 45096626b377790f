import { ToolError } from '@bizmcp/core';

/** Where a page begins: the cursor comes before an offset. */
export function offsetOf({ cursor, offset = 0 }: { cursor?: string | undefined; offset?: number }): number {
  if (cursor === undefined) return offset;
  const found = /^o(\d{1,9})$/.exec(cursor)?.[1];
  if (found === undefined)
    throw new ToolError('invalid_input', 'cursor is not one that a page before gave as next_cursor.');
  return Number(found);
}

/** A page that is full may have one after it; an estimate of the count is no reason to end sooner. */
export function nextCursor(rows: number, limit: number, offset: number): { next_cursor?: string } {
  return rows < limit ? {} : { next_cursor: `o${offset + rows}` };
}
