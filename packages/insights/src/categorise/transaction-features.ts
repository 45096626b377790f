import { toDayNumber, weekdayOf } from '../calendar/calendar-day.ts';
import { normaliseName } from '../counterparty/counterparty-name.ts';
import { parseDecimal } from '../money/decimal.ts';
import type { UncodedTransaction } from './bank-transaction.ts';

/** Features of one transaction: name -> how much it counts before its rarity is weighed in. */
export type TransactionFeatures = ReadonlyMap<string, number>;

// Numbers of invoices and cards differ each time; what they look like does not.
const digits = /\d+/g;

/**
 * What is looked at: the counterparty, words and letter triples of the texts, the size of the amount (powers of two, signed), the
 * counterparty together with that size, and the weekday.
 */
export function featuresOf(transaction: UncodedTransaction): TransactionFeatures {
  const features = new Map<string, number>();
  const add = (name: string, weight: number) => features.set(name, (features.get(name) ?? 0) + weight);
  const who = normaliseName(transaction.counterparty).replace(digits, '#');
  const text = normaliseName(transaction.description).replace(digits, '#');
  const words = new Set(`${who} ${text}`.split(' ').filter((word) => word !== '' && word !== '#'));
  for (const word of words) {
    add(`word ${word}`, 1);
    for (const triple of triplesOf(` ${word} `)) add(`letters ${triple}`, 0.4);
  }
  const size = amountSize(transaction.amount);
  add(`amount ${size}`, 0.4);
  add(`weekday ${weekdayOf(toDayNumber(transaction.date))}`, 0.1);
  if (who !== '') {
    add(`counterparty ${who}`, 1);
    add(`counterparty ${who} amount ${size}`, 0.6);
  }
  return features;
}

function triplesOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, index) => text.slice(index, index + 3));
}

/** From a power of two less one to below the next, as people can read it: 'of -31 to -63'. */
function amountSize(amount: string): string {
  const value = parseDecimal(amount).toNumber();
  const sign = value < 0 ? '-' : '';
  const from = 2 ** Math.floor(Math.log2(Math.abs(value) + 1)) - 1;
  return `of ${sign}${from} to ${sign}${2 * from + 1}`;
}
