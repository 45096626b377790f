import * as z from 'zod';
import { changePercent } from '../amount.ts';

/** A figure beside those of the period before and of a year before. */
export const ComparedAmount = z.object({
  amount: z.string().describe('In the period'),
  prior: z.string().describe('In the period before'),
  prior_change_percent: z.string().nullable().describe('Against the period before; null where that was 0'),
  year_ago: z.string().describe('A year before'),
  year_ago_change_percent: z.string().nullable().describe('Against a year before'),
});

export type ComparedAmount = z.output<typeof ComparedAmount>;

/** The same figure of three periods. */
export interface Compared<Value> {
  current: Value;
  prior: Value;
  yearAgo: Value;
}

/** Picks one figure out of three periods. */
export function compareAmount<Value>(compared: Compared<Value>, pick: (value: Value) => string): ComparedAmount {
  const [amount, prior, yearAgo] = [pick(compared.current), pick(compared.prior), pick(compared.yearAgo)];
  return {
    amount,
    prior,
    prior_change_percent: changePercent(amount, prior),
    year_ago: yearAgo,
    year_ago_change_percent: changePercent(amount, yearAgo),
  };
}
