import { Refusal } from '@bizmcp/testkit/simulator';
import { errorReply } from '../error-reply.ts';

/** From the start of a day to the end of one, in milliseconds since 1970. */
export interface DateSpan {
  readonly start: number;
  readonly end: number;
}

const dayMilliseconds = 86_400_000;

const readDate = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Refusal(
    errorReply(400, 'VALIDATION_ERROR', `${name} must be a date as YYYY-MM-DD`, {
      errors: [{ message: text, in: name }],
    }),
  );
};

/** Reads startDate and endDate; undefined unless both are there. */
export const readDateSpan = (query: URLSearchParams): DateSpan | undefined => {
  const start = readDate(query, 'startDate');
  const end = readDate(query, 'endDate');
  return start === undefined || end === undefined ? undefined : { start, end: end + dayMilliseconds - 1 };
};
