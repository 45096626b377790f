import { cutCopyProblem, cutText, longestText } from '@bizmcp/core';
import type { WireRow } from './row.ts';

/** Most characters of a text and most entries of a list, one after the other until the rows fit. */
const steps = [longestText.alone, longestText.amongOthers, 1000, 100];
const whole = Number.POSITIVE_INFINITY;
/** An answer of 40,000 characters is too large; this leaves room for notes. */
export const mostCharacters = 37_000;

/**
 * Rows in so many characters of JSON: what is longest in them is cut and says so itself, else what anybody writes into one column would
 * hide the rows around it. `longest`: the most that is shown of a text in any case.
 */
export function cutRows(rows: readonly WireRow[], most = mostCharacters, longest = whole): readonly WireRow[] {
  for (const step of [whole, ...steps].filter((each) => each <= longest)) {
    const cut = rows.map((row) => mapValues(row, (value) => cutValue(value, step)));
    if (fits(cut, most)) return cut;
  }
  return rows.map((row) => mapValues(row, leftOut));
}

const listMark = /^… \(the first \d+ of \d+ entries\)$/;

/** What is wrong with a value that was shown in part and is sent as if it were whole, in place of the one that is stored. */
export function cutRowProblem(value: unknown, stored?: unknown): string | undefined {
  const problem = listMark.test(String(value)) ? 'is the mark of a list that was shown in part' : undefined;
  const found = problem ?? cutCopyProblem(value, stored);
  return found && `${found}; query_table shows all of it, in parts, where it reads this row and column alone`;
}

function fits(value: unknown, most: number): boolean {
  return (JSON.stringify(value)?.length ?? 0) <= most;
}

function mapValues(row: object, change: (value: unknown) => unknown): WireRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));
}

/** JSON stays JSON, as masking goes by its keys. */
function cutValue(value: unknown, most: number): unknown {
  if (typeof value === 'string') return cutText(value, most);
  if (typeof value !== 'object' || value === null) return value;
  const count = Object.keys(value).length;
  const mark = `… (the first ${most} of ${count} entries)`;
  const inner = (each: unknown) => cutValue(each, most);
  if (Array.isArray(value)) return [...value.slice(0, most).map(inner), ...(count > most ? [mark] : [])];
  const entries = Object.entries(value).slice(0, most);
  return mapValues({ ...Object.fromEntries(entries), ...(count > most && { '…': mark }) }, inner);
}

function leftOut(value: unknown): unknown {
  return fits(value, 100) ? value : cutText(JSON.stringify(value), 0);
}
