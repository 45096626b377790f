import { wrongInput } from '@bizmcp/core';
import { quotedText } from '../schema/column-name.ts';
import { listedParts, selectedItems } from './selected-item.ts';

/** What people write by habit in a select, and how PostgREST has it. */
const habits: readonly (readonly [form: RegExp, advice: string])[] = [
  [/^select\s/i, 'it is the columns alone: id, name'],
  [/^distinct\s/i, 'there are no distinct values; read the rows, or call a function by call_rpc'],
  [/->>?'/, 'a key in JSON stands without quotes: metadata->>plan'],
  [/\sas\s/i, 'another name stands before a colon: ticket:id'],
  [/^count\s*\((?!\))/i, "leave it out; how many rows match is the answer's count"],
  [/^(?:sum|avg|min|max)\s*\(/i, 'a sum is amount.sum(), where the project allows it, or else a function by call_rpc'],
  [/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/, 'a column of a related table stands in brackets: organizations(name)'],
  [/^[^("]*![^("]*:(?!:)/, 'another name stands first: owner:organizations!inner(name)'],
  [
    /\)\s*\.\s*(?:order|limit|offset|range)\b/,
    'embedded rows take no order or limit; query their own table, sorted, by the column that refers to this one: the first rows of each value are its newest or largest',
  ],
];

const name = `(?:${quotedText}|[\\p{L}\\p{N}_ $-]+)`;
const cast = '(?:::[\\w \\[\\]$]+)?';
/** A part as a whole: PostgREST passes over what it cannot read after a bracket or a star, and would give what was never looked at. */
const whole = new RegExp(
  `^(?:\\*|(?:\\.\\.\\.)?(?:${name}:(?!:))?(?:count\\(\\)${cast}|\\s*${name}(?:!${name})*\\(.*\\)|` +
    `\\s*${name}(?:->>?(?:${quotedText}|[^:.,>()"]+))*${cast}(?:\\.(?:count|sum|avg|min|max)\\(\\)${cast})?))$`,
  'su',
);
const unreadable =
  'is no column, nor table(columns); a name with other signs than letters, digits and _ stands in quotes';

/** Refuses what is no select of PostgREST's before anything is sent, and says how it is written. */
export function checkSelect(select: string): void {
  const advice = adviceOn(select);
  if (advice !== undefined) throw wrongInput('select', advice, 'Nothing was sent.', 'id,subject,organizations(name)');
}

function adviceOn(select: string): string | undefined {
  const parts = listedParts(select);
  const habit = parts.map((part) => habits.find(([form]) => form.test(part))?.[1]).find((each) => each !== undefined);
  if (habit !== undefined) return habit;
  const strange = parts.find((part) => !whole.test(part));
  if (strange !== undefined) return `${strange.slice(0, 80)} ${unreadable}`;
  const inner = selectedItems(select).flatMap((item) => item.inner ?? []);
  return inner.map(adviceOn).find((each) => each !== undefined);
}
