import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import type { Account } from '../account.ts';
import { addAmounts, changePercent, subtractAmount } from '../amount.ts';
import { type Compared, ComparedAmount, compareAmount } from './compared-amount.ts';
import type { ProfitAndLoss, ProfitGroup } from './profit-and-loss.ts';

/** An account's part in the result, compared. */
export const AccountLine = ComparedAmount.extend({
  account_id: z.string().describe('Identifier of the account'),
  code: z.string().optional().describe('Its code'),
  name: z.string().describe('Its name'),
  group: z.enum(['income', 'other_income', 'cost_of_sales', 'operating_expenses']).describe('Where it stands'),
  budget: z.string().optional().describe('Budgeted for the period'),
  variance: z.string().optional().describe('Amount less budget'),
  variance_percent: z.string().nullable().optional().describe('Of the budget'),
  variance_effect: z.enum(['better', 'worse', 'none']).optional().describe('What it does to the result'),
});

export type AccountLine = z.output<typeof AccountLine>;

/** Every account with an amount in one of the periods, or a budget; in the order of the report. */
export function accountLines(
  compared: Compared<ProfitAndLoss>,
  accounts: readonly Account[],
  budget: ReadonlyMap<string, string> | undefined,
): AccountLine[] {
  const known = new Map(accounts.map((account) => [account.account_id.toLowerCase(), account]));
  const rows = [compared.current, compared.prior, compared.yearAgo].flatMap((report) => report?.rows ?? []);
  const places = new Map(
    rows.map(({ accountId, name, group }) => [accountId.toLowerCase(), { accountId, name, group }]),
  );
  for (const id of budget?.keys() ?? []) {
    const account = known.get(id);
    const group = account && groupOfType(account);
    if (account && group && !places.has(id))
      places.set(id, { accountId: account.account_id, name: account.name, group });
  }
  const lines = [...places].map(([id, { accountId, name, group }]) => {
    const amounts = compareAmount(compared, (report) => amountIn(report, id));
    const code = known.get(id)?.code;
    return {
      account_id: accountId,
      ...(code !== undefined && { code }),
      name,
      group,
      ...amounts,
      ...varianceOf(amounts.amount, budget?.get(id), group),
    };
  });
  return lines.filter(({ amount, prior, year_ago: yearAgo = '0', ...line }) => {
    return [amount, prior, yearAgo, 'budget' in line ? (line.budget ?? '0') : '0'].some(
      (one) => compareDecimals(one, '0') !== 0,
    );
  });
}

function amountIn(report: ProfitAndLoss, id: string): string {
  return addAmounts(report.rows.filter(({ accountId }) => accountId.toLowerCase() === id).map(({ amount }) => amount));
}

/** Where an account stands that has a budget and nothing else. */
function groupOfType({ type, class: accountClass }: Account): ProfitGroup | undefined {
  if (type === 'DIRECTCOSTS') return 'cost_of_sales';
  if (type === 'OTHERINCOME') return 'other_income';
  if (accountClass === 'REVENUE') return 'income';
  return accountClass === 'EXPENSE' ? 'operating_expenses' : undefined;
}

/** More income than planned is better, more cost is worse. */
function varianceOf(amount: string, budget: string | undefined, group: ProfitGroup) {
  if (budget === undefined) return {};
  const variance = subtractAmount(amount, budget);
  const direction = compareDecimals(variance, '0') * (group === 'income' || group === 'other_income' ? 1 : -1);
  const effect = direction > 0 ? 'better' : 'worse';
  return {
    budget,
    variance,
    variance_percent: changePercent(amount, budget),
    variance_effect: direction === 0 ? ('none' as const) : (effect as 'better' | 'worse'),
  };
}
