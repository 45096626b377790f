import { type Identify, type ListPlace, placeNote, unseenRows } from './list-place.ts';
import { remembered } from './row-marks.ts';

/** Rows as a system gives them from a place on, and how many match in all, where it tells. */
interface FoundRows {
  rows: readonly unknown[];
  total?: number | undefined;
}

/** A list that is read by counting its rows, which come and go meanwhile. */
interface MovingList<Found extends FoundRows> {
  limit: number;
  /** The most rows that its system gives at once. */
  most: number;
  read(offset: number, limit: number): Promise<Found>;
  identify: Identify<Found['rows'][number]>;
}

/** How far around its place a page is read: a little before it, and further where the row that was shown last is not there. */
const near = { back: remembered, ahead: 0 };
const far = { back: 100, ahead: 100 };

/**
 * A page from a place on, read from some rows before it, whose marks tell where the place is by now: what was shown does not come
 * again, and nothing is passed over. Where they do not tell it, `moved` says so. `cursorAfter` so many rows of the page is undefined
 * at the end of the list.
 */
export async function readMovingPage<Found extends FoundRows>(place: ListPlace, list: MovingList<Found>) {
  const page = await readAround(place, near, list);
  return page.isSettled ? page : readAround(place, far, list);
}

async function readAround<Found extends FoundRows>(
  place: ListPlace,
  { back, ahead }: typeof near,
  { limit, most, read, identify }: MovingList<Found>,
) {
  const start = place.marks === '' ? place.offset : Math.max(0, place.offset - back);
  const asked = Math.min(limit + place.offset - start + ahead, most);
  const found = await read(start, asked);
  const finding = unseenRows(place, { ...found, start }, identify);
  const rows: Found['rows'][number][] = finding.unseen.slice(0, limit);
  const end = start + found.rows.length;
  const isEnd = found.total === undefined ? found.rows.length < asked : end >= found.total;
  const cursorAfter = (count: number): string | undefined => {
    const isLast = finding.unseen.length <= count && (isEnd || (count === 0 && end <= place.offset));
    return isLast ? undefined : finding.cursorAfter(count);
  };
  const isSettled = finding.hasLast && (rows.length > 0 || isEnd);
  return { found, rows, isSettled, moved: placeNote(finding, place.total, found.total), cursorAfter };
}
