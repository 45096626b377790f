import { createHash } from 'node:crypto';

const seal = (payload: string): string =>
  createHash('sha256').update(`cursor:${payload}`).digest('base64url').slice(0, 8);

/** Makes an opaque cursor of a position; one that was altered or invented is recognised by `decodeCursor`. */
export const encodeCursor = (position: string): string =>
  Buffer.from(`${seal(position)}${position}`, 'utf8').toString('base64url');

/** Reads a cursor; undefined when this simulator did not make it. */
export const decodeCursor = (cursor: string): string | undefined => {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const position = text.slice(8);
  return text.slice(0, 8) === seal(position) ? position : undefined;
};

/** A part of a list, and the position after which the next part starts. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/**
 * Takes the items that follow the position `after`, at most `limit` of them. Positions are keys, not offsets, and `items`
 * must be in key order: a row that is removed between two pages then hides no other row.
 */
export const takePage = <Item>(
  items: readonly Item[],
  options: {
    limit: number;
    after: string | undefined;
    keyOf: (item: Item) => string;
    compare: (left: string, right: string) => number;
  },
): Page<Item> => {
  const { after, compare, keyOf, limit } = options;
  const start = after === undefined ? 0 : items.findIndex((item) => compare(keyOf(item), after) > 0);
  if (start === -1) return { items: [], next: undefined };
  const chosen = items.slice(start, start + limit);
  const last = chosen.at(-1);
  const isComplete = last === undefined || start + chosen.length >= items.length;
  return { items: chosen, next: isComplete ? undefined : keyOf(last) };
};
