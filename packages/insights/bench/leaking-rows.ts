import type { AnomalyRule, ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { addMonths, toDayNumber } from '../src/calendar/calendar-day.ts';
import { drawNormal, type RandomSource } from '../src/random/seeded-random.ts';
import { makeRow, workday } from './ledger-row.ts';

interface Leaks {
  rows: ExaminedTransaction[];
  faults: { rule: AnomalyRule; id: string }[];
}

const months = 36;

/**
 * Leaks over 36 months, and beside each what looks like it and is none: two policies from the start beside a plan that came later, a
 * seasonal and a growing vendor beside a jump of price, transfers and refunds beside bounced payments, an upgrade beside a forgotten plan.
 */
export function makeLeaks(start: number, random: RandomSource): Leaks {
  const parts = [
    subscriptions(start, random),
    forgottenPlan(start, random),
    priceJumps(start, random),
    bounces(random),
  ];
  return { rows: parts.flatMap(({ rows }) => rows), faults: parts.flatMap(({ faults }) => faults) };
}

function monthly(
  start: number,
  { id, name, category, day }: { id: string; name: string; category: string; day: number },
  { from = 0, to = months, amount }: { from?: number; to?: number; amount: (month: number) => number },
): ExaminedTransaction[] {
  return Array.from({ length: to - from }, (_, index) => {
    const month = from + index;
    return makeRow(`${id}-${month}`, workday(addMonths(start, month) + day), -amount(month), name, category);
  });
}

function subscriptions(start: number, random: RandomSource): Leaks {
  const software = { category: 'Software', day: 3 + Math.floor(10 * random()) };
  const begin = 12 + Math.floor(15 * random());
  const second = 18 + Math.floor(12 * random());
  const rows = [
    ...monthly(start, { id: 'plan', name: 'Canvasly Pro Plan', ...software }, { amount: () => 39 }),
    ...monthly(
      start,
      { id: 'doubled-plan', name: 'Canvasly Team Plan', category: 'Software', day: 20 },
      { from: begin, amount: () => 59 },
    ),
    ...monthly(start, { id: 'sign', name: 'Signwell', ...software }, { amount: () => 18.5 }),
    ...monthly(
      start,
      { id: 'doubled-sign', name: 'Signwell', category: 'Software', day: 23 },
      { from: second, amount: () => 18.5 },
    ),
    ...monthly(
      start,
      { id: 'fleet', name: 'Beacon Mutual Fleet', category: 'Insurance', day: 8 },
      { amount: () => 210 },
    ),
    ...monthly(
      start,
      { id: 'house', name: 'Beacon Mutual House', category: 'Insurance', day: 19 },
      { amount: () => 95 },
    ),
  ];
  const faults = [`doubled-plan-${begin}`, `doubled-sign-${second}`];
  return { rows, faults: faults.map((id) => ({ rule: 'duplicate_subscription', id })) };
}

function forgottenPlan(start: number, random: RandomSource): Leaks {
  const end = 20 + Math.floor(8 * random());
  const plan = (id: string, name: string, day: number) => ({ id, name, category: 'Facilities', day });
  const rows = [
    ...monthly(start, plan('ended', 'Parkhub Garage', 2), { to: end, amount: () => 240 }),
    ...monthly(start, plan('forgotten', 'Parkhub Charging', 16), { amount: () => 35 }),
    ...monthly(start, plan('basic', 'Printomat Basic', 10), { to: end, amount: () => 25 }),
    ...monthly(start, plan('large', 'Printomat Large', 10), { from: end, amount: () => 45 }),
  ];
  return { rows, faults: [{ rule: 'forgotten_subscription', id: `forgotten-${months - 1}` }] };
}

function priceJumps(start: number, random: RandomSource): Leaks {
  const jump = start + 30.4 * (27 + 4 * random());
  const irregular = (id: string, name: string, size: (day: number) => number, spread: number) =>
    Array.from({ length: 60 }, (_, index) => {
      const day = workday(Math.floor(start + 18 * index + 14 * random()));
      return makeRow(`${id}-${index}`, day, -size(day) * Math.exp(spread * drawNormal(random)), name, 'Services');
    });
  const season = (day: number) => 300 * (1 + 0.4 * Math.cos(((day - start) * 2 * Math.PI) / 365.25));
  const cleaning = irregular('jump-a', 'Alpine Cleaning', (day) => (day < jump ? 180 : 180 * 1.28), 0.03);
  const courier = irregular('jump-b', 'Swift Pallets', (day) => (day < jump ? 96 : 96 * 1.5), 0.08);
  const rows = [
    ...cleaning,
    ...courier,
    ...irregular('growing', 'Rapid Couriers', (day) => 120 * 1.02 ** ((day - start) / 30.4), 0.08),
    ...irregular('heating', 'Hearth Heating Oil', season, 0.06),
  ];
  const firstSince = (rows: readonly ExaminedTransaction[], level: number) =>
    rows.findLast((row) => toDayNumber(row.date) >= jump && Number(row.amount) < -level)?.id ?? '';
  return {
    rows,
    faults: [
      { rule: 'price_jump', id: firstSince(cleaning, 200) },
      { rule: 'price_jump', id: firstSince(courier, 110) },
    ],
  };
}

function bounces(random: RandomSource): Leaks {
  const rows: ExaminedTransaction[] = [];
  const pair = (id: string, name: string, amount: number, { day, days }: { day: number; days: number }) => {
    rows.push(makeRow(`${id}-in`, workday(day), amount, name, 'Sales'));
    rows.push(makeRow(`${id}-out`, workday(day + days), -amount, name, 'Sales'));
  };
  const anyDay = () => toDayNumber('2024-01-15') + Math.floor(900 * random());
  for (let index = 0; index < 3; index += 1) {
    const amount = Math.round(100 * (900 + 4000 * random())) / 100;
    pair(`bounced-${index}`, `Customer ${3 + 5 * index}`, amount, {
      day: anyDay(),
      days: 2 + Math.floor(6 * random()),
    });
  }
  for (let index = 0; index < 8; index += 1)
    pair(`own-${index}`, 'Savings Transfer', 1500, { day: anyDay(), days: 3 + index });
  const refunded = Math.round(100 * (300 + 900 * random())) / 100;
  pair('refund', 'Customer 21', refunded, { day: anyDay(), days: 40 });
  return { rows, faults: [0, 1, 2].map((index) => ({ rule: 'bounced_payment', id: `bounced-${index}-out` })) };
}
