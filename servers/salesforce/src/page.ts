import { ToolError } from '@bizmcp/core';

/** Pages a list that is there whole, in the order it is given; the cursor is the key of the last item shown. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { items: Item[]; next_cursor?: string } {
  const shown = cursor === undefined ? -1 : items.findIndex((item) => keyOf(item) === cursor);
  if (cursor !== undefined && shown === -1) {
    throw new ToolError(
      'invalid_input',
      'This cursor is not of this list. Pass next_cursor as it came, or leave it out to begin anew.',
    );
  }
  const page = items.slice(shown + 1, shown + 1 + limit);
  const last = page.at(-1);
  const hasMore = last !== undefined && shown + 1 + limit < items.length;
  return { items: page, ...(hasMore && { next_cursor: keyOf(last) }) };
}
