import { takePage } from '@bizmcp/testkit/simulator';

/** A page of a list in the order of its ids, and where the next one begins. */
export const idPage = <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  { query, limit }: { query: URLSearchParams; limit: number },
) => {
  const { items: found, next } = takePage(items, {
    limit,
    after: query.get('after') ?? undefined,
    keyOf: idOf,
    compare: (left, right) => Number(left) - Number(right),
  });
  return { found, paging: next === undefined ? {} : { paging: { next: { after: next } } } };
};
