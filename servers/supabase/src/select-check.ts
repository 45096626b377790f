import { ToolError } from '@bizmcp/core';
import { listedParts } from './selected-item.ts';

/** What people write by habit in a select, and how PostgREST has it. */
const habits: readonly (readonly [form: RegExp, advice: string])[] = [
  [/^select\s/i, 'it is the columns alone: id, name'],
  [/^distinct\s/i, 'there are no distinct values; read the rows, or call a function by call_rpc'],
  [/->>?'/, 'a key in JSON stands without quotes: metadata->>plan'],
  [/\sas\s/i, 'another name stands before a colon: ticket:id'],
  [
    /^(?:count\s*\((?!\))|(?:sum|avg|min|max)\s*\()/i,
    "a sum is amount.sum(), where the project allows it; how many rows match is the answer's count",
  ],
  [/^[A-Za-z_]\w*\.[A-Za-z_]\w*$/, 'a column of a related table stands in brackets: organizations(name)'],
];

/** Refuses what is no select of PostgREST's before anything is sent, and says how it is written. */
export function checkSelect(select: string): void {
  const advice = listedParts(select)
    .map((part) => habits.find(([form]) => form.test(part))?.[1])
    .find((found) => found !== undefined);
  if (advice === undefined) return;
  throw new ToolError('invalid_input', `select: ${advice}. Nothing was sent.`, {
    fields: [{ path: 'select', problem: advice, example: 'id,subject,organizations(name)' }],
  });
}
