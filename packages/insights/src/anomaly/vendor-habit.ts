import { median } from '../distribution/robust.ts';
import { usualGap } from '../recurring/usual-gap.ts';
import type { ExaminedRow } from './examined-row.ts';

/** What is usual at a vendor, of all payments to it. */
export interface VendorHabit {
  payments: number;
  /** From the first to the last payment, both counted. */
  days: number;
  /** Within how many days two payments of an amount may be one that was made twice; undefined where that amount is a habit without a rhythm. */
  amountReach: (amountText: string) => number | undefined;
  /** How many payments are so large. */
  countBetween: (least: number, most: number) => number;
  /** Within how many days two payments with this reference are of one bill. */
  referenceReach: (referenceKey: string) => number;
}

/** A bill that is paid twice is so within these days. */
export const billDays = 120;
/** What has neither a reference nor a rhythm is so within these. */
export const nearDays = 10;
/** A vendor paid so often by one amount, or under one reference, has it as a habit. */
const usualRepeats = 4;
/** What comes with no more than this between is no habit, but one payment sent again and again. */
const leastGap = 5;

/** Learns from the payments to one vendor, in order of date. */
export function learnVendorHabit(group: readonly ExaminedRow[]): VendorHabit {
  const amounts = new Map(
    [...Map.groupBy(group, ({ amountText }) => amountText)].map(([amount, rows]) => [amount, amountReachOf(rows)]),
  );
  const references = new Map(
    [...Map.groupBy(group, ({ referenceKey }) => referenceKey)].map(([key, rows]) => [key, reachOf(rows)]),
  );
  const sizes = Float64Array.from(group, ({ size }) => size).sort();
  return {
    payments: group.length,
    days: (group.at(-1)?.day ?? 0) - (group[0]?.day ?? 0) + 1,
    amountReach: (amountText) => amounts.get(amountText),
    countBetween: (least, most) =>
      countBelow(sizes, (size) => size <= most) - countBelow(sizes, (size) => size < least),
    referenceReach: (referenceKey) => references.get(referenceKey) ?? billDays,
  };
}

/** What is paid at a rhythm is paid twice where it comes again within half of it. */
function amountReachOf(rows: readonly ExaminedRow[]): number | undefined {
  const gap = usualGap(rows.map(({ day }) => day));
  if (gap !== undefined) return Math.min(gap / 2, nearDays);
  return rows.length < usualRepeats ? nearDays : undefined;
}

/** The number of a customer, a contract or a card stands on payment after payment: half their usual distance then. */
function reachOf(rows: readonly ExaminedRow[]): number {
  if (rows.length < usualRepeats) return billDays;
  const usual = median(rows.slice(1).map(({ day }, index) => day - (rows[index]?.day ?? day)));
  const areManySums = new Set(rows.map(({ amountText }) => amountText)).size >= usualRepeats;
  return areManySums || usual >= leastGap ? Math.min(usual / 2, billDays) : billDays;
}

/** How many of the first satisfy it; `sizes` are in order, and none after one that does not. */
function countBelow(sizes: Float64Array, isBelow: (size: number) => boolean): number {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBelow(sizes[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
