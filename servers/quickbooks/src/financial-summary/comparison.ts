import { compareDecimals, comparePeriods } from '@bizmcp/insights';
import * as z from 'zod';
import { withPlaces } from '../amount.ts';
import type { Company } from '../company.ts';
import type { PeriodFigures } from './period-figures.ts';

const Change = z.object({
  amount: z.string().describe('Then'),
  change: z.string().describe('Now less then'),
  change_percent: z.string().nullable().describe('null where it was 0 or told in part'),
});

/** The figures of an earlier period, and how they changed since. */
export const Comparison = z.object({
  start_date: z.string().describe('First day'),
  end_date: z.string().describe('Last day'),
  revenue: Change.describe('Income'),
  expenses: Change.describe('All costs'),
  net_income: Change.describe('Result'),
  net_cash_flow: Change.describe('Change of cash in the period'),
  accounts_receivable: Change.describe('At the end'),
  accounts_payable: Change.describe('At the end'),
  moved_by: z
    .array(
      z.object({
        account_id: z.string().describe('Account'),
        account: z.string().describe('Its name'),
        effect: z.string().describe('On the result; below 0 makes it worse'),
        share_percent: z.string().nullable().describe('Of the whole change'),
      }),
    )
    .describe('Accounts that moved the result most'),
  note: z.string().optional().describe('What the books lack of it'),
});

export type Comparison = z.output<typeof Comparison>;

const mostMovers = 5;

export function compareFigures(
  now: PeriodFigures,
  then: PeriodFigures,
  { homeCurrency: currency, startedOn }: Company,
): Comparison {
  const isPart = beginIn(then, startedOn);
  const change = (pick: (figures: PeriodFigures) => string) => {
    const compared = comparePeriods([{ key: '', amount: pick(then) }], [{ key: '', amount: pick(now) }]);
    return {
      amount: pick(then),
      change: withPlaces(compared.change, currency),
      change_percent: isPart ? null : compared.changePercent,
    };
  };
  return {
    start_date: then.period.from,
    end_date: then.period.to,
    revenue: change(({ income }) => income),
    expenses: change(({ expenses }) => expenses),
    net_income: change(({ netIncome }) => netIncome),
    net_cash_flow: change(({ cash }) => cash.netChange),
    accounts_receivable: change(({ receivables }) => receivables),
    accounts_payable: change(({ payables }) => payables),
    moved_by: movers(now, then, currency),
    ...(!then.hasData && { note: 'No transactions in this period: what changed is all of the present figure.' }),
    ...(isPart && { note: `The books begin on ${startedOn}: of this period they hold a part, so it shows no growth.` }),
  };
}

/** Whether books that were set up within a period begin there: with no cash before it, nothing was entered of earlier days. */
function beginIn({ period, cash, hasData }: PeriodFigures, startedOn: string | undefined): boolean {
  const isWithin = startedOn !== undefined && startedOn > period.from && startedOn <= period.to;
  return hasData && isWithin && compareDecimals(cash.opening, '0') === 0;
}

/** The effects of all accounts add up to the change of the result. */
function movers(now: PeriodFigures, then: PeriodFigures, currency: string): Comparison['moved_by'] {
  const names = new Map([...then.accounts, ...now.accounts].map(({ accountId, name }) => [accountId, name]));
  const effects = ({ accounts }: PeriodFigures) =>
    accounts.map(({ accountId, effect }) => ({ key: accountId, amount: effect }));
  return comparePeriods(effects(then), effects(now))
    .contributions.filter(({ change }) => compareDecimals(change, '0') !== 0)
    .slice(0, mostMovers)
    .map(({ key, change, shareOfChange }) => ({
      account_id: key,
      account: names.get(key) ?? key,
      effect: withPlaces(change, currency),
      share_percent: shareOfChange,
    }));
}
