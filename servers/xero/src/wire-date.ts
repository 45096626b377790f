import * as z from 'zod';

const microsoftDate = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
const isoDate = /^\d{4}-\d{2}-\d{2}/;

/** Milliseconds since 1970 of `/Date(1518685950940+0000)/`, whose time is UTC whatever offset follows. */
function fromMicrosoftDate(text: string): Date | undefined {
  const milliseconds = microsoftDate.exec(text)?.[1];
  return milliseconds === undefined ? undefined : new Date(Number(milliseconds));
}

/**
 * A day as Xero sends it: `/Date(...)/`, or ISO 8601 with or without a time; the SDK turns the first into a Date. Read as YYYY-MM-DD.
 * https://developer.xero.com/documentation/api/accounting/requests-and-responses#dates-and-times
 */
export const WireDay = z.union([z.string(), z.date()]).transform((value, context) => {
  const date = typeof value === 'string' ? fromMicrosoftDate(value) : value;
  if (date && !Number.isNaN(date.getTime())) return date.toISOString().slice(0, 10);
  if (typeof value === 'string' && isoDate.test(value)) return value.slice(0, 10);
  context.issues.push({ code: 'custom', message: 'no date of either kind', input: value });
  return z.NEVER;
});

/** A day as a tool takes it. */
export const Day = z.string().check(z.iso.date('is no day; give YYYY-MM-DD'));
