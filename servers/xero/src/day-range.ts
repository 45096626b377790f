import { ToolError } from '@bizmcp/core';

/** Refuses a range that ends before it begins: Xero would find nothing in it, as if there were nothing. */
export function requireDayRange(
  from: string | undefined,
  to: string | undefined,
  names: readonly [string, string],
): void {
  if (from === undefined || to === undefined || from <= to) return;
  const [path, last] = names;
  const problem = `is after ${last} ${to}`;
  throw new ToolError('invalid_input', `${path} ${problem}. Exchange them, or leave one out.`, {
    fields: [{ path, problem }],
  });
}
