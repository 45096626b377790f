import { quantile } from '../distribution/robust.ts';
import { drawChiSquare, drawNormal, type RandomSource } from '../random/seeded-random.ts';
import type { CashStream } from './cash-stream.ts';
import type { WeightedDelay } from './payment-delay.ts';
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

/**
 * Simulates futures of the scenario that the streams are of: each document's delay, each recurring amount and each base month is drawn
 * anew, about what the scenario counts on.
 */
export function simulateCash(
  opening: number,
  streams: readonly CashStream[],
  months: readonly ProjectedMonth[],
  { random, paths }: { random: RandomSource; paths: number },
): CashSimulation {
  const closings = months.map((): number[] => []);
  const shortfalls = months.map(() => 0);
  const draws = streams.map((stream) => toDraws(stream, months));
  for (let path = 0; path < paths; path += 1) {
    const nets = months.map(() => 0);
    for (const drawn of draws) addDrawn(nets, drawn, random);
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

/** What futures of one direction are drawn from; what is the same in all of them is reckoned once. */
interface Draws {
  sign: 1 | -1;
  documents: { amount: number; share: number; chances: MonthChance[] }[];
  returning: { index: number; amount: number; spread: number }[];
  bases: { expected: number[]; spread: number[]; freedom: number }[];
}

/** A month in which a document may be paid, -1 for one after those projected, with the share of cases until its end. */
interface MonthChance {
  index: number;
  upTo: number;
}

function toDraws(
  { kind, documents, items, documentBase, otherBase, end }: CashStream,
  months: readonly ProjectedMonth[],
) {
  return {
    sign: kind === 'receivable' ? 1 : -1,
    documents: documents.map(({ amount, delays, dueDay, share, payDay }) => ({
      ...{ amount: amount.toNumber(), share },
      chances: payDay === undefined ? [] : chancesOf(delays, dueDay, months),
    })),
    returning: items.flatMap(({ payments, recurring: { spread } }) =>
      payments.map(({ day, amount }) => ({ index: monthIndexOf(months, day), amount: amount.toNumber(), spread })),
    ),
    bases: [documentBase, otherBase].map((base) => ({ ...base, expected: base[end] })),
  } satisfies Draws;
}

function chancesOf(delays: readonly WeightedDelay[], dueDay: number, months: readonly ProjectedMonth[]) {
  const total = delays.reduce((sum, { weight }) => sum + weight, 0);
  const chances: MonthChance[] = [];
  let upTo = 0;
  for (const { days, weight } of delays) {
    upTo += weight / total;
    const index = monthIndexOf(months, dueDay + days);
    if (chances.at(-1)?.index === index) chances.pop();
    chances.push({ index, upTo });
  }
  return chances;
}

function addDrawn(nets: number[], { sign, documents, returning, bases }: Draws, random: RandomSource): void {
  const add = (index: number, amount: number) => {
    if (index >= 0) nets[index] = (nets[index] ?? 0) + amount;
  };
  for (const { amount, share, chances } of documents) {
    // As far to both sides as there is room: what the scenario takes is the middle of what is drawn.
    const drawn = share + (2 * random() - 1) * Math.min(share, 1 - share);
    const month = chances.find(({ upTo }) => drawn <= upTo) ?? chances.at(-1);
    add(month?.index ?? -1, sign * amount);
  }
  for (const { index, amount, spread } of returning) add(index, amount + spread * drawNormal(random));
  for (const base of bases) {
    const common = drawNormal(random);
    // The spread is itself estimated, of one base for all months: with a normal error each, this makes Student's t of it.
    const size = Math.sqrt(base.freedom / drawChiSquare(random, base.freedom));
    base.expected.forEach((expected, index) => {
      const error = Math.sqrt(commonVariance) * common + Math.sqrt(1 - commonVariance) * drawNormal(random);
      add(index, sign * Math.max(0, expected + (base.spread[index] ?? 0) * size * error));
    });
  }
}
