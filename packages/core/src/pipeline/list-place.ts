import { wrongCursor } from '../define/cursor.ts';
import { markOf, marksIn, remembered } from './row-marks.ts';

/** A place in a list that is read by counting: how many rows come before it, marks of the last of those, and how many match in all. */
export interface ListPlace {
  offset: number;
  marks: string;
  total?: number | undefined;
}

/** What tells a row from the others, in what its reader is shown: a mark tells more to nobody. Undefined where nothing does. */
export type Identify<Row> = (row: Row) => string | undefined;

const form = /^o(\d{1,9})\.(\d{0,15})\.((?:[\w-]{5}){0,16})$/;

/** The place that a cursor names; without one, that after `offset` rows. Throws `invalid_input` for a cursor of another form. */
export function readPlace(cursor: string | undefined, offset = 0): ListPlace {
  if (cursor === undefined) return { offset, marks: '' };
  const [, start, total, marks = ''] = form.exec(cursor) ?? [];
  if (start === undefined) throw wrongCursor();
  return { offset: Number(start), marks, ...(total && { total: Number(total) }) };
}

/** The cursor to a place: the rows `before` it, the last of them at least, and those `behind` it that were shown all the same. */
export function writePlace<Row>(
  { offset, total = '' }: { offset: number; total?: number | '' | undefined },
  { before, behind = [] }: { before: readonly Row[]; behind?: readonly Row[] },
  identify: Identify<Row>,
): string {
  const shown = [...before.slice(-remembered), ...behind.slice(-remembered)];
  return `o${offset}.${total}.${shown.map((row) => marked(row, identify) ?? '').join('')}`;
}

/** Rows of a list, the first `start` of it left out, and how many it has in all, where that is known. */
interface ListPart<Row> {
  rows: readonly Row[];
  start?: number;
  total?: number | undefined;
}

/**
 * Those of these rows that were not shown yet. Their marks tell it: those after the first marked one that have none, so
 * that rows that came or went move nothing. Where marks tell nothing the rows are counted; `isLost` where what was shown last is gone
 * or has moved, `mayRepeat` where more of what was shown left its place than is gone, `hasLast` where the last of it is here. `cursorAfter` so many of the unseen rows leads to the next.
 */
export function unseenRows<Row>(place: ListPlace, { rows, start = 0, total }: ListPart<Row>, identify: Identify<Row>) {
  const shown = marksIn(place.marks);
  const marks = rows.map((row) => (shown.length > 0 ? marked(row, identify) : undefined));
  const known = [...rows.keys()].filter((index) => shown.some((mark) => mark === marks[index]));
  const [first = 0] = known;
  // A mark that several rows bear tells none of them.
  const isUnique = known.length === new Set(known.map((index) => marks[index])).size;
  const come = (total ?? 0) - (place.total ?? 0);
  // Rows that were shown and changed may stand behind others that were not: so many have not come before them.
  const hasMoved = total !== undefined && place.total !== undefined && start + first - place.offset > Math.max(0, come);
  const isMarked = known.length > 0 && isUnique && !hasMoved;
  // Where all that were shown have marks, the others are new wherever they stand.
  const isComplete = isUnique && shown.length > 0 && shown.length >= place.offset && start === 0;
  const from = isComplete ? 0 : isMarked ? first : place.offset - start;
  const isTold = isComplete || isMarked;
  const unshown = [...rows.keys()].slice(from).filter((index) => !isTold || !known.includes(index));
  const unseen = unshown.flatMap((index) => rows.slice(index, index + 1));
  const isLost = !isTold && shown.length > 0 && (known.length === 0 || hasMoved);
  const shift = shiftOf(
    place.offset,
    shown,
    known.map((index) => ({ mark: marks[index], at: start + index })),
  );
  const isCounted = total !== undefined && place.total !== undefined;
  const mayRepeat = isTold && isCounted && shift > Math.max(0, -come);
  const hasLast = shown.length === 0 || marks.includes(shown.at(-1));
  const cursorAfter = (count: number): string => {
    const end = unshown[count] ?? rows.length;
    const behind = known.flatMap((index) => (index > end ? rows.slice(index, index + 1) : []));
    return writePlace({ offset: start + end, total }, { before: rows.slice(0, end), behind }, identify);
  };
  return { unseen, isTold, isLost, mayRepeat, hasLast, cursorAfter };
}

/** How far rows that were shown stand before their places: so many of those before them have left those, to be gone or to come again. */
function shiftOf(offset: number, shown: readonly string[], known: readonly { mark: string | undefined; at: number }[]) {
  const before = Math.min(remembered, offset);
  if (shown.length < before) return 0;
  const shifts = known.flatMap(({ mark = '', at }) => {
    const rank = shown.indexOf(mark);
    return rank < before ? [offset - before + rank - at] : [];
  });
  return Math.max(0, ...shifts);
}

function marked<Row>(row: Row, identify: Identify<Row>): string | undefined {
  const text = identify(row);
  return text === undefined ? undefined : markOf(text);
}

/** What is to be known of a page whose place its marks did not tell; undefined where nothing speaks for a loss. */
export function placeNote(
  { isTold, isLost, mayRepeat }: Pick<ReturnType<typeof unseenRows>, 'isTold' | 'isLost' | 'mayRepeat'>,
  before: number | undefined,
  now: number | undefined,
): string | undefined {
  const lost = 'What was shown last is gone or has moved, so that rows may be passed over: begin again without cursor.';
  if (mayRepeat) return 'Some rows of the pages before are gone, or stand further on by now and come twice.';
  return isTold ? undefined : (movedRows(before, now) ?? (isLost ? lost : undefined));
}

/**
 * What became of a list since the page before, where pages are places in its order, which others move: undefined where as many rows
 * match as did then, or where one of the counts is not known.
 */
function movedRows(before: number | undefined, now: number | undefined): string | undefined {
  if (before === undefined || now === undefined || before === now) return undefined;
  const harm = now < before ? 'some were passed over: begin again without cursor' : 'some may come twice or not at all';
  return `${before} matched on the page before, ${now} do now, so that ${harm}.`;
}
