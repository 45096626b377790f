import { areSimilarNames } from '../counterparty/counterparty-name.ts';
import type { Anomaly } from './anomaly.ts';
import { daysLater } from './days-later.ts';
import type { ExaminedRow } from './examined-row.ts';
import { createRowIndex } from './row-index.ts';

const longestDays = 10;
const sameParty = 0.85;
const smallestAmount = 20;
/** One with whom so many amounts went there and back is an own account or a deposit, not a customer who cannot pay. */
const usualReturns = 3;
const mostReturnedShare = 0.34;
const replacedWithin = 45;

/**
 * Finds payments that came in and were taken back: exactly the amount, from the same counterparty, within 10 days. Not of one with whom
 * money goes to and fro: three times or more and a third of what it sent. It is `high` unless the amount came again afterwards.
 */
export function findBouncedPayments(rows: readonly ExaminedRow[]): Anomaly[] {
  const pairs = findReturned(rows.filter(({ size }) => size >= smallestAmount));
  const returns = Map.groupBy(pairs, ({ came }) => came.vendor);
  const received = Map.groupBy(
    rows.filter(({ isSpent }) => !isSpent),
    ({ vendor }) => vendor,
  );
  return pairs.flatMap(({ came, back }) => {
    const ofVendor = received.get(came.vendor) ?? [];
    const times = returns.get(came.vendor)?.length ?? 0;
    const isToAndFro = times >= usualReturns && times > mostReturnedShare * ofVendor.length;
    return isToAndFro ? [] : [describe({ came, back }, ofVendor)];
  });
}

interface Returned {
  came: ExaminedRow;
  back: ExaminedRow;
}

/** Each payment that takes back a receipt of its amount, with the first such. */
function findReturned(rows: readonly ExaminedRow[]): Returned[] {
  const receipts = createRowIndex();
  const taken = new Set<ExaminedRow>();
  return rows.flatMap((back) => {
    if (!back.isSpent) receipts.add([back.amountText], back);
    if (!back.isSpent) return [];
    for (const came of receipts.since([back.amountText], back.day - longestDays)) {
      if (taken.has(came) || !isReturn(came, back)) continue;
      taken.add(came);
      return [{ came, back }];
    }
    return [];
  });
}

function isReturn(came: ExaminedRow, back: ExaminedRow): boolean {
  return came.vendor === back.vendor || areSimilarNames(came.name, back.name, sameParty);
}

function describe({ came, back }: Returned, received: readonly ExaminedRow[]): Anomaly {
  const days = back.day - came.day;
  const again = received.find(({ day, amountText }) => {
    return day > back.day && day - back.day <= replacedWithin && amountText === came.amountText;
  });
  const since = again === undefined ? 'it has not come again' : `it came again on ${again.date}`;
  return {
    rule: 'bounced_payment',
    severity: again === undefined ? 'high' : 'low',
    explanation: `${came.amountText} came from ${came.counterparty} on ${came.date} and was taken back ${daysLater(days)}; ${since}`,
    numbers: { amount: came.amountText, days_between: days, returned_on: back.date, came_again: again?.date ?? 'no' },
    ids: [came.id, back.id],
    atStake: again === undefined ? came.size : 0,
  };
}
