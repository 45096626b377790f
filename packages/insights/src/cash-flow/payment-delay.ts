import { toDayNumber } from '../calendar/calendar-day.ts';
import { normaliseName } from '../counterparty/counterparty-name.ts';
import { median } from '../distribution/robust.ts';
import type { DocumentKind, PaymentObservation } from './cash-flow-input.ts';

/** Days after the due date, each as likely as its weight. */
export interface WeightedDelay {
  days: number;
  weight: number;
}

/** What the payments of one kind of document show. */
export interface PaymentHabits {
  /** Delays of each counterparty, the newest 36 and all of the same day as the last of them, by normalised name. */
  own: ReadonlyMap<string, number[]>;
  /** Delays of all, in order, thinned to at most 99. */
  overall: readonly number[];
  /** Days from issue to due, where they are known. */
  terms: readonly number[];
}

/** As many observations of a counterparty as weigh like the experience with all: with 5 of its own, half and half. */
const priorObservations = 5;
const mostOwn = 36;
const mostOverall = 99;

/** Learns from the documents of one kind that were paid by `asOf`. */
export function learnHabits(observations: readonly PaymentObservation[], kind: DocumentKind, asOf: number) {
  const paid = observations.filter((one) => one.kind === kind && toDayNumber(one.paidDate, 'paidDate') <= asOf);
  const groups = Map.groupBy(paid, ({ counterparty }) => normaliseName(counterparty));
  const own = new Map([...groups].map(([name, rows]) => [name, newest(rows).map(delayOf)]));
  const terms = paid.flatMap(({ issueDate, dueDate }) =>
    issueDate ? [toDayNumber(dueDate) - toDayNumber(issueDate)] : [],
  );
  return { own, overall: thin(paid.map(delayOf)), terms: thin(terms) } satisfies PaymentHabits;
}

/** Whole days of payments: which of a day were listed first says nothing. */
function newest(rows: readonly PaymentObservation[]): PaymentObservation[] {
  const days = rows.map(({ paidDate }) => paidDate).toSorted();
  const since = days.at(-mostOwn) ?? '';
  return rows.filter(({ paidDate }) => paidDate >= since);
}

function delayOf({ dueDate, paidDate }: PaymentObservation): number {
  return toDayNumber(paidDate) - toDayNumber(dueDate, 'dueDate');
}

/** In order, and at most 99 evenly spread of them. */
export function thin(values: readonly number[]): number[] {
  const sorted = values.toSorted((one, other) => one - other);
  if (sorted.length <= mostOverall) return sorted;
  return Array.from({ length: mostOverall }, (_, rank) => {
    return sorted[Math.floor(((rank + 0.5) * sorted.length) / mostOverall)] ?? 0;
  });
}

/**
 * The delays to expect of a counterparty, given that the document is already `age` days over due (below 0: not due yet): its own with
 * weight n / (n + 5), those of all with the rest, both cut to what is longer than `age`. Without any observation: paid when due. Later
 * than anything seen: about as long again (`isBeyond`).
 */
export function expectDelays(habits: PaymentHabits, counterparty: string, age: number) {
  const own = habits.own.get(normaliseName(counterparty)) ?? [];
  const ownWeight = own.length / (own.length + priorObservations);
  const overall = habits.overall.length > 0 ? habits.overall : [0];
  const delays = [
    ...own.map((days) => ({ days, weight: ownWeight / own.length })),
    ...overall.map((days) => ({ days, weight: (1 - ownWeight) / overall.length })),
  ].filter(({ days }) => days > age);
  if (delays.length === 0) return { delays: waitAgain(age), isBeyond: age > 0 };
  return { delays: delays.toSorted((one, other) => one.days - other.days), isBeyond: false };
}

function waitAgain(age: number): WeightedDelay[] {
  const longest = Math.max(30, age);
  return Array.from({ length: 20 }, (_, step) => ({ days: age + Math.ceil(((step + 0.5) * longest) / 20), weight: 1 }));
}

/** The delay that this share of cases does not exceed. */
export function delayQuantile(delays: readonly WeightedDelay[], share: number): number {
  const target = share * delays.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { days, weight } of delays) {
    sum += weight;
    if (sum >= target - 1e-12) return days;
  }
  return delays.at(-1)?.days ?? 0;
}

/** Number of own observations and the middle of them; 0 and undefined for a stranger. */
export function describeHabit(habits: PaymentHabits, counterparty: string) {
  const own = habits.own.get(normaliseName(counterparty)) ?? [];
  return { observations: own.length, typicalDelay: own.length > 0 ? median(own) : undefined };
}
