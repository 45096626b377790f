import { wrongCursor } from './cursor.ts';

/** What a tool's input says of the page that is wanted. */
interface WantedPage {
  cursor?: string | undefined;
  limit: number;
}

/**
 * Pages a list that the vendor sends whole, in the order it is given; the cursor is the key of the last item shown, each key its own.
 * Throws `invalid_input` for a cursor that no item has.
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { cursor, limit }: WantedPage,
): { items: Item[]; next_cursor?: string } {
  const shown = cursor === undefined ? -1 : items.findIndex((item) => keyOf(item) === cursor);
  if (cursor !== undefined && shown === -1) throw wrongCursor();
  const page = items.slice(shown + 1, shown + 1 + limit);
  const last = page.at(-1);
  const hasMore = last !== undefined && shown + 1 + limit < items.length;
  return { items: page, ...(hasMore && { next_cursor: keyOf(last) }) };
}
