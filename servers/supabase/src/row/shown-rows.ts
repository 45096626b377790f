import { countThatFits } from '@bizmcp/core';
import { isRow, leftOut, withoutVectors } from '../vector/vector-columns.ts';
import { cutRows } from './cut-rows.ts';
import type { WireRow } from './row.ts';
import { tellingColumn } from './row-key.ts';
import { unseenHints } from './unseen-characters.ts';

/** Longest part of an answer that rows may take, in characters of JSON: a write that is done must not fail for the length of its answer. */
const mostCharacters = 30_000;

/** Stored rows that are shown whole. */
const mostWhole = 20;

/** Of texts in rows that do not all fit. */
const longestText = 1000;

/** Rows that a write stored, and what of them is not shown. */
export function storedRows(rows: readonly WireRow[], primary: readonly string[]): ReturnType<typeof shownRows> {
  const { note = '', ...shown } = newsOf(rows, primary);
  const notes = [note, ...unseenHints(shown.data)].join(' ').trim();
  return { ...shown, ...(notes !== '' && { note: notes }) };
}

/** Of many rows that the caller gave itself the keys alone are news, or else the first ones are enough. */
function newsOf(rows: readonly WireRow[], primary: readonly string[]): ReturnType<typeof shownRows> {
  if (rows.length <= mostWhole) return shownRows(rows);
  // Where a key may not be read, another column tells.
  const isKeyed = primary.length > 0 && primary.every((key) => Object.hasOwn(rows[0] ?? {}, key));
  const keys = isKeyed ? primary : tellingColumn(rows);
  const rest = `query_table has the rest of these ${rows.length} rows.`;
  if (keys.length > 0) {
    const named = rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]])));
    return { ...fittingRows(named), note: `By their keys alone; ${rest}` };
  }
  const { data, note = '' } = shownRows(rows.slice(0, mostWhole));
  return { data, omitted: rows.length - data.length, note: `The first ones alone; ${rest} ${note}`.trim() };
}

/** As many rows as fit, without their vectors, and how many were left out. Their longest texts are cut before a row is. */
export function shownRows(
  all: readonly WireRow[],
  most = mostCharacters,
): { data: WireRow[]; omitted?: number; note?: string } {
  const { rows, vectors } = withoutVectors(all);
  const isTooLong = fittingRows(rows, most).omitted !== undefined;
  const shown = isTooLong ? rows.flatMap((row) => cutRows([row], most, longestText)) : rows;
  return { ...fittingRows(shown, most), ...(vectors.length > 0 && { note: leftOut(vectors) }) };
}

/** Any value, shortened in the same way: a list by its rows, any other within. */
export function shownValue(value: unknown): { data: unknown; omitted?: number; note?: string } {
  if (Array.isArray(value)) {
    const fitting = fittingRows(value);
    if (fitting.omitted === undefined) return fitting;
    if (value.every(isRow)) return shownRows(value);
    return fittingRows(
      value.flatMap((item) => cutRows([{ item }], mostCharacters, longestText)).map(({ item }) => item),
    );
  }
  return { data: null, ...cutRows([{ data: value }], mostCharacters)[0] };
}

function fittingRows<Item>(rows: readonly Item[], most = mostCharacters): { data: Item[]; omitted?: number } {
  const count = countThatFits(rows, most);
  return { data: rows.slice(0, count), ...(count < rows.length && { omitted: rows.length - count }) };
}
