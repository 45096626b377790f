import { beginningOf, cutText, longestText } from '@bizmcp/core';
import { cutRows, mostCharacters } from './cut-rows.ts';
import type { WireRow } from './row.ts';

/** A place in the text of a column as its reader is shown it, and how long that was when the place was told. */
export interface TextPlace {
  column: string;
  start: number;
  length: number;
}

const form = /^t(\d{1,9})\/(\d{1,9})\/([^/]+)\/(.*)$/s;

/** A cursor, and the place in the text of its page's one row that it goes on at, if it is one of those. */
export function readTextPlace(cursor: string | undefined): { cursor?: string | undefined; text?: TextPlace } {
  const [, start, length, column = '', page] = form.exec(cursor ?? '') ?? [];
  if (page === undefined) return { cursor };
  const text = {
    column: new URLSearchParams(column).get('column') ?? '',
    start: Number(start),
    length: Number(length),
  };
  return { text, ...(page !== '' && { cursor: page }) };
}

/** The same page again, further on in the text of its one row. */
export function writeTextPlace({ column, start, length }: TextPlace, cursor = ''): { next_cursor: string } {
  return { next_cursor: `t${start}/${length}/${new URLSearchParams({ column })}/${cursor}` };
}

/** Rows as they are shown, and where the text of a row goes on. */
interface CutPage {
  data: WireRow[];
  next?: TextPlace;
  notes: readonly string[];
}

/** The least of a text that is worth a call. */
const leastPart = 1000;
const readAlone =
  'A text that is cut here is read to its end where filters find its row alone and select names it and the key: next_cursor then goes on in it.';

/** The rows of a page, each cut by itself; of a row alone one text is shown in parts. It is masked before, so that no secret is in two of them. */
export function cutPage(
  rows: readonly WireRow[],
  place: TextPlace | undefined,
  masked: (row: WireRow) => WireRow,
): CutPage {
  const data = rows.flatMap((row) => cutRows([row]));
  const isCut = (row: WireRow, index: number) => (column: string) =>
    typeof row[column] === 'string' && row[column] !== data[index]?.[column];
  const cut = new Set(rows.flatMap((row, index) => Object.keys(row).filter(isCut(row, index))));
  const [column = place?.column] = cut;
  if (column === undefined) return { data, notes: [] };
  const [row] = rows;
  const part = rows.length === 1 && cut.size <= 1 && row && partOf(masked(row), column, place);
  return part || { data, notes: [readAlone] };
}

/** The part of a column's text that begins at a place; undefined where the row has no room for one. */
function partOf(row: WireRow, column: string, place: TextPlace | undefined): CutPage | undefined {
  const text = String(row[column] ?? '');
  const { start, length } = place ?? { start: 0, length: text.length };
  const room = mostCharacters - JSON.stringify({ ...row, [column]: '' }).length;
  if (room < leastPart) return undefined;
  const most = Math.min(room, longestText.alone);
  const part = beginningOf(text.slice(start), most);
  const end = start + part.length;
  const shown = start === 0 ? cutText(text, most) : part;
  const notes = [
    ...(start > 0 ? [`${column} from character ${start + 1} to ${end} of ${text.length}.`] : []),
    ...(length === text.length ? [] : [`${column} was changed since the page before: begin again without cursor.`]),
  ];
  const isEnd = part === '' || end === text.length;
  return { data: [{ ...row, [column]: shown }], ...(!isEnd && { next: { column, start: end, length } }), notes };
}
