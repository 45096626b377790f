import { addMonths, firstDayOf, type IsoDate, monthOf, toDayNumber, toIsoDate } from '../calendar/calendar-day.ts';
import { vendorKey } from '../counterparty/vendor-key.ts';
import { median, medianDeviation } from '../distribution/robust.ts';
import { formatDecimal, parseDecimal } from '../money/decimal.ts';
import { addPeriods, type Cadence, cadenceDays, findCadence, keepsDayOfMonth } from './cadence.ts';
import type { CashTransaction } from './cash-transaction.ts';

/** A payment or receipt that returns. */
export interface RecurringTransaction {
  counterparty: string;
  cadence: Cadence;
  /** Usual amount now: the median of the last three, signed, with two places or as many as it was paid with. */
  amount: string;
  /** Robust standard deviation of the amount in its own unit. */
  spread: number;
  firstDate: IsoDate;
  lastDate: IsoDate;
  /** When the next is due: the usual day of the month, or one period after the last. */
  nextDate: IsoDate;
  /** Ids in order of date. */
  ids: string[];
}

interface DatedAmount {
  id: string;
  day: number;
  amount: number;
  text: string;
}

/** Amounts of one recurring payment lie within this of each other, as a share of the median; steady creeping is followed further. */
const mostSpread = 0.35;
const sameAmount = 0.06;

/**
 * Finds what returns weekly, fortnightly, four-weekly, monthly, quarterly or yearly, by counterparty (its vendor key) and direction: first all of a counterparty's
 * transactions together, else each group of nearly the same amount (within 6 % of the next one). Nothing is recurring that returns at
 * no steady interval or with amounts that jump about. Throws a RangeError for what is no day, and MoneyError `not_a_number`.
 */
export function detectRecurring(transactions: readonly CashTransaction[]): RecurringTransaction[] {
  const groups = Map.groupBy(transactions, ({ counterparty, amount }) => {
    return `${vendorKey(counterparty)}\n${amount.startsWith('-') ? 'out' : 'in'}`;
  });
  return [...groups.values()].flatMap((group) => {
    const name = group[0]?.counterparty ?? '';
    const dated = group.map(({ id, date, amount }) => {
      return { id, day: toDayNumber(date), amount: parseDecimal(amount).toNumber(), text: amount };
    });
    const whole = describeRecurring(name, dated);
    if (whole !== undefined) return [whole];
    return splitByAmount(dated).flatMap((part) => describeRecurring(name, part) ?? []);
  });
}

/** Whether the next is still expected on a day: it is not late by more than twice what it may be. */
export function isStillExpected({ cadence, nextDate }: RecurringTransaction, asOf: IsoDate): boolean {
  return toDayNumber(asOf) - toDayNumber(nextDate) <= 2 * cadenceDays(cadence).slack;
}

function splitByAmount(group: readonly DatedAmount[]): DatedAmount[][] {
  const parts: DatedAmount[][] = [];
  for (const one of group.toSorted((a, b) => Math.abs(a.amount) - Math.abs(b.amount))) {
    const part = parts.at(-1);
    const last = part?.at(-1);
    if (part && last && Math.abs(one.amount) <= Math.abs(last.amount) * (1 + sameAmount)) part.push(one);
    else parts.push([one]);
  }
  return parts;
}

function describeRecurring(counterparty: string, group: readonly DatedAmount[]): RecurringTransaction | undefined {
  const sorted = group.toSorted((a, b) => a.day - b.day);
  const cadence = findCadence(sorted.map(({ day }) => day));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (cadence === undefined || first === undefined || last === undefined) return undefined;
  const amounts = sorted.map(({ amount }) => amount);
  // From one to the next, not around the middle: a price that creeps up step by step is still the same subscription.
  const steps = amounts.slice(1).map((amount, index) => amount - (amounts[index] ?? amount));
  const isSteady = medianDeviation(steps, 0) <= mostSpread * Math.abs(median(amounts));
  if (!isSteady) return undefined;
  return {
    counterparty,
    cadence,
    amount: middleText(sorted.slice(-3)),
    spread: medianDeviation(amounts.slice(-12)),
    firstDate: toIsoDate(first.day),
    lastDate: toIsoDate(last.day),
    nextDate: toIsoDate(nextDay(sorted, cadence)),
    ids: sorted.map(({ id }) => id),
  };
}

function middleText(rows: readonly DatedAmount[]): string {
  const middle = rows.toSorted((a, b) => a.amount - b.amount)[Math.floor(rows.length / 2)];
  return formatDecimal(parseDecimal(middle?.text ?? '0'), 2);
}

function nextDay(sorted: readonly DatedAmount[], cadence: Cadence): number {
  const last = sorted.at(-1)?.day ?? 0;
  const next = addPeriods(last, cadence, 1);
  if (!keepsDayOfMonth(cadence)) return next;
  // A weekend shifts one payment, not the ones after it: the usual day of the month counts.
  const dayOfMonth = Math.round(median(sorted.slice(-7).map(({ day }) => Number(toIsoDate(day).slice(8)))));
  const first = firstDayOf(monthOf(toIsoDate(next)));
  const near = [-1, 0, 1]
    .map((months) => dayInMonth(addMonths(first, months), dayOfMonth))
    .reduce((best, day) => (Math.abs(day - next) < Math.abs(best - next) ? day : best));
  return Math.abs(near - next) <= 4 ? near : next;
}

/** The 31st of a shorter month is its last day. */
function dayInMonth(first: number, dayOfMonth: number): number {
  return Math.min(first + dayOfMonth - 1, addMonths(first, 1) - 1);
}
