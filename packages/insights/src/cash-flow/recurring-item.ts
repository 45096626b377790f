import { toDayNumber } from '../calendar/calendar-day.ts';
import { normaliseName } from '../counterparty/counterparty-name.ts';
import { median } from '../distribution/robust.ts';
import { type ExactDecimal, parseDecimal } from '../money/decimal.ts';
import { addPeriods, type Cadence, cadenceDays } from '../recurring/cadence.ts';
import type { CashTransaction } from '../recurring/cash-transaction.ts';
import { detectRecurring, type RecurringTransaction } from '../recurring/detect-recurring.ts';
import type { DocumentKind } from './cash-flow-input.ts';
import type { ExpectedDocument } from './expected-document.ts';

/** Something recurring with the payments that are expected of it. */
export interface RecurringItem {
  recurring: RecurringTransaction;
  amount: ExactDecimal;
  payments: { day: number; amount: ExactDecimal }[];
  /** Open documents that stand for one of its payments each, which is left out for it. */
  documentIds: string[];
}

/** A document stands for a recurring payment if their amounts differ by at most this share. */
const sameAmount = 0.25;

/** So much of a year's payments lie so near the usual amount where it may be counted on to come again and again. */
const fixedShare = 0.75;
const fixedAmount = 0.1;
const fewestPayments = 4;
/** Wages and prices that rose last year rise on, by so much of it in a year. */
const growthShare = 0.5;

/**
 * What recurs with one amount and has not ended: its next payment is not later than its slack. Days from the one after `asOf` to
 * `lastDay`. What returns with another amount each time, such as the weekly payouts of a shop, is forecast with the rest: its last
 * payments may be those of the best weeks of the year.
 */
export function findRecurringItems(
  history: readonly CashTransaction[],
  asOf: number,
  lastDay: number,
): RecurringItem[] {
  const byId = new Map(history.map((one) => [one.id, one]));
  return detectRecurring(history)
    .filter(({ nextDate, cadence }) => toDayNumber(nextDate) + cadenceDays(cadence).slack > asOf)
    .filter((recurring) => isFixed(recurring, byId))
    .map((recurring) => {
      const amount = parseDecimal(recurring.amount);
      const growth = growthShare * lastGrowth(recurring, byId);
      const lastPaid = toDayNumber(recurring.lastDate);
      const payments = expectedDays(recurring, asOf, lastDay).map((day) => {
        return { day, amount: growth === 0 ? amount : amount.times(1 + (growth * (day - lastPaid)) / 365.25) };
      });
      return { recurring, amount, payments, documentIds: [] };
    });
}

function paymentsInYear(cadence: Cadence): number {
  return Math.round(365 / cadenceDays(cadence).days);
}

/** From the middle of three payments to that of the same three a year later; 0 where it is not known so long. */
function lastGrowth({ ids, cadence }: RecurringTransaction, byId: ReadonlyMap<string, CashTransaction>): number {
  const year = paymentsInYear(cadence);
  if (ids.length < year + 3) return 0;
  const amounts = ids.map((id) => Number(byId.get(id)?.amount));
  return median(amounts.slice(-3)) / median(amounts.slice(-year - 3, -year)) - 1;
}

function isFixed({ ids, amount, cadence }: RecurringTransaction, byId: ReadonlyMap<string, CashTransaction>): boolean {
  const aYear = Math.max(fewestPayments, paymentsInYear(cadence));
  const usual = Number(amount);
  const near = ids.slice(-aYear).map((id) => Math.abs(Number(byId.get(id)?.amount) / usual - 1) <= fixedAmount);
  return near.filter(Boolean).length >= fixedShare * near.length;
}

function expectedDays({ nextDate, cadence }: RecurringTransaction, asOf: number, lastDay: number): number[] {
  const next = toDayNumber(nextDate);
  const days: number[] = [];
  for (let period = 0; addPeriods(next, cadence, period) <= lastDay; period += 1) {
    const day = addPeriods(next, cadence, period);
    // Late, but not given up: expected any day.
    if (day > asOf || period === 0) days.push(Math.max(day, asOf + 1));
  }
  return days;
}

/**
 * Leaves one payment out for each open document that stands for it: same counterparty and direction, amounts within 25 %, and usually paid
 * within half a period of the payment. The day is that of the realistic scenario: all scenarios replace the same payments.
 */
export function replaceByDocuments(
  items: readonly RecurringItem[],
  documents: readonly ExpectedDocument[],
  kind: DocumentKind,
): RecurringItem[] {
  const taken = new Set<string>();
  return items.map((item) => {
    if (item.amount.lt(0) !== (kind === 'payable')) return item;
    const payments = [...item.payments];
    const documentIds: string[] = [];
    for (const expected of documents) {
      const { id } = expected.document;
      const index = taken.has(id) ? -1 : placeOf(expected, item, payments);
      if (index < 0) continue;
      taken.add(id);
      payments.splice(index, 1);
      documentIds.push(id);
    }
    return { ...item, payments, documentIds };
  });
}

function placeOf(
  { document, amount: owed, payDay, dueDay }: ExpectedDocument,
  { recurring, amount }: RecurringItem,
  payments: RecurringItem['payments'],
): number {
  if (normaliseName(document.counterparty) !== normaliseName(recurring.counterparty)) return -1;
  const difference = owed.minus(amount.abs()).abs();
  if (difference.gt(amount.abs().times(sameAmount))) return -1;
  const distances = payments.map(({ day }) => Math.abs(day - (payDay ?? dueDay)));
  const nearest = Math.min(...distances);
  return nearest <= cadenceDays(recurring.cadence).days / 2 ? distances.indexOf(nearest) : -1;
}
