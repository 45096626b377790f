import { toDayNumber, toIsoDate } from '../calendar/calendar-day.ts';
import { vendorKey } from '../counterparty/vendor-key.ts';
import { median } from '../distribution/robust.ts';
import { addPeriods, cadenceDays, paymentsAYear } from '../recurring/cadence.ts';
import { isStillExpected, type RecurringTransaction } from '../recurring/detect-recurring.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const endedAfter = 3;
const leastSeen = 5;
/** Shorter than this, few weeks in step may be chance. */
const leastDays = 180;
const leastCreep = 0.08;
const leastForCreep = 6;
/** What prices rise a year anyway. */
const usualInflation = 0.05;
/** From so many payments on, never falling is no accident even where every other one rises. */
const manyPayments = 12;
const sameAmount = 0.02;
/** Of the payments between two rises of a price at least half are the same but for rounding; wages never are. */
const roundingShare = 0.002;
/** A step so many times the largest other one is no step of a price. */
const oddStep = 1.5;

/** Recurring transactions that did not come by `today`; one missed more than three times is taken to have ended. */
export function findMissingRecurring(
  rows: readonly ExaminedRow[],
  recurring: readonly RecurringTransaction[],
  today: number,
): Anomaly[] {
  return recurring.flatMap((one): Anomaly[] => {
    const { days } = cadenceDays(one.cadence);
    const late = today - toDayNumber(one.nextDate);
    if (one.ids.length < leastSeen || (one.ids.length + 1) * days < leastDays) return [];
    if (isStillExpected(one, toIsoDate(today))) return findGaps(one, rows, today);
    if (late > endedAfter * days) return [];
    const gaps = findGaps(one, rows, today);
    if (cameAnyway(one, rows, toDayNumber(one.nextDate))) return gaps;
    return [describeMissing(one, one.nextDate, late), ...gaps];
  });
}

/** A price that climbs: each step up and none down, the same in between, 8 % or more in all over at least 6 payments, and over 5 % a year. */
export function findPriceCreep(rows: readonly ExaminedRow[], recurring: readonly RecurringTransaction[]): Anomaly[] {
  const spentById = new Map(rows.filter(({ isSpent }) => isSpent).map((row) => [row.id, row]));
  return recurring.flatMap((one) => {
    const paid = one.ids.flatMap((id) => spentById.get(id) ?? []);
    const anomaly = paid.length >= leastForCreep ? describeCreep(one, paid) : undefined;
    return anomaly === undefined ? [] : [anomaly];
  });
}

/** One left out between two others, in the last year. */
function findGaps(recurring: RecurringTransaction, rows: readonly ExaminedRow[], today: number): Anomaly[] {
  const { days, slack } = cadenceDays(recurring.cadence);
  const ids = new Set(recurring.ids);
  const seen = rows.filter(({ id }) => ids.has(id)).map(({ day }) => day);
  const gap = seen.findLast((day, index) => {
    const next = seen[index + 1];
    return next !== undefined && Math.abs(next - day - 2 * days) <= slack && today - day <= 365;
  });
  if (gap === undefined) return [];
  const missing = addPeriods(gap, recurring.cadence, 1);
  if (cameAnyway(recurring, rows, missing)) return [];
  return [describeMissing(recurring, toIsoDate(missing), today - missing)];
}

/** Whether the counterparty moved money around that day, if of another amount: then nothing is missing. */
function cameAnyway(
  { counterparty, cadence, amount }: RecurringTransaction,
  rows: readonly ExaminedRow[],
  day: number,
): boolean {
  const { slack } = cadenceDays(cadence);
  const vendor = vendorKey(counterparty);
  const isSpent = amount.startsWith('-');
  return rows.some((row) => row.vendor === vendor && row.isSpent === isSpent && Math.abs(row.day - day) <= 2 * slack);
}

function describeMissing(recurring: RecurringTransaction, expected: string, late: number): Anomaly {
  const { counterparty, cadence, amount, ids } = recurring;
  return {
    rule: 'missing_recurring',
    severity: 'medium',
    explanation: `${counterparty} (${cadence}, about ${amount.replace('-', '')}) was expected around ${expected} and did not come`,
    numbers: { expected_date: expected, usual_amount: amount, days_late: late, seen: ids.length },
    ids: ids.slice(-3),
    atStake: Math.abs(Number(amount)),
  };
}

function describeCreep(recurring: RecurringTransaction, paid: readonly ExaminedRow[]): Anomaly | undefined {
  const steps = paid.slice(1).map((row, index) => row.size / (paid[index]?.size ?? row.size) - 1);
  const [rises, falls] = [
    steps.filter((step) => step > sameAmount).length,
    steps.filter((step) => step < -sameAmount).length,
  ];
  const others = steps.filter((step) => Math.abs(step) <= sameAmount).map(Math.abs);
  const stays = others.length === 0 || median(others) <= roundingShare;
  // Usage goes up and down; a price goes up and stays.
  const isPrice = falls === 0 && stays && rises > 0 && rises <= paid.length / (paid.length >= manyPayments ? 1.8 : 3);
  // Paid twice, it is a price: one odd payment at the end is none.
  const least =
    Math.min(...paid.slice(-2).map(({ size }) => size)) / Math.max(...paid.slice(0, 2).map(({ size }) => size));
  const periods = paymentsAYear(recurring.cadence);
  const yearlyRise = least ** (periods / (paid.length - 1)) - 1;
  if (!isPrice || least - 1 < leastCreep || yearlyRise < usualInflation) return undefined;
  const priced = withoutOddEnds(paid, steps);
  const [first, last] = [priced[0], priced.at(-1)];
  // The price before the payments of the last year: how far back the history goes changes nothing in it.
  const before = priced.at(-1 - periods) ?? first;
  // One that has stood since then creeps no more.
  if (!first || !before || !last || last.size / before.size - 1 <= sameAmount) return undefined;
  const risen = paid.filter((_, index) => index === 0 || (steps[index - 1] ?? 0) > sameAmount);
  return describeRise(recurring, { first, before, last, risen });
}

interface Rise {
  first: ExaminedRow;
  before: ExaminedRow;
  last: ExaminedRow;
  /** The first payment, and each that was higher than the one before it. */
  risen: readonly ExaminedRow[];
}

function describeRise({ counterparty, cadence }: RecurringTransaction, { first, before, last, risen }: Rise): Anomaly {
  const yearly = (last.size - before.size) * paymentsAYear(cadence);
  const creep = last.size / first.size - 1;
  const steps = risen.length - 1;
  return {
    rule: 'price_creep',
    severity: creep >= 0.2 ? 'high' : 'medium',
    explanation: `${counterparty} rose from ${first.amountText} on ${first.date} to ${last.amountText} on ${last.date} in ${steps} steps: ${yearly.toFixed(2)} more a year than at the price of ${before.date}, ${before.amountText}`,
    numbers: {
      first_amount: first.amountText,
      first_date: first.date,
      year_before_amount: before.amountText,
      year_before_date: before.date,
      last_amount: last.amountText,
      last_date: last.date,
      rise_percent: Number((creep * 100).toFixed(1)),
      steps,
      more_a_year: yearly.toFixed(2),
    },
    ids: risen.map(({ id }) => id),
    atStake: yearly,
  };
}

/** The payments between the odd ones: one at either end that differs by clearly more than any step between the others. */
function withoutOddEnds(paid: readonly ExaminedRow[], steps: readonly number[]): readonly ExaminedRow[] {
  const isOdd = (place: number) => (steps.at(place) ?? 0) > oddStep * Math.max(...steps.toSpliced(place, 1));
  return paid.slice(isOdd(0) ? 1 : 0, isOdd(-1) ? -1 : undefined);
}
