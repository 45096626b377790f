import { createHash } from 'node:crypto';

/** How many of the rows last shown a cursor remembers: where the very last has left the list, the one before it tells the place. */
export const remembered = 8;
const markLength = 5;

/** A mark of what tells a row from the others. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, markLength);
}

/** The marks that are written one after the other. */
export function marksIn(marks: string): string[] {
  return marks.match(new RegExp(`.{${markLength}}`, 'g')) ?? [];
}

/**
 * Marks of the last rows of `shown`, by what tells the rows of their page apart; empty where nothing does. Taken of what a client is
 * shown, they tell it nothing more.
 */
export function marksOf(shown: readonly unknown[], page: readonly unknown[]): string {
  const key = keyOf(page);
  return key === undefined ? '' : shown.slice(-remembered).map(markBy(key)).join('');
}

/**
 * How many rows of a page were shown already. Rows may have come and gone since: the marks tell the place, and where all they stand for
 * are gone the page is shown from its beginning, since a row shown twice does less harm than one passed over.
 */
export function countShown(page: readonly unknown[], { skip, marks }: { skip: number; marks: string }): number {
  const key = keyOf(page);
  if (marks === '' || key === undefined) return skip;
  const shown = new Set(marksIn(marks));
  const isShown = (row: unknown) => shown.has(markBy(key)(row));
  return page.findLastIndex(isShown) + 1;
}

/** The first field whose values are all there and each their own, such as an id. */
function keyOf(page: readonly unknown[]): string | undefined {
  const [first] = page;
  if (typeof first !== 'object' || first === null) return undefined;
  return Object.keys(first).find((name) => {
    const values = page
      .map((row) => valueAt(row, name))
      .filter((value) => typeof value === 'string' || typeof value === 'number');
    return values.length === page.length && new Set(values).size === page.length;
  });
}

function valueAt(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}

function markBy(key: string): (row: unknown) => string {
  return (row) => markOf(`${key}:${valueAt(row, key)}`);
}
