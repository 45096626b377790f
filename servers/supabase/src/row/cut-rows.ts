import { countThatFits, cutCopyProblem, cutText, longestText } from '@bizmcp/core';
import type { SelectedKeys } from '../select/select-list.ts';
import type { WireRow } from './row.ts';

/** Most characters of a text, one after the other until the rows fit. */
const steps = [longestText.alone, longestText.amongOthers, 1000];
const shortest = 1000;
const whole = Number.POSITIVE_INFINITY;
/** An answer of 40,000 characters is too large; this leaves room for notes. */
export const mostCharacters = 37_000;
/** What is no longer than this is not worth cutting: the mark of a cut is half of it. */
const least = 100;
const markLength = 60;

/**
 * Rows in so many characters of JSON: what is longest in them is cut and says so itself, else what anybody writes into one column would
 * hide the rows around it. `longest`: the most that is shown of a text in any case; `keys`: those of their select, which tell the rows
 * that they embed.
 */
export function cutRows(
  rows: readonly WireRow[],
  most = mostCharacters,
  longest = whole,
  keys?: SelectedKeys,
): readonly WireRow[] {
  for (const step of [whole, ...steps].filter((each) => each <= longest)) {
    const cut = rows.map((row) => mapValues(row, (value) => textsCut(value, step)));
    if (fits(cut, most)) return cut;
  }
  const share = shareOf(rows.map(sizeOf), most);
  return rows.map((row) => shrunkObject(row, share, keys));
}

const listMarkForm = /^… \(the first \d+ of \d+ entries\)$/;

function listMark(shown: number, all: number): string {
  return `… (the first ${shown} of ${all} entries)`;
}

/** What is wrong with a value that was shown in part and is sent as if it were whole, in place of the one that is stored. */
export function cutRowProblem(value: unknown, stored?: unknown): string | undefined {
  const problem = listMarkForm.test(String(value)) ? 'is the mark of a list that was shown in part' : undefined;
  const found = problem ?? cutCopyProblem(value, stored);
  return (
    found &&
    `${found}; query_table shows all of it, in parts, where it reads this row and column alone, or of JSON a path such as metadata->steps`
  );
}

function fits(value: unknown, most: number): boolean {
  return (JSON.stringify(value)?.length ?? 0) <= most;
}

function mapValues(row: object, change: (value: unknown) => unknown): WireRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));
}

function textsCut(value: unknown, most: number): unknown {
  if (typeof value === 'string') return cutText(value, most);
  if (typeof value !== 'object' || value === null) return value;
  const inner = (each: unknown) => textsCut(each, most);
  return Array.isArray(value) ? value.map(inner) : mapValues(value, inner);
}

function sizeOf(value: unknown): number {
  return JSON.stringify(textsCut(value, shortest))?.length ?? 0;
}

/** How much room each of values has at most, so that all fit: the small ones stay whole. */
function shareOf(sizes: readonly number[], room: number): number {
  const sorted = sizes.toSorted((one, other) => one - other);
  let left = room;
  for (const [index, size] of sorted.entries()) {
    const share = left / (sorted.length - index);
    if (size > share) return Math.floor(share);
    left -= size;
  }
  return whole;
}

/** JSON stays JSON, as masking goes by its keys. */
function shrunk(value: unknown, room: number, keys?: SelectedKeys): unknown {
  if (sizeOf(value) <= Math.max(room, least)) return textsCut(value, shortest);
  const shown = shrunkTo(value, room - markLength, keys);
  return fits(shown, room) ? shown : cutText(JSON.stringify(value), 0);
}

function shrunkTo(value: unknown, room: number, keys?: SelectedKeys): unknown {
  if (typeof value === 'string') return cutText(value, Math.min(room, shortest));
  if (Array.isArray(value)) return keys ? firstOf(value, room, keys) : cutList(value, room);
  return shrunkObject(Object(value), room, keys);
}

/** The first entries of a list that fit, and a mark where there are more. */
export function cutList(list: readonly unknown[], room: number): unknown[] {
  const first = firstOf(list, room);
  return first.length < list.length ? [...first, listMark(first.length, list.length)] : first;
}

/** The first entries of a list that fit: one at least, and that cut. */
export function firstOf(list: readonly unknown[], room: number, keys?: SelectedKeys): unknown[] {
  const entries = list.map((each) => textsCut(each, shortest));
  const count = countThatFits(entries, room);
  return count > 0 ? entries.slice(0, count) : list.slice(0, 1).map((each) => shrunk(each, room, keys));
}

/** An object whose longest values are cut; of very many the first ones. Lists of rows that it embeds have their marks beside them. */
function shrunkObject(value: object, room: number, keys?: SelectedKeys): WireRow {
  const all = Object.entries(value);
  const fitting = countThatFits(
    all.map(([name, each]) => [name, textsCut(each, shortest)]),
    room,
  );
  const entries = all.slice(0, Math.max(1, fitting, Math.floor(room / (2 * least))));
  const names = JSON.stringify(entries.map(([name]) => [name])).length;
  const share = shareOf(
    entries.map(([, each]) => sizeOf(each)),
    room - names,
  );
  const shown = entries.map(([name, each]) => [name, shrunk(each, share, keys?.get(name))] as const);
  const marks = entries.flatMap(([name, each], index) => {
    const count = lengthOf(shown[index]?.[1]);
    return keys?.get(name) && count < lengthOf(each) ? [`${name}${listMark(count, lengthOf(each))}`] : [];
  });
  if (entries.length < all.length) marks.push(listMark(entries.length, all.length));
  return Object.fromEntries([...shown, ...(marks.length > 0 ? [['…', marks.join(', ')]] : [])]);
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
