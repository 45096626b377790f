import { compareDecimals, comparePeriods, type Kpi } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts, changePercent, negateAmount, subtractAmount } from '../amount.ts';
import { fiscalYears } from '../fiscal-year.ts';
import type { AccountLine } from './account-variance.ts';
import type { BooksBegun } from './books-begun.ts';
import type { Compared } from './compared-amount.ts';
import type { PeriodFigures } from './key-figures.ts';
import type { AgedBalance } from './open-invoices.ts';
import type { Period } from './report-period.ts';

/** A finding with its numbers. */
export const Highlight = z.object({
  topic: z.enum(['income', 'result', 'cash', 'receivables', 'budget', 'account']).describe('What it is about'),
  direction: z.enum(['better', 'worse', 'neutral']).describe('For the company'),
  statement: z.string().describe('The finding in words, with its numbers'),
});

export type Highlight = z.output<typeof Highlight>;

/** What highlights are drawn from. */
export interface HighlightSource {
  currency: string;
  figures: Compared<PeriodFigures>;
  /** How much of the periods the books have. */
  begun: BooksBegun;
  /** The day the organisation was set up in Xero. */
  setUpOn: string | undefined;
  accounts: readonly AccountLine[];
  /** With the names that the reader is shown. */
  receivables: readonly AgedBalance[];
  /** The day as of which these are told; after the period where it is what is unpaid now. */
  owedOn: string;
  kpis: Record<string, Kpi>;
  today: string;
  /** Of the organisation, as MM-DD. */
  yearEnd: string;
}

/** What a reader should see first: which months these are, result, income, what moved the result, cash, who owes, and where the budget was missed. */
export function findHighlights(source: HighlightSource): Highlight[] {
  const isOver = source.figures.current.period.to <= source.today;
  return [
    ...fiscalHighlight(source),
    ...firstHighlight(source),
    ...(isOver ? begunHighlights(source) : []),
    ...(isOver ? resultHighlights(source) : runningHighlights(source)),
    ...(isOver && source.begun.prior === 'all' ? movers(source) : []),
    ...cashHighlight(source),
    ...receivableHighlights(source),
    ...(isOver ? budgetHighlights(source) : []),
  ];
}

/** Three or twelve months that the organisation counts in no such way would be taken for its quarter or its year. */
function fiscalHighlight({ figures, yearEnd }: HighlightSource): Highlight[] {
  const { from, to, months } = figures.current.period;
  if (months === 1) return [];
  const periods = fiscalYears(yearEnd, to, 1).flatMap((year) => (months === 12 ? year : year.quarters));
  const own = periods.find((period) => period.to >= to);
  if (own === undefined || (own.from === from && own.to === to)) return [];
  const name = months === 12 ? 'financial year' : 'quarter of the financial year';
  const statement = `${from} to ${to} is no ${name} of the organisation; the one with ${to} in it is ${own.from} to ${own.to}.`;
  return [{ topic: 'result', direction: 'neutral', statement }];
}

/** What a period lacks before the books' first day is in no figure of it, and what the bank held by then came in with it. */
function firstHighlight({ begun }: HighlightSource): Highlight[] {
  if (begun.current !== 'part') return [];
  const statement =
    'The books begin in this period: key figures of days and months count all of it, and its change in cash has what the accounts held by then.';
  return [{ topic: 'result', direction: 'neutral', statement }];
}

/** Of a period that is not over nothing is better or worse than a whole one: wages that are still to be paid saved nothing. */
function runningHighlights({ currency, figures, today }: HighlightSource): Highlight[] {
  const { period, profitAndLoss } = figures.current;
  const statement = `The period runs until ${period.to} and today is ${today}: what is booked so far stands against whole earlier periods and whole budgets, so a change can be what is still to come. Cash and unpaid amounts are those of today; the balance sheet has also what is dated until ${period.to}.`;
  const soFar = `Income ${profitAndLoss.income} ${currency} and net profit ${profitAndLoss.netProfit} ${currency} so far.`;
  return [statement, soFar].map((told) => ({ topic: 'result', direction: 'neutral', statement: told }));
}

/** Before their first day nothing can have been booked: what came after it is no growth. */
function begunHighlights({ figures, begun, setUpOn = '' }: HighlightSource): Highlight[] {
  const { prior, yearAgo } = figures;
  const told = (inBooks: 'all' | 'part' | 'none', { from, to }: Period, what: string): Highlight[] => {
    if (inBooks === 'all') return [];
    const day = setUpOn >= from && setUpOn <= to ? `; the organisation was set up in Xero on ${setUpOn}` : '';
    const has = inBooks === 'part' ? 'the books begin, so they have a part of it' : 'the books have nothing';
    const statement = `In ${what}, ${from} to ${to}, ${has}${day}: nothing is said of growth against it.`;
    return [{ topic: 'result', direction: 'neutral', statement }];
  };
  return [
    ...told(begun.prior, prior.period, yearAgo ? 'the period before' : 'the year before'),
    ...(yearAgo ? told(begun.yearAgo, yearAgo.period, 'the same period a year before') : []),
  ];
}

function resultHighlights({ currency, figures, begun }: HighlightSource): Highlight[] {
  const { current, prior, yearAgo } = figures;
  const compare = (topic: 'income' | 'result', name: string, pick: (figures: PeriodFigures) => string): Highlight => {
    const [is, was] = [pick(current), pick(prior)];
    const parts = [
      `${name} ${is} ${currency}`,
      ...(begun.prior === 'all' ? [against(is, was, yearAgo ? 'the period before' : 'a year before')] : []),
      ...(yearAgo && begun.yearAgo === 'all' ? [against(is, pick(yearAgo), 'a year before')] : []),
    ];
    const direction = begun.prior === 'all' ? directionOf(subtractAmount(is, was)) : 'neutral';
    return { topic, direction, statement: `${parts.join(', ')}.` };
  };
  return [
    compare('income', 'Income', ({ profitAndLoss }) => profitAndLoss.income),
    compare('result', 'Net profit', ({ profitAndLoss }) => profitAndLoss.netProfit),
  ];
}

function against(is: string, was: string, what: string): string {
  const percent = changePercent(is, was);
  return `${signed(subtractAmount(is, was))}${percent === null ? '' : ` (${signed(percent)} %)`} against ${what} (${was})`;
}

/** The accounts that moved the result most; costs count with their sign turned. */
function movers({ currency, accounts }: HighlightSource): Highlight[] {
  const effect = (line: AccountLine, amount: string) => (isIncome(line) ? amount : negateAmount(amount));
  const { contributions } = comparePeriods(
    accounts.map((line) => ({ key: line.account_id, amount: effect(line, line.prior) })),
    accounts.map((line) => ({ key: line.account_id, amount: effect(line, line.amount) })),
  );
  return contributions
    .filter(({ change }) => compareDecimals(change, '0') !== 0)
    .slice(0, 3)
    .flatMap(({ key, change }) => {
      const line = accounts.find(({ account_id }) => account_id === key);
      if (!line) return [];
      const what = `${line.name} ${line.amount} ${currency} (before ${line.prior})`;
      const statement = `${what} changed the result by ${signed(addAmounts([change]))} ${currency} against the period before.`;
      return [{ topic: 'account', direction: directionOf(change), statement } satisfies Highlight];
    });
}

function cashHighlight({ currency, figures, begun, kpis }: HighlightSource): Highlight[] {
  const { cash, balanceSheet, period } = figures.current;
  if (!cash) return [];
  const { opening, closing } = cash;
  const change = subtractAmount(closing, opening);
  const { runway_months: runway } = kpis;
  const months = runway?.kind === 'value' ? `; at this rate it lasts ${runway.value} months` : '';
  const statement = `Cash ${closing} ${currency}, ${signed(change)} in the period${months}${revalued(closing, balanceSheet?.cash, period)}.`;
  return [{ topic: 'cash', direction: begun.current === 'part' ? 'neutral' : directionOf(change), statement }];
}

/** Why the two reports that the figures come from differ on cash, for who sees both. */
function revalued(closing: string, booked: string | undefined, { to }: Period): string {
  if (booked === undefined || compareDecimals(closing, booked) === 0) return '';
  return `; the balance sheet of ${to} has ${booked}, with what is dated until then, and other currencies at the rate of that day`;
}

function receivableHighlights({ receivables, figures, today, owedOn }: HighlightSource): Highlight[] {
  const { to } = figures.current.period;
  const [owed, when] =
    owedOn > to
      ? [`invoiced to customers by ${to} and still unpaid today, ${today}`, `was overdue on ${to} already`]
      : [`owed by customers on ${owedOn}`, to < today ? 'was overdue then' : 'is overdue'];
  return receivables.flatMap((balance) => {
    const overdue = subtractAmount(balance.total, balance.not_due);
    if (compareDecimals(overdue, '0') <= 0) return [];
    const [largest] = balance.largest;
    const most = largest ? `; most is owed by ${largest.contact} (${largest.amount})` : '';
    const statement = `Of ${balance.total} ${balance.currency} ${owed}, ${overdue} ${when}, ${balance.over_90_days} by more than 90 days${most}.`;
    return [{ topic: 'receivables', direction: 'worse', statement } satisfies Highlight];
  });
}

/** The two largest misses of the budget, in money. */
function budgetHighlights({ currency, accounts }: HighlightSource): Highlight[] {
  const missed = accounts.filter(({ variance_effect: effect }) => effect === 'worse');
  const size = ({ variance = '0' }: AccountLine) => variance.replace('-', '');
  return missed
    .toSorted((one, other) => compareDecimals(size(other), size(one)))
    .slice(0, 2)
    .map((line) => ({
      topic: 'budget',
      direction: 'worse',
      statement: `${line.name} ${line.amount} ${currency} against a budget of ${line.budget}: ${signed(line.variance ?? '0')}.`,
    }));
}

function isIncome({ group }: AccountLine): boolean {
  return group === 'income' || group === 'other_income';
}

function directionOf(change: string): Highlight['direction'] {
  const sign = compareDecimals(change, '0');
  return sign === 0 ? 'neutral' : sign > 0 ? 'better' : 'worse';
}

function signed(amount: string): string {
  return amount.startsWith('-') ? amount : `+${amount}`;
}
