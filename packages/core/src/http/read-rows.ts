import { ToolError } from '../define/tool-error.ts';

/** A page of a list, with the cursor of the next one where there is one. */
interface CursorPage<Row> {
  rows: readonly Row[];
  next?: string | undefined;
}

/** Pages without a row that are read in a row: a system may filter after it has cut its pages. */
const mostEmpty = 10;

/**
 * The first rows of a list, page after page, until there are `most` or no more.
 * @param read Reads the page of a cursor, the first without one; `had` rows came before it.
 * @throws ToolError `bad_answer` where a cursor comes again or page after page is empty: such a list never ends.
 */
export async function readRows<Row>(
  most: number,
  read: (cursor: string | undefined, had: number) => Promise<CursorPage<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let empty = 0;
  let cursor: string | undefined;
  do {
    const page = await read(cursor, rows.length);
    for (const row of page.rows) rows.push(row);
    empty = page.rows.length === 0 ? empty + 1 : 0;
    cursor = page.next;
    if (cursor !== undefined && (seen.has(cursor) || empty > mostEmpty)) throw endless();
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined && rows.length < most);
  return rows.slice(0, most);
}

function endless(): ToolError {
  return new ToolError('bad_answer', 'The list goes in a circle: a page leads to pages read before. Try again later.');
}
