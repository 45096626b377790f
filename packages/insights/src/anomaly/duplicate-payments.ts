import { areSimilarNames, editDistance, nameSimilarity } from '../counterparty/counterparty-name.ts';
import type { Anomaly } from './anomaly.ts';
import { daysLater } from './days-later.ts';
import type { ExaminedRow } from './examined-row.ts';
import { createRowIndex } from './row-index.ts';
import { billDays, learnVendorHabit, nearDays, type VendorHabit } from './vendor-habit.ts';

const sameVendor = 0.85;
const smallestAmount = 20;
/** Pairs as close as this one that chance may be expected to make at its vendor before the pair says nothing. */
const mostCoincidences = 0.05;
/** Amounts this near, as a share, tell how densely a vendor's amounts lie. */
const nearAmount = 0.05;
/** Amounts that differ from one by two swapped neighbours, about. */
const swapsOfAmount = 4;

/** Two payments of which the second may be the first once more, and what is usual at the vendor of the first. */
interface Pair {
  row: ExaminedRow;
  other: ExaminedRow;
  habit: VendorHabit;
  days: number;
}

/**
 * Finds money that went out twice. One reference and one amount at one vendor within 120 days, unless that reference stands on payment
 * after payment; or one amount at one vendor within 10 days, and half of the rhythm at which that amount is paid, without two clearly
 * different references, unless that vendor is paid it often without a rhythm or so often that chance makes such pairs. Vendor names may differ by a few letters. A copy with two neighbouring
 * digits of the amount swapped is `transposed_digits`. A payment is told once, beside the earliest that it may repeat.
 */
export function findDuplicatePayments(rows: readonly ExaminedRow[]): Anomaly[] {
  const spent = rows.filter(({ isSpent, size }) => isSpent && size >= smallestAmount);
  const groups = Map.groupBy(spent, ({ vendor }) => vendor);
  const habits = new Map([...groups].map(([vendor, group]) => [vendor, learnVendorHabit(group)]));
  // By what a payment shares with one that repeats it: none is held against all others.
  const [ofBill, ofAmount, ofVendor] = [createRowIndex(), createRowIndex(), createRowIndex()];
  return spent.flatMap((other) => {
    const search = (earlier: Iterable<ExaminedRow>, describe: (pair: Pair) => Anomaly | undefined) => {
      for (const row of earlier) {
        const habit = habits.get(row.vendor);
        const found = habit && describe({ row, other, habit, days: other.day - row.day });
        if (found) return found;
      }
      return undefined;
    };
    const bill = hasNumber(other) ? [`${other.amountText}\n${other.referenceKey}`] : [];
    const swapped = swapsOf(other.amountText).map((amount) => `${other.vendor}\n${amount}`);
    const found =
      search(ofBill.since(bill, other.day - billDays), describeSameBill) ??
      search(ofAmount.since([other.amountText], other.day - nearDays), describeSameAmount) ??
      search(ofVendor.since(swapped, other.day - billDays), describeSwapped);
    ofBill.add(bill, other);
    ofAmount.add(
      habits.get(other.vendor)?.amountReach(other.amountText) === undefined ? [] : [other.amountText],
      other,
    );
    ofVendor.add([`${other.vendor}\n${other.amountText}`], other);
    return found ?? [];
  });
}

function describeSameBill(pair: Pair): Anomaly | undefined {
  return isOneBill(pair) ? describeDuplicate(pair, `the same reference ${pair.row.reference}`) : undefined;
}

function describeSameAmount(pair: Pair): Anomaly | undefined {
  const { row, other, habit, days } = pair;
  if (days > (habit.amountReach(row.amountText) ?? 0)) return undefined;
  if (haveDifferentReferences(row, other) || coincidences(pair) > mostCoincidences) return undefined;
  return describeDuplicate(pair, 'no reference that tells them apart');
}

function describeDuplicate({ row, other, days }: Pair, why: string): Anomaly | undefined {
  if (row.vendor !== other.vendor && !areSimilarNames(row.name, other.name, sameVendor)) return undefined;
  const similarity = row.vendor === other.vendor ? 1 : nameSimilarity(row.name, other.name);
  return {
    rule: 'duplicate_payment',
    severity: why.startsWith('the same') || days <= 3 ? 'high' : 'medium',
    explanation: `${other.counterparty} was paid ${other.amountText} on ${row.date} and again ${daysLater(days)}, with ${why}`,
    numbers: { amount: other.amountText, days_between: days, name_similarity: Math.round(similarity * 100) / 100 },
    ids: [row.id, other.id],
    atStake: other.size,
  };
}

/** How many pairs of one amount, no further apart than these two, the vendor's other payments make by chance. */
function coincidences({ row, other, habit, days }: Pair): number {
  const reach = nearAmount * row.size;
  const own = [row, other].filter(({ vendor }) => vendor === row.vendor);
  const ownNear = own.filter(({ size }) => Math.abs(size - row.size) <= reach);
  const near = habit.countBetween(row.size - reach, row.size + reach) - ownNear.length;
  const cents = 2 * reach * 100;
  return ((habit.payments - own.length) * near * Math.min(1, (days + 1) / habit.days)) / cents;
}

function describeSwapped(pair: Pair): Anomaly | undefined {
  const { row, other, days } = pair;
  const isSame = isOneBill(pair);
  if (!isSame && (days > nearDays || haveDifferentReferences(row, other))) return undefined;
  if (!isSame && swapsOfAmount * coincidences(pair) > mostCoincidences) return undefined;
  return {
    rule: 'transposed_digits',
    severity: isSame ? 'high' : 'medium',
    explanation: `${other.counterparty} was paid ${row.amountText} on ${row.date} and ${other.amountText} ${daysLater(days)}: two digits are swapped`,
    numbers: { first_amount: row.amountText, second_amount: other.amountText, days_between: days },
    ids: [row.id, other.id],
    atStake: Math.min(row.size, other.size),
  };
}

/** The amounts that are this one with two neighbouring digits in each other's place. */
function swapsOf(amount: string): string[] {
  const swapped = Array.from(amount, (digit, place) => {
    const [before, next] = [amount.slice(0, place), amount[place + 1] ?? ''];
    return `${before}${next}${digit}${amount.slice(place + 2)}`;
  });
  return [...new Set(swapped)].filter((one) => one !== amount);
}

/** Two references that are no slips of each other belong to two bills. */
function haveDifferentReferences(row: ExaminedRow, other: ExaminedRow): boolean {
  if (row.referenceKey === '' || other.referenceKey === '' || row.referenceKey === other.referenceKey) return false;
  return !isSwap(row.referenceKey, other.referenceKey);
}

function isSwap(one: string, other: string): boolean {
  const isRearranged = one.length === other.length && [...one].sort().join('') === [...other].sort().join('');
  return isRearranged && editDistance(one, other) === 1;
}

function isOneBill({ row, other, habit, days }: Pair): boolean {
  return row.referenceKey === other.referenceKey && hasNumber(row) && days <= habit.referenceReach(row.referenceKey);
}

/** 'Rent' twice is no bill twice. */
function hasNumber({ referenceKey }: ExaminedRow): boolean {
  return /\d\d/.test(referenceKey);
}
