import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts, changePercent, shareOf } from '../amount.ts';
import type { SpentLine } from './spending.ts';

/** What was spent on one account, beside the time before. */
export const CategoryAmount = z.object({
  account_code: z.string().describe('Code; empty where the line names none'),
  account: z.string().describe('Name'),
  amount: z.string().describe('Spent, without tax'),
  share_percent: z.string().describe('Of the sum of the list'),
  lines: z.number().describe('How many'),
  prior_amount: z.string().describe('In the time before'),
  change_percent: z
    .string()
    .nullable()
    .describe('Against it; null where nothing was spent, or the books have a part of it'),
});

export type CategoryAmount = z.output<typeof CategoryAmount>;

/** Spending by account, largest first; of a time before that the books have in part no change is reckoned. */
export function breakDown(
  lines: readonly SpentLine[],
  before: readonly SpentLine[],
  isWhole: boolean,
): CategoryAmount[] {
  const total = addAmounts(lines.map(({ amount }) => amount));
  const sumOf = (group: readonly SpentLine[]) => addAmounts(group.map(({ amount }) => amount));
  const groups = Map.groupBy(lines, ({ accountCode }) => accountCode);
  const earlier = Map.groupBy(before, ({ accountCode }) => accountCode);
  const codes = [...new Set([...groups.keys(), ...earlier.keys()])];
  const found = codes.map((code) => {
    const group = groups.get(code) ?? [];
    const previous = earlier.get(code) ?? [];
    const [amount, was] = [sumOf(group), sumOf(previous)];
    return {
      account_code: code,
      account: group[0]?.accountName ?? previous[0]?.accountName ?? '',
      amount,
      share_percent: shareOf(amount, total),
      lines: group.length,
      prior_amount: was,
      change_percent: isWhole ? changePercent(amount, was) : null,
    };
  });
  return found.toSorted((one, other) => compareDecimals(other.amount, one.amount));
}
