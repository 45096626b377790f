import { countThatFits } from '@bizmcp/core';
import { isRow, leftOut, withoutVectors } from '../vector/vector-columns.ts';
import type { WireRow } from './row.ts';

/** Longest part of an answer that rows may take, in characters of JSON: a write that is done must not fail for the length of its answer. */
const mostCharacters = 30_000;

/** As many rows as fit, without their vectors, and how many were left out. */
export function shownRows(all: readonly WireRow[]): { data: WireRow[]; omitted?: number; note?: string } {
  const { rows, vectors } = withoutVectors(all);
  return { ...fittingRows(rows), ...(vectors.length > 0 && { note: leftOut(vectors) }) };
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
  // A letter of two parts stays whole.
  const data = value.slice(0, mostCharacters / 2).replace(/[\uD800-\uDBFF]$/, '');
  return { data, omitted: value.length - data.length };
}

function fittingRows<Item>(rows: readonly Item[]): { data: Item[]; omitted?: number } {
  const count = countThatFits(rows, mostCharacters);
  return { data: rows.slice(0, count), ...(count < rows.length && { omitted: rows.length - count }) };
}
