import { type ToolError, wrongInput } from '@bizmcp/core';

// What Realtime documents: https://supabase.com/docs/guides/realtime/postgres-changes#available-filters
const pattern = /^([a-zA-Z_][a-zA-Z0-9_]{0,62})=(eq|neq|lt|lte|gt|gte|in)\.(.+)$/su;
/** What is meant for another condition would be part of the value, which no row has. */
const second = /(?:[&,;]|\s(?:and|or)\s)\s*[a-z_]\w*\s*=\s*(?:eq|neq|lte?|gte?|in)\./i;
const mostListed = 100;

/** A condition on one column, in the one form that Realtime and PostgREST both read. */
export interface ChangeFilter {
  column: string;
  operator: string;
  value: string;
}

/** Reads `column=operator.value`. Throws `invalid_input` for what Realtime does not take. */
export function parseChangeFilter(text: string): ChangeFilter {
  const [, column, operator, value] = pattern.exec(text) ?? [];
  if (column === undefined || operator === undefined || value === undefined) {
    throw refused('A filter is column=operator.value with one of eq, neq, lt, lte, gt, gte, in');
  }
  if (second.test(value))
    throw refused('Realtime takes one condition; subscribe by one and look at the rest of each change');
  if (/\p{Cc}/u.test(value)) throw refused('A filter holds no control characters');
  if (operator === 'in') checkList(value);
  return { column, operator, value };
}

function checkList(value: string): void {
  const [, inner] = /^\(([^()]+)\)$/.exec(value) ?? [];
  if (inner === undefined) throw refused('The values of `in` stand in parentheses, such as status=in.(open,pending)');
  const values = inner.split(',');
  if (values.length > mostListed) throw refused(`Realtime takes at most ${mostListed} values in \`in\``);
  if (values.some((one) => one.trim() === '')) throw refused('A value of `in` is empty');
}

function refused(problem: string): ToolError {
  return wrongInput('filter', problem, '', 'status=eq.open');
}
