import { type IsoDate, toDayNumber } from '../calendar/calendar-day.ts';
import { detectRecurring } from '../recurring/detect-recurring.ts';
import type { Anomaly, AnomalyRule, AnomalySeverity, ExaminedTransaction } from './anomaly.ts';
import { findBenfordDeviation } from './benford.ts';
import { findBouncedPayments } from './bounced-payments.ts';
import { findDoubledSubscriptions } from './doubled-subscriptions.ts';
import { findDuplicatePayments } from './duplicate-payments.ts';
import { readRows } from './examined-row.ts';
import { findPriceJumps } from './price-jump.ts';
import { findMissingRecurring, findPriceCreep } from './recurring-changes.ts';
import { findSeasonalOutliers, type MonthlySeries } from './seasonal-outliers.ts';
import { findRoundAmounts, findUnusualAmounts } from './unusual-amounts.ts';
import {
  findLookalikeVendors,
  findUnusualCategories,
  findUnusualTimes,
  findUnusualVendors,
} from './unusual-context.ts';

/** What is examined. */
export interface AnomalyInput {
  transactions: readonly ExaminedTransaction[];
  /** Monthly totals by account or category, where there are any. */
  series?: readonly MonthlySeries[];
  /** What is today; a payment expected after it is not missing. */
  asOf: IsoDate;
}

const severities: Record<AnomalySeverity, number> = { high: 2, medium: 1, low: 0 };
/** What another rule found already is not told again by these. */
const weaker: ReadonlySet<AnomalyRule> = new Set(['round_amount', 'unusual_time', 'unusual_vendor', 'price_jump']);

/**
 * Finds anomalies by all rules, the gravest first and among equals the most money; each rule prefers silence to noise. Throws a
 * RangeError for what is no day, and MoneyError `not_a_number`.
 */
export function detectAnomalies({ transactions, series = [], asOf }: AnomalyInput): Anomaly[] {
  const today = toDayNumber(asOf, 'asOf');
  const rows = readRows(transactions).filter(({ day }) => day <= today);
  const recurring = detectRecurring(rows);
  const recurringIds = new Set(recurring.flatMap(({ ids }) => ids));
  const found = [
    ...findDuplicatePayments(rows),
    ...findUnusualAmounts(rows),
    ...findLookalikeVendors(rows),
    ...findUnusualCategories(rows),
    ...findPriceCreep(rows, recurring),
    ...findPriceJumps(rows, today),
    ...findDoubledSubscriptions(rows, recurring, today),
    ...findBouncedPayments(rows),
    ...findMissingRecurring(rows, recurring, today),
    ...findSeasonalOutliers(series),
    ...findUnusualVendors(rows),
    ...findUnusualTimes(rows),
    ...findRoundAmounts(rows),
    ...findBenfordDeviation(rows, recurringIds),
  ];
  const told = new Set(found.filter(({ rule }) => !weaker.has(rule)).flatMap(({ ids }) => ids));
  const kept = found.filter(({ rule, ids }) => !(weaker.has(rule) && ids.some((id) => told.has(id))));
  return kept.sort((a, b) => severities[b.severity] - severities[a.severity] || b.atStake - a.atStake);
}

/** Money that went out twice, and nothing else: for whole payments where the rest is looked for in their lines. Throws like `detectAnomalies`. */
export function detectDuplicatePayments({ transactions, asOf }: Omit<AnomalyInput, 'series'>): Anomaly[] {
  const today = toDayNumber(asOf, 'asOf');
  return findDuplicatePayments(readRows(transactions).filter(({ day }) => day <= today));
}
