import { wrongInput } from './wrong-input.ts';

/** Refuses a range of days (ISO 8601) that ends before it begins: a system would find nothing in it, as if there were nothing. */
export function requireDayRange(
  from: string | undefined,
  to: string | undefined,
  [path, last]: readonly [from: string, to: string],
): void {
  if (from !== undefined && to !== undefined && from > to)
    throw wrongInput(path, `is after ${last} ${to}`, 'Exchange them, or leave one out.');
}
