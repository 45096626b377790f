import { quantile } from '../distribution/robust.ts';
import { drawChiSquare, drawNormal, type RandomSource } from '../random/seeded-random.ts';
import type { CashStream } from './cash-stream.ts';
import { delayQuantile } from './payment-delay.ts';
import { monthIndexOf, type ProjectedMonth } from './projected-month.ts';

/** What simulated futures show; floats. */
export interface CashSimulation {
  /** The middle 90 % of the closing balances, by month. */
  intervals: { low: number; high: number }[];
  /** Share of the futures in which this month or one before it closes below 0, by month. */
  shortfallShares: number[];
}

/**
 * A forecast that is too high stays too high: this share of its variance is common to all months. It is how errors one and more steps
 * ahead go together where a level keeps 0.3 of each shock, the least that forecasts' intervals reckon with: 0.29 at first, 0.37 later
 * (Hyndman, Koehler, Ord and Snyder (2008), chapter 6).
 */
const commonVariance = 0.3;

/** Simulates futures: each document's delay, each recurring amount and each base month is drawn anew. */
export function simulateCash(
  opening: number,
  streams: readonly CashStream[],
  months: readonly ProjectedMonth[],
  { random, paths }: { random: RandomSource; paths: number },
): CashSimulation {
  const closings = months.map((): number[] => []);
  const shortfalls = months.map(() => 0);
  for (let path = 0; path < paths; path += 1) {
    const nets = months.map(() => 0);
    for (const stream of streams) addDrawn(nets, stream, months, random);
    let balance = opening;
    let isShort = false;
    nets.forEach((net, index) => {
      balance += net;
      isShort ||= balance < 0;
      closings[index]?.push(balance);
      shortfalls[index] = (shortfalls[index] ?? 0) + (isShort ? 1 : 0);
    });
  }
  const intervals = closings.map((values) => ({ low: quantile(values, 0.05), high: quantile(values, 0.95) }));
  return { intervals, shortfallShares: shortfalls.map((count) => count / paths) };
}

function addDrawn(nets: number[], stream: CashStream, months: readonly ProjectedMonth[], random: RandomSource): void {
  const sign = stream.kind === 'receivable' ? 1 : -1;
  const add = (index: number, amount: number) => {
    if (index >= 0) nets[index] = (nets[index] ?? 0) + amount;
  };
  for (const { dueDay, delays, amount } of stream.documents) {
    add(monthIndexOf(months, dueDay + delayQuantile(delays, random())), sign * amount.toNumber());
  }
  for (const { payments, recurring } of stream.items) {
    for (const { day, amount } of payments) {
      add(monthIndexOf(months, day), Number(amount) + recurring.spread * drawNormal(random));
    }
  }
  for (const base of [stream.documentBase, stream.otherBase]) {
    const common = drawNormal(random);
    // The spread is itself estimated, of one base for all months: with a normal error each, this makes Student's t of it.
    const size = Math.sqrt(base.freedom / drawChiSquare(random, base.freedom));
    base.mean.forEach((mean, index) => {
      const error = Math.sqrt(commonVariance) * common + Math.sqrt(1 - commonVariance) * drawNormal(random);
      add(index, sign * Math.max(0, mean + (base.spread[index] ?? 0) * size * error));
    });
  }
}
