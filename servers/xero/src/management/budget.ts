import * as z from 'zod';
import { addAmounts, WireAmount } from '../amount.ts';
import type { Books } from '../books.ts';
import type { Period } from './report-period.ts';

const WireBudgets = z.object({
  budgets: z.array(
    z.object({
      budgetID: z.string(),
      type: z.string().nullish(),
      budgetLines: z
        .array(
          z.object({
            accountID: z.string(),
            budgetBalances: z.array(z.object({ period: z.string().nullish(), amount: WireAmount.nullish() })).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});

/** What was budgeted for a period, by account id in small letters; none where there is no overall budget. */
export async function readBudget(books: Books, { from, to }: Period): Promise<Map<string, string>> {
  const { budgets } = await books.read(WireBudgets, (accounting, tenant) => accounting.getBudgets(tenant));
  const overall = budgets.find(({ type }) => type === 'OVERALL');
  if (!overall) return new Map();
  const { budgets: found } = await books.read(WireBudgets, (accounting, tenant) =>
    accounting.getBudget(tenant, overall.budgetID, to, from),
  );
  const lines = found.find(({ budgetID }) => budgetID === overall.budgetID)?.budgetLines ?? [];
  const sums = lines.map(({ accountID, budgetBalances }) => {
    const months = (budgetBalances ?? []).filter(({ period }) => isWithin(period ?? '', from, to));
    return [accountID.toLowerCase(), addAmounts(months.flatMap(({ amount }) => amount ?? []))] as const;
  });
  return new Map(sums);
}

/** A budget's months are written YYYY-MM. */
function isWithin(month: string, from: string, to: string): boolean {
  return month.slice(0, 7) >= from.slice(0, 7) && month.slice(0, 7) <= to.slice(0, 7);
}
