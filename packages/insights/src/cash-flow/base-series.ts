import { firstDayOf, monthOf, toDayNumber, toIsoDate, toIsoMonth, toMonthNumber } from '../calendar/calendar-day.ts';
import { forecast } from '../forecast/forecast.ts';
import { ExactDecimal, parseDecimal } from '../money/decimal.ts';
import type { CashTransaction } from '../recurring/cash-transaction.ts';
import type { WeightedDelay } from './payment-delay.ts';
import { delayQuantile } from './payment-delay.ts';
import type { ProjectedMonth } from './projected-month.ts';

/** The base of one stream in each projected month, in its own sign-free unit; floats, rounded where they are used. */
export interface BaseSeries {
  mean: number[];
  /** Ends of the 50 % interval, not below 0. */
  lower: number[];
  upper: number[];
  /** Standard deviation. */
  spread: number[];
  method: string;
  historyMonths: number;
}

/** Quartile of Student's t with the 6 degrees of freedom that forecasts' intervals have. */
const quartile = 0.718;
/** A month counts as seen whole if its transactions begin by this day. */
const latestBegin = 5;
/** Of fewer whole months the days count that are in none too: they may be half of what is known. */
const fewestMonths = 3;
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

/** Forecasts the sums of the months, or what all days seen come to in a month; `shares` of each projected month's forecast count. */
export async function forecastBase(
  rows: readonly CashTransaction[],
  { months: seen, days }: SeenHistory,
  shares: readonly number[],
): Promise<BaseSeries> {
  const series = seen.length < fewestMonths ? [usualMonth(rows, days)] : sumsOf(rows, seen);
  const none = shares.map(() => 0);
  if (series.every((value) => value === 0)) {
    return { mean: none, lower: none, upper: none, spread: none, method: 'none', historyMonths: seen.length };
  }
  const { points, method } = await forecast(series, { horizon: shares.length, level: 0.5 });
  const of = (pick: (point: (typeof points)[number]) => number) =>
    points.map((point, index) => Math.max(0, pick(point)) * (shares[index] ?? 1));
  const least = series.length < fewMonths ? leastSpreadOfFew : 0;
  const half = (point: (typeof points)[number]) =>
    Math.max((point.upper - point.lower) / 2, quartile * least * Math.abs(point.mean));
  return {
    mean: of(({ mean }) => mean),
    lower: of((point) => point.mean - half(point)),
    upper: of((point) => point.mean + half(point)),
    spread: of((point) => half(point) / quartile),
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
function usualMonth(rows: readonly CashTransaction[], days: number): number {
  const sum = rows.reduce((all, { amount }) => all.plus(parseDecimal(amount).abs()), new ExactDecimal(0));
  return (sum.toNumber() * daysOfMonth) / Math.max(days, daysOfMonth);
}

/** The share of each month that is still to come: 1 but for a first month that has begun. */
export function calendarShares(months: readonly ProjectedMonth[]): number[] {
  return months.map(({ share }) => share.toNumber());
}

/**
 * The share of each month's payments for documents that are not issued yet: a payment on day d is for a document issued after `asOf` when
 * issue to payment takes less than d - asOf days. The rest of the month's payments are the open documents, counted one by one.
 */
export function newBusinessShares(
  months: readonly ProjectedMonth[],
  asOf: number,
  { terms, delays }: { terms: readonly number[]; delays: readonly WeightedDelay[] },
): number[] {
  const middles = Array.from({ length: 20 }, (_, rank) => delayQuantile(delays, (rank + 0.5) / 20));
  const waits = terms.flatMap((term) => middles.map((delay) => Math.max(0, term + delay)));
  return months.map(({ month, firstDay, lastDay }) => {
    let sum = 0;
    for (let day = firstDay; day <= lastDay; day += 1) {
      sum += waits.filter((wait) => wait < day - asOf).length / waits.length;
    }
    return sum / (lastDay - firstDayOf(month) + 1);
  });
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
