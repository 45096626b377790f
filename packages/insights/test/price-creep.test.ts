import { expect, test } from 'vitest';
import type { ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { detectAnomalies } from '../src/anomaly/detect-anomalies.ts';
import { payments } from './anomaly-history.ts';

function rulesOf(transactions: readonly ExaminedTransaction[], asOf: string) {
  return detectAnomalies({ transactions, asOf }).map(({ rule }) => rule);
}

test('a subscription that rises by steps; not one that follows usage or inflation, nor wages', () => {
  const rising = payments('Zoomly', [...Array<string>(8).fill('49.00'), ...Array<string>(8).fill('58.00')], {
    days: 30,
  });
  const everySecond = Array.from({ length: 24 }, (_, index) => (49 * 1.05 ** Math.floor(index / 2)).toFixed(2));
  const usage = Array.from({ length: 16 }, (_, index) => `${50 + index * 2 - (index % 3) * 5}.00`);
  const wages = Array.from({ length: 24 }, (_, index) => {
    return (4000 * 1.08 ** Math.floor(index / 8) * (1 + 0.003 * ((index * 2) % 5))).toFixed(2);
  });
  const inflation = Array.from({ length: 36 }, (_, index) => (100 * 1.04 ** Math.floor(index / 12)).toFixed(2));
  const end = '2026-05-01';
  const at = (amounts: readonly string[]) => payments('Zoomly', amounts, { from: '2023-06-01', days: 30 });

  expect(rulesOf(rising, '2027-04-10')).toEqual(['price_creep']);
  expect(rulesOf(at(everySecond), '2025-05-01')).toEqual(['price_creep']);
  expect(rulesOf(at(usage), '2024-09-01')).toEqual([]);
  expect(rulesOf(at(wages), '2025-05-01')).toEqual([]);
  expect(rulesOf(at(inflation), end)).toEqual([]);
});

test('a rise is told from the first price to the last one paid, with its days; one odd payment at an end is no price', () => {
  const steps = Array.from({ length: 24 }, (_, index) => (49 * 1.05 ** Math.floor(index / 2)).toFixed(2));
  const at = (amounts: readonly string[]) => {
    const rows = payments('Zoomly', amounts, { from: '2023-06-01', days: 30 });
    return detectAnomalies({ transactions: rows, asOf: rows.at(-1)?.date ?? '' })[0];
  };
  const risen = (last: string) => ({ rule: 'price_creep', numbers: { first_amount: '49.00', last_amount: last } });
  const [first, last] = ['49.00 on 2023-06-01', '83.81 on 2025-04-21'];

  expect(at(steps)).toMatchObject(risen('83.81'));
  expect(at(steps)?.explanation).toContain(`rose from ${first} to ${last} in 11 steps`);
  expect(at(steps.slice(0, -1))).toMatchObject(risen('83.81'));
  expect(at([...steps, '200.00'])).toMatchObject(risen('83.81'));
  expect(at(['20.00', ...steps])).toMatchObject(risen('83.81'));
});

test('what a rise costs a year is told against the price a year before, wherever the history begins; one that stood for a year is over', () => {
  const steps = Array.from({ length: 24 }, (_, index) => (49 * 1.05 ** Math.floor(index / 2)).toFixed(2));
  const all = payments('Zoomly', steps, { from: '2023-06-01', days: 30 });
  const at = (rows: typeof all) => detectAnomalies({ transactions: rows, asOf: rows.at(-1)?.date ?? '' })[0];
  const stood = payments('Zoomly', [...steps, ...Array<string>(12).fill('83.81')], { from: '2023-06-01', days: 30 });

  const [whole, shorter] = [at(all), at(all.slice(6))];

  expect(whole?.explanation).toMatch(/: 255.24 more a year than at the price of 2024-04-26, 62.54$/);
  expect(whole?.atStake).toBeCloseTo(12 * (83.81 - 62.54), 2);
  expect(shorter?.numbers).toMatchObject({ year_before_amount: '62.54', more_a_year: '255.24' });
  expect(shorter?.numbers.first_amount).not.toBe(whole?.numbers.first_amount);
  expect(rulesOf(stood, stood.at(-1)?.date ?? '')).toEqual([]);
});
