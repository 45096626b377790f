import * as z from 'zod';
import { changePercent } from '../amount.ts';
import type { BooksBegun } from './books-begun.ts';

/** A figure beside those of the period before and of a year before; of a year these are one. */
export const ComparedAmount = z.object({
  amount: z.string().describe('In the period'),
  prior: z.string().describe('In the period before'),
  prior_change_percent: z
    .string()
    .nullable()
    .describe('Against the period before; null where that was 0 or is told in part'),
  year_ago: z.string().optional().describe('A year before, where that is another period'),
  year_ago_change_percent: z.string().nullable().optional().describe('Against a year before'),
});

export type ComparedAmount = z.output<typeof ComparedAmount>;

/** The same figure of two or three periods. */
export interface Compared<Value> {
  current: Value;
  prior: Value;
  yearAgo: Value | undefined;
  /** Set where no growth is told against what the books have in part. */
  begun?: BooksBegun;
}

/** Picks one figure out of three periods. */
export function compareAmount<Value>(compared: Compared<Value>, pick: (value: Value) => string): ComparedAmount {
  const [amount, prior] = [pick(compared.current), pick(compared.prior)];
  const change = (before: string, inBooks = 'all') => (inBooks === 'all' ? changePercent(amount, before) : null);
  const compare = { amount, prior, prior_change_percent: change(prior, compared.begun?.prior) };
  if (compared.yearAgo === undefined) return compare;
  const yearAgo = pick(compared.yearAgo);
  return { ...compare, year_ago: yearAgo, year_ago_change_percent: change(yearAgo, compared.begun?.yearAgo) };
}
