import { nameSimilarity } from '../counterparty/counterparty-name.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

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
  const byAmount = Map.groupBy(
    rows.filter(({ size }) => size >= smallestAmount),
    ({ amountText }) => amountText,
  );
  const pairs = [...byAmount.values()].flatMap(pairsOf);
  const returns = Map.groupBy(pairs, ({ came }) => came.vendor);
  const received = Map.groupBy(
    rows.filter(({ isSpent }) => !isSpent),
    ({ vendor }) => vendor,
  );
  return pairs
    .filter(({ came }) => {
      const [back, all] = [returns.get(came.vendor)?.length ?? 0, received.get(came.vendor)?.length ?? 1];
      return back < usualReturns || back <= mostReturnedShare * all;
    })
    .map((pair) => describe(pair, byAmount.get(pair.came.amountText) ?? []));
}

interface Returned {
  came: ExaminedRow;
  back: ExaminedRow;
}

/** Of rows of one amount, in order of date: each receipt with the first payment that takes it back. */
function pairsOf(rows: readonly ExaminedRow[]): Returned[] {
  const taken = new Set<string>();
  return rows.flatMap((came, index): Returned[] => {
    if (came.isSpent) return [];
    const back = rows.slice(index + 1).find((row) => row.isSpent && !taken.has(row.id) && isReturn(came, row));
    if (back === undefined) return [];
    taken.add(back.id);
    return [{ came, back }];
  });
}

function isReturn(came: ExaminedRow, back: ExaminedRow): boolean {
  if (back.day - came.day > longestDays) return false;
  return came.vendor === back.vendor || nameSimilarity(came.counterparty, back.counterparty) >= sameParty;
}

function describe({ came, back }: Returned, ofAmount: readonly ExaminedRow[]): Anomaly {
  const days = back.day - came.day;
  const again = ofAmount.find((row) => {
    const isLater = row.day > back.day && row.day - back.day <= replacedWithin;
    return !row.isSpent && isLater && row.vendor === came.vendor;
  });
  const since = again === undefined ? 'it has not come again' : `it came again on ${again.date}`;
  return {
    rule: 'bounced_payment',
    severity: again === undefined ? 'high' : 'low',
    explanation: `${came.amountText} came from ${came.counterparty} on ${came.date} and was taken back ${days} days later; ${since}`,
    numbers: { amount: came.amountText, days_between: days, returned_on: back.date, came_again: again?.date ?? 'no' },
    ids: [came.id, back.id],
    atStake: again === undefined ? came.size : 0,
  };
}
