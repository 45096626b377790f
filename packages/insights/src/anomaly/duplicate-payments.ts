import { editDistance, nameSimilarity } from '../counterparty/counterparty-name.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const nearDays = 10;
const referenceDays = 120;
const sameVendor = 0.85;
/** A vendor paid the same amount so often that two near each other say nothing. */
const usualRepeats = 4;
const smallestAmount = 20;

/**
 * Finds money that went out twice. One reference and one amount at one vendor within 120 days; or one amount at one vendor within 10
 * days without two clearly different references, unless that vendor is paid that amount regularly. Vendor names may differ by a few
 * letters. A copy with two neighbouring digits of the amount swapped is `transposed_digits`.
 */
export function findDuplicatePayments(rows: readonly ExaminedRow[]): Anomaly[] {
  const spent = rows.filter(({ isSpent, size }) => isSpent && size >= smallestAmount);
  const repeats = new Map<string, number>();
  for (const row of spent) repeats.set(keyOf(row), (repeats.get(keyOf(row)) ?? 0) + 1);
  const taken = new Set<string>();
  return spent.flatMap((row, index) => {
    const found: Anomaly[] = [];
    for (let next = index + 1; next < spent.length; next += 1) {
      const other = spent[next];
      if (other === undefined || other.day - row.day > referenceDays) break;
      const anomaly = compareRows(row, other, (repeats.get(keyOf(row)) ?? 0) >= usualRepeats);
      if (anomaly === undefined || taken.has(other.id)) continue;
      taken.add(other.id);
      found.push(anomaly);
    }
    return found;
  });
}

function keyOf({ vendor, amountText }: ExaminedRow): string {
  return `${vendor} ${amountText}`;
}

function compareRows(row: ExaminedRow, other: ExaminedRow, isUsual: boolean): Anomaly | undefined {
  if (row.amountText !== other.amountText) return compareSwapped(row, other);
  const days = other.day - row.day;
  const isSameReference = row.referenceKey !== '' && row.referenceKey === other.referenceKey;
  const isNear = days <= nearDays && !isUsual && !haveDifferentReferences(row, other);
  if (!isNear && !(isSameReference && hasNumber(row))) return undefined;
  const similarity = row.vendor === other.vendor ? 1 : nameSimilarity(row.counterparty, other.counterparty);
  if (similarity < sameVendor) return undefined;
  const why = isSameReference ? `the same reference ${row.reference}` : 'no reference that tells them apart';
  return {
    rule: 'duplicate_payment',
    severity: isSameReference || days <= 3 ? 'high' : 'medium',
    explanation: `${other.counterparty} was paid ${other.amountText} on ${row.date} and again ${days} days later, with ${why}`,
    numbers: { amount: other.amountText, days_between: days, name_similarity: Math.round(similarity * 100) / 100 },
    ids: [row.id, other.id],
    atStake: other.size,
  };
}

function compareSwapped(row: ExaminedRow, other: ExaminedRow): Anomaly | undefined {
  const days = other.day - row.day;
  const isSameReference = row.referenceKey !== '' && row.referenceKey === other.referenceKey && hasNumber(row);
  if (days > nearDays && !isSameReference) return undefined;
  if (row.vendor !== other.vendor || haveDifferentReferences(row, other) || !isSwap(row.amountText, other.amountText))
    return undefined;
  return {
    rule: 'transposed_digits',
    severity: isSameReference ? 'high' : 'medium',
    explanation: `${other.counterparty} was paid ${row.amountText} on ${row.date} and ${other.amountText} ${days} days later: two digits are swapped`,
    numbers: { first_amount: row.amountText, second_amount: other.amountText, days_between: days },
    ids: [row.id, other.id],
    atStake: Math.min(row.size, other.size),
  };
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

function hasNumber({ referenceKey }: ExaminedRow): boolean {
  return /\d\d/.test(referenceKey);
}
