import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { type Forecast, forecast } from '../src/index.ts';
import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';
import { turnover } from './turnover.ts';

const meansOf = ({ points }: Forecast) => points.map(({ mean }) => mean);
const within = (value: number, low: number, high: number) => assert.ok(value >= low && value <= high, String(value));

describe('a forecast of a special series', () => {
  test('is flat only with a note that says why', async () => {
    const random = createSeededRandom(30);
    const noise = Array.from({ length: 40 }, () => 100 + 10 * drawNormal(random));
    for (const series of [[5, 5, 5, 5, 5], [7], [3, 9], [0, 0, 4, 0, 0, 3, 0, 5, 0, 0, 0, 2], noise]) {
      const { points, notes } = await forecast(series, { horizon: 4, season: 1 });

      const means = points.map(({ mean }) => mean);
      const width = (points[0]?.upper ?? 0) - (points[0]?.lower ?? 0);
      assert.ok(Math.max(...means) - Math.min(...means) <= width / 5);
      assert.match(notes.join(' '), /flat|repeats/, String(series));
    }
  });

  test('says that under two seasons teach no season, and goes on with the trend', async () => {
    const { notes, points } = await forecast(turnover(10, 2), { horizon: 3 });

    assert.match(notes.join(' '), /10 values are fewer than two seasons of 12/);
    assert.equal(points.length, 3);
  });

  test('treats mostly-zero series by Croston and its kin, but keeps a season of zeros', async () => {
    const rare = Array.from({ length: 30 }, (_, month) => (month % 4 === 1 ? 20 + (month % 3) : 0));
    const random = createSeededRandom(17);
    const summers = Array.from({ length: 60 }, (_, month) =>
      month % 12 > 5 && month % 12 < 9 ? 100 + 5 * drawNormal(random) : 0,
    );

    const one = await forecast(rare, { horizon: 6, season: 1 });
    const other = await forecast(summers, { horizon: 12 });

    assert.match(one.method, /^(Croston|SBA|TSB)/);
    within(one.points[0]?.mean ?? 0, 3, 8);
    assert.doesNotMatch(other.method, /zero/);
    within(meansOf(other)[7] ?? 0, 70, 130);
    within(meansOf(other)[0] ?? 0, 0, 20);
  });

  test.each([
    ['each December', 36, (month: number) => (month % 12 === 11 ? 200 : 100)],
    ['each quarter', 36, (month: number) => (month % 3 === 2 ? 900 : 300)],
    ['each step', 30, (month: number) => 100 + 10 * month],
    ['but for the rounding of sums', 24, (month: number) => (month % 2 === 0 ? 0.3 : 0.1 + 0.2)],
  ])('goes on with what repeats exactly %s', async (_what, count, at) => {
    const series = Array.from({ length: count }, (_, month) => at(month));

    const { points } = await forecast(series, { horizon: 12 });

    points.forEach(({ mean, lower, upper }, step) => {
      within(mean / at(count + step), 1 - 1e-9, 1 + 1e-9);
      assert.ok(lower <= mean && mean <= upper && upper - lower < 0.01);
    });
  });

  test('of two values that were never negative is not either', async () => {
    const { points } = await forecast([5, 6], { horizon: 1 });

    assert.equal(points[0]?.lower, 0);
  });

  test('forecasts losses: negative values stay possible', async () => {
    const random = createSeededRandom(41);
    const losses = Array.from({ length: 36 }, (_, month) => -500 + 10 * month + 20 * drawNormal(random));

    const { points } = await forecast(losses, { horizon: 6 });

    points.forEach(({ mean }, step) => {
      within(mean, -140 + 10 * step - 60, -140 + 10 * step + 60);
    });
  });
});
