import { firstDayOf, monthOf, toDayNumber, toIsoDate, toIsoMonth, toMonthNumber } from '../calendar/calendar-day.ts';
import { forecast } from '../forecast/forecast.ts';
import { ExactDecimal, parseDecimal } from '../money/decimal.ts';
import type { CashTransaction } from '../recurring/cash-transaction.ts';

/** The base of one stream in each projected month, in its own sign-free unit; floats, rounded where they are used. */
export interface BaseSeries {
  mean: number[];
  /** Ends of the 50 % interval, not below 0. */
  lower: number[];
  upper: number[];
  /** Scale of a Student's t of so many degrees of freedom. */
  spread: number[];
  freedom: number;
  method: string;
  historyMonths: number;
}

/** Degrees of freedom that forecasts' intervals have, and the quartile of Student's t with them. Of few months there are fewer. */
const mostFreedom = 6;
const quartile = 0.718;
const leastFreedom = 2;
/** A month counts as seen whole if its transactions begin by this day. */
const latestBegin = 5;
/** Of fewer whole months the days count that are in none too: they may be half of what is known. */
export const fewestMonths = 3;
const daysOfMonth = 30.4375;
/** Of fewer months a forecast cannot tell its spread: at least this share of the mean then. */
const fewMonths = 6;
const leastSpreadOfFew = 0.3;

/** How much of the past is known. */
export interface SeenHistory {
  /** Whole ones. */
  months: readonly string[];
  /** From the first movement to the day of the opening balance. */
  days: number;
}

/** The whole months of the history: the first only if it begins by the 5th, the last that has ended by `asOf`. */
export function seenHistory(history: readonly CashTransaction[], asOf: number): SeenHistory {
  const [first] = history.map(({ date }) => date).toSorted();
  if (first === undefined) return { months: [], days: 0 };
  const end = toMonthNumber(monthOf(toIsoDate(asOf + 1)));
  const begin = toMonthNumber(monthOf(first)) + (Number(first.slice(8)) > latestBegin ? 1 : 0);
  const months = Array.from({ length: Math.max(0, end - begin) }, (_, index) => toIsoMonth(begin + index));
  return { months, days: asOf - toDayNumber(first) + 1 };
}

/**
 * Forecasts the sums of the months, or what all days seen come to in a month; `shares` of each projected month's forecast count. Each of
 * a month's payments is in the part that counts with the chance `share`, so that a part is less sure than the month: its variance is
 * share² of the month's and share (1 - share) of the sum of the payments' squares.
 */
export async function forecastBase(
  rows: readonly CashTransaction[],
  { months: seen, days }: SeenHistory,
  shares: readonly number[],
): Promise<BaseSeries> {
  const series = seen.length < fewestMonths ? [aMonth(rows, days, (amount) => amount)] : sumsOf(rows, seen);
  const none = shares.map(() => 0);
  if (series.every((value) => value === 0)) {
    return {
      ...{ mean: none, lower: none, upper: none, spread: none },
      freedom: mostFreedom,
      method: 'none',
      historyMonths: seen.length,
    };
  }
  const { points, method } = await forecast(series, { horizon: shares.length, level: 0.5 });
  const least = series.length < fewMonths ? leastSpreadOfFew : 0;
  const squares = aMonth(rows, days, (amount) => amount.times(amount));
  const spread = points.map(({ mean, lower, upper }, index) => {
    const whole = Math.max((upper - lower) / 2 / quartile, least * Math.abs(mean));
    const share = shares[index] ?? 1;
    return Math.sqrt(share ** 2 * whole ** 2 + share * (1 - share) * squares);
  });
  const mean = points.map((point, index) => Math.max(0, point.mean) * (shares[index] ?? 1));
  return {
    mean,
    lower: mean.map((value, index) => Math.max(0, value - quartile * (spread[index] ?? 0))),
    upper: mean.map((value, index) => value + quartile * (spread[index] ?? 0)),
    spread,
    freedom: Math.min(mostFreedom, Math.max(leastFreedom, series.length - 1)),
    method,
    historyMonths: seen.length,
  };
}

function sumsOf(rows: readonly CashTransaction[], months: readonly string[]): number[] {
  const sums = new Map(months.map((month) => [month, new ExactDecimal(0)]));
  for (const { date, amount } of rows) {
    const sum = sums.get(monthOf(date));
    if (sum) sums.set(monthOf(date), sum.plus(parseDecimal(amount).abs()));
  }
  return [...sums.values()].map((sum) => sum.toNumber());
}

/** What a month holds on average; a few days are taken for a whole month, as rent is not paid each week. */
function aMonth(rows: readonly CashTransaction[], days: number, of: (amount: ExactDecimal) => ExactDecimal): number {
  const sum = rows.reduce((all, { amount }) => all.plus(of(parseDecimal(amount).abs())), new ExactDecimal(0));
  return (sum.toNumber() * daysOfMonth) / Math.max(days, daysOfMonth);
}

/**
 * The months from which on payments of documents come as they do in a going concern. Where the documents themselves begin within the
 * history, the months before the first of them are paid hold hardly anything, and would be taken for growth. Fewer than six months are
 * not cut further.
 */
export function settledMonths(seen: readonly string[], firstIssue: number, usualWait: number): readonly string[] {
  const settled = seen.filter((month) => firstDayOf(month) >= firstIssue + usualWait);
  return settled.length >= fewMonths ? settled : seen;
}

/** Days from issue to due. */
export function termOf({ issueDate, dueDate }: { issueDate: string; dueDate: string }): number {
  return toDayNumber(dueDate) - toDayNumber(issueDate);
}
