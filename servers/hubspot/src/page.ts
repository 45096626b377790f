/** Pages a list that the vendor sends whole: sorted by a key that names each item once, the cursor being the last key shown. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { items: Item[]; next_cursor?: string } {
  const sorted = items.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
  const rest = cursor === undefined ? sorted : sorted.filter((item) => compare(keyOf(item), cursor) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, ...(last !== undefined && rest.length > limit && { next_cursor: keyOf(last) }) };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
