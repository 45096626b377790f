import { countThatFits } from '@bizmcp/core';
import { isRow, leftOut, withoutVectors } from '../vector/vector-columns.ts';
import type { WireRow } from './row.ts';
import { tellingColumn } from './row-key.ts';

/** Longest part of an answer that rows may take, in characters of JSON: a write that is done must not fail for the length of its answer. */
const mostCharacters = 30_000;

/** Stored rows that are shown whole. */
const mostWhole = 20;

/** Of texts in rows that do not all fit. */
const longestText = 1000;

/** Rows that a write stored. Of many that the caller gave itself the keys alone are news, or else the first ones are enough. */
export function storedRows(rows: readonly WireRow[], primary: readonly string[]): ReturnType<typeof shownRows> {
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
  const cut = isTooLong ? longColumns(rows) : [];
  const notes = [
    ...(vectors.length > 0 ? [leftOut(vectors)] : []),
    ...(cut.length > 0 ? [`Cut after ${longestText} characters: ${cut.join(', ')}.`] : []),
  ];
  const shown = cut.length > 0 ? rows.map(withShortTexts) : rows;
  return { ...fittingRows(shown, most), ...(notes.length > 0 && { note: notes.join(' ') }) };
}

function longColumns(rows: readonly WireRow[]): string[] {
  const long = rows.flatMap((row) => Object.entries(row).filter(([, value]) => isLong(value)));
  return [...new Set(long.map(([column]) => column))];
}

function withShortTexts(row: WireRow): WireRow {
  const entries = Object.entries(row);
  return Object.fromEntries(
    entries.map(([column, value]) => [column, isLong(value) ? `${startOf(value, longestText)}…` : value]),
  );
}

function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > longestText;
}

/** The first characters of a text; a letter of two parts stays whole. */
function startOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** Any value, shortened in the same way: a list by its rows, a text by its end, any other left out whole. */
export function shownValue(value: unknown): { data: unknown; omitted?: number; note?: string } {
  if (Array.isArray(value)) {
    const fitting = fittingRows(value);
    return fitting.omitted !== undefined && value.every(isRow) ? shownRows(value) : fitting;
  }
  const length = JSON.stringify(value)?.length ?? 0;
  if (length <= mostCharacters) return { data: value ?? null };
  if (typeof value !== 'string') return { data: null, omitted: length };
  const data = startOf(value, mostCharacters / 2);
  return { data, omitted: value.length - data.length };
}

function fittingRows<Item>(rows: readonly Item[], most = mostCharacters): { data: Item[]; omitted?: number } {
  const count = countThatFits(rows, most);
  return { data: rows.slice(0, count), ...(count < rows.length && { omitted: rows.length - count }) };
}
