import { editDistance, nameSimilarity } from '../counterparty/counterparty-name.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const nearDays = 10;
const referenceDays = 120;
const sameVendor = 0.85;
/** A vendor paid the same amount so often that two near each other say nothing. */
const usualRepeats = 4;
const smallestAmount = 20;
/** Pairs as close as this one that chance may be expected to make at its vendor before the pair says nothing. */
const mostCoincidences = 0.05;
/** Amounts this near, as a share, tell how densely a vendor's amounts lie. */
const nearAmount = 0.05;
/** Amounts that differ from one by two swapped neighbours, about. */
const swapsOfAmount = 4;

/**
 * Finds money that went out twice. One reference and one amount at one vendor within 120 days; or one amount at one vendor
 * within 10 days without two clearly different references, unless that vendor is paid that amount regularly or so often that
 * chance makes such pairs. Vendor names may differ by a few letters. A copy with two neighbouring digits of the amount swapped
 * is `transposed_digits`.
 */
export function findDuplicatePayments(rows: readonly ExaminedRow[]): Anomaly[] {
  const spent = rows.filter(({ isSpent, size }) => isSpent && size >= smallestAmount);
  const byVendor = Map.groupBy(spent, ({ vendor }) => vendor);
  const taken = new Set<string>();
  return spent.flatMap((row, index) => {
    const found: Anomaly[] = [];
    const ofVendor = byVendor.get(row.vendor) ?? [];
    for (let next = index + 1; next < spent.length; next += 1) {
      const other = spent[next];
      if (other === undefined || other.day - row.day > referenceDays) break;
      const anomaly = compareRows(row, other, ofVendor);
      if (anomaly === undefined || taken.has(other.id)) continue;
      taken.add(other.id);
      found.push(anomaly);
    }
    return found;
  });
}

function compareRows(row: ExaminedRow, other: ExaminedRow, ofVendor: readonly ExaminedRow[]): Anomaly | undefined {
  if (row.amountText !== other.amountText) return compareSwapped(row, other, ofVendor);
  const days = other.day - row.day;
  const isSame = haveSameReference(row, other);
  if (!isSame && (days > nearDays || haveDifferentReferences(row, other))) return undefined;
  const similarity = row.vendor === other.vendor ? 1 : nameSimilarity(row.counterparty, other.counterparty);
  if (similarity < sameVendor) return undefined;
  const repeats = ofVendor.filter(({ amountText }) => amountText === row.amountText).length;
  const isChance = repeats >= usualRepeats || coincidences(row, other, ofVendor) > mostCoincidences;
  if (!isSame && isChance) return undefined;
  const why = isSame ? `the same reference ${row.reference}` : 'no reference that tells them apart';
  return {
    rule: 'duplicate_payment',
    severity: isSame || days <= 3 ? 'high' : 'medium',
    explanation: `${other.counterparty} was paid ${other.amountText} on ${row.date} and again ${days} days later, with ${why}`,
    numbers: { amount: other.amountText, days_between: days, name_similarity: Math.round(similarity * 100) / 100 },
    ids: [row.id, other.id],
    atStake: other.size,
  };
}

/** How many pairs of one amount, no further apart than these two, the vendor's other payments make by chance. */
function coincidences(row: ExaminedRow, other: ExaminedRow, ofVendor: readonly ExaminedRow[]): number {
  const rest = ofVendor.filter((one) => one !== row && one !== other);
  const [first, last] = [ofVendor[0], ofVendor.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const near = rest.filter(({ size }) => Math.abs(size - row.size) <= nearAmount * row.size).length;
  const cents = 2 * nearAmount * row.size * 100;
  const share = Math.min(1, (other.day - row.day + 1) / (last.day - first.day + 1));
  return (rest.length * near * share) / cents;
}

function compareSwapped(row: ExaminedRow, other: ExaminedRow, ofVendor: readonly ExaminedRow[]): Anomaly | undefined {
  // First, because most of all pairs end here.
  if (row.vendor !== other.vendor) return undefined;
  const days = other.day - row.day;
  const isSame = haveSameReference(row, other);
  if (days > nearDays && !isSame) return undefined;
  if (haveDifferentReferences(row, other) || !isSwap(row.amountText, other.amountText)) return undefined;
  if (!isSame && swapsOfAmount * coincidences(row, other, ofVendor) > mostCoincidences) return undefined;
  return {
    rule: 'transposed_digits',
    severity: isSame ? 'high' : 'medium',
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

/** One reference with a number in it: 'rent' twice is no bill twice. */
function haveSameReference(row: ExaminedRow, other: ExaminedRow): boolean {
  return row.referenceKey === other.referenceKey && /\d\d/.test(row.referenceKey);
}
