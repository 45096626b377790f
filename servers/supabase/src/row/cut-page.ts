import { beginningOf, cutText, longestText } from '@bizmcp/core';
import { selectedKeys } from '../select/select-list.ts';
import { isRow } from '../vector/vector-columns.ts';
import { cutList, cutRows, firstOf, mostCharacters } from './cut-rows.ts';
import type { WireRow } from './row.ts';

/** A place in the text or list of a column as its reader is shown it, and how long that was when the place was told. */
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
  'What is cut here says so. A text or list is read to its end where filters find its row alone and select names it and the key: next_cursor then goes on in it.';
const readPath = 'Of JSON that is cut select a path, such as metadata->steps.';
const readEmbedded =
  'Embedded rows that are left out are read from their own table, with a filter on the column that leads here.';

/** The rows of a page, each cut by itself; of a row alone one text or list is shown in parts. It is masked before, so that no secret is in two of them. */
export function cutPage(
  rows: readonly WireRow[],
  place: TextPlace | undefined,
  select: string,
  masked: (row: WireRow) => WireRow,
): CutPage {
  const keys = selectedKeys(select);
  const data = rows.flatMap((row) => cutRows([row], mostCharacters, undefined, keys));
  const isCut = (row: WireRow, index: number) => (column: string) => {
    const [whole, shown] = [row[column], data[index]?.[column]];
    return whole !== shown && JSON.stringify(whole) !== JSON.stringify(shown);
  };
  const cut = new Set(rows.flatMap((row, index) => Object.keys(row).filter(isCut(row, index))));
  const [column = place?.column] = cut;
  if (column === undefined) return { data, notes: [] };
  const [row] = rows;
  const isAlone = rows.length === 1 && cut.size <= 1 && keys.get(column) === undefined;
  const part = isAlone && row && partOf(masked(row), column, place);
  if (part) return part;
  const values = rows.flatMap((each) => [...cut].filter((name) => !keys.get(name)).map((name) => each[name]));
  const isEmbedded = [...cut].some((name) => keys.get(name));
  const hasParts = values.some((value) => typeof value === 'string' || Array.isArray(value));
  const notes = [
    ...(hasParts ? [readAlone] : []),
    ...(values.some(isRow) ? [readPath] : []),
    ...(isEmbedded ? [readEmbedded] : []),
  ];
  return { data, notes };
}

/** The part of a column's text or list that begins at a place; undefined where the row has no room for one, or another value there. */
function partOf(row: WireRow, column: string, place: TextPlace | undefined): CutPage | undefined {
  const value = row[column] ?? '';
  const room = mostCharacters - JSON.stringify({ ...row, [column]: '' }).length;
  if ((typeof value !== 'string' && !Array.isArray(value)) || room < leastPart) return undefined;
  const { start, length } = place ?? { start: 0, length: value.length };
  const most = Math.min(room, longestText.alone);
  const part = typeof value === 'string' ? beginningOf(value.slice(start), most) : firstOf(value.slice(start), most);
  const end = start + part.length;
  const beginning = typeof value === 'string' ? cutText(value, most) : cutList(value, most);
  const unit = typeof value === 'string' ? 'character' : 'entry';
  const notes = [
    ...(start > 0 && part.length > 0 ? [`${column} from ${unit} ${start + 1} to ${end} of ${value.length}.`] : []),
    ...(length === value.length ? [] : [`${column} was changed since the page before: begin again without cursor.`]),
  ];
  const isEnd = part.length === 0 || end === value.length;
  const shown = start === 0 ? beginning : part;
  return { data: [{ ...row, [column]: shown }], ...(!isEnd && { next: { column, start: end, length } }), notes };
}
