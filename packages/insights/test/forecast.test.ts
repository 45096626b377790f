import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { forecast, SeriesError } from '../src/index.ts';
import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';
import { airPassengers } from './air-passengers.ts';
import { turnover } from './turnover.ts';

const within = (value: number, low: number, high: number) => assert.ok(value >= low && value <= high, String(value));

describe('a forecast', () => {
  test('foresees the airline passengers of 1960 from the years before within 5 %, all of them inside its interval', async () => {
    const { points, method, backtest } = await forecast(airPassengers.slice(0, 132), { horizon: 12 });

    const actual = airPassengers.slice(132);
    const misses = points.map(({ mean }, step) => Math.abs(mean / (actual[step] ?? 0) - 1));
    within(misses.reduce((sum, miss) => sum + miss, 0) / 12, 0, 0.05);
    points.forEach(({ lower, upper }, step) => {
      within(actual[step] ?? 0, lower, upper);
    });
    assert.match(method, /^trimmed weighted mean of .*ETS.*Theta.*MSTL/);
    assert.deepEqual(backtest.origins, [120, 123, 126, 129]);
  });

  test('shows the error and weight of each candidate, and errs less in the backtest than they do on average', async () => {
    const { backtest } = await forecast(turnover(48, 1), { horizon: 12 });

    assert.equal(backtest.candidates.length, 7);
    within(
      backtest.candidates.reduce((sum, { weight }) => sum + weight, 0),
      1 - 1e-9,
      1 + 1e-9,
    );
    const errors = backtest.candidates.map(({ meanAbsoluteError }) => meanAbsoluteError);
    const average = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    within(backtest.combined?.meanAbsoluteError ?? Number.NaN, 0, average);
    assert.deepEqual(
      errors,
      errors.toSorted((one, other) => one - other),
    );
  });

  test('beats seasonal naive by far on growing series with a season, and its intervals hold about 95 %', async () => {
    let ours = 0;
    let naive = 0;
    let inside = 0;
    for (let seed = 1; seed <= 6; seed += 1) {
      const series = turnover(60, seed, 6);
      const { points } = await forecast(series.slice(0, 48), { horizon: 12 });
      points.forEach(({ mean, lower, upper }, step) => {
        const value = series[48 + step] ?? 0;
        ours += Math.abs(value - mean);
        naive += Math.abs(value - (series[36 + step] ?? 0));
        inside += value >= lower && value <= upper ? 1 : 0;
      });
    }

    assert.ok(ours < 0.7 * naive, `${ours} against ${naive}`);
    within(inside / 72, 0.88, 1);
  });

  test('forecasts weeks with a season of 52', async () => {
    const random = createSeededRandom(4);
    const weeks = Array.from(
      { length: 173 },
      (_, week) => 500 + week + 200 * Math.sin((2 * Math.PI * week) / 52) + 10 * drawNormal(random),
    );

    const { points } = await forecast(weeks.slice(0, 160), { horizon: 13, season: 52 });

    points.forEach(({ mean }, step) => {
      within(mean - (weeks[160 + step] ?? 0), -60, 60);
    });
  });

  test('does not depend on the unit: pence or pounds, the same forecast', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        async (seed, factor) => {
          const series = turnover(30, seed);

          const plain = await forecast(series, { horizon: 6 });
          const scaled = await forecast(
            series.map((value) => value * factor),
            { horizon: 6 },
          );

          plain.points.forEach(({ mean, upper }, step) => {
            within((scaled.points[step]?.mean ?? 0) / (mean * factor), 1 - 1e-3, 1 + 1e-3);
            within((scaled.points[step]?.upper ?? 0) / (upper * factor), 1 - 1e-2, 1 + 1e-2);
          });
        },
      ),
      { numRuns: 6, seed: 20 },
    );
  });

  test('gives finite, ordered points for any finite series, wider at a higher level, never below zero without need', async () => {
    const values = fc.array(
      fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: 1000 }), fc.double({ min: 0, max: 1e9, noNaN: true })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: 1, max: 14 }), async (series, horizon) => {
        const narrow = await forecast(series, { horizon, level: 0.8 });
        const wide = await forecast(series, { horizon, level: 0.99 });

        assert.equal(narrow.points.length, horizon);
        narrow.points.forEach(({ mean, lower, upper }, step) => {
          for (const figure of [mean, lower, upper]) assert.ok(Number.isFinite(figure), String(series));
          assert.ok(lower <= mean && mean <= upper);
          const outer = wide.points[step];
          assert.ok(outer && outer.lower <= lower && outer.upper >= upper);
          if (series.every((value) => value >= 0)) assert.ok(lower >= 0);
        });
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('grows less sure with each period where there is no season', async () => {
    const random = createSeededRandom(12);
    let level = 0;
    const walk = Array.from({ length: 50 }, () => {
      level += drawNormal(random);
      return level;
    });

    const { points } = await forecast(walk, { horizon: 10, season: 1 });

    const widths = points.map(({ lower, upper }) => upper - lower);
    assert.deepEqual(
      widths,
      widths.toSorted((one, other) => one - other),
    );
    assert.ok((widths.at(-1) ?? 0) > 1.5 * (widths[0] ?? 0));
  });

  test('gives the same answer twice and leaves its input alone', async () => {
    const series = turnover(40, 9);
    const copy = [...series];

    const once = await forecast(series, { horizon: 5 });
    const again = await forecast(series, { horizon: 5 });

    assert.deepEqual(again, once);
    assert.deepEqual(series, copy);
  });

  test('names the position of a gap, and the option that is out of range', async () => {
    const refusal = async (series: readonly number[], options: { horizon: number; season?: number; level?: number }) =>
      forecast(series, options).then(
        () => 'accepted',
        (error: unknown) => (error instanceof SeriesError ? error.message : 'another error'),
      );

    assert.match(await refusal([1, 2, Number.NaN, 4], { horizon: 1 }), /^Value 3 of 4 is NaN: fill the gap/);
    assert.match(await refusal(new Array(3), { horizon: 1 }), /^Value 1 of 3 is missing/);
    assert.match(await refusal([1, Number.POSITIVE_INFINITY], { horizon: 1 }), /^Value 2 of 2 is Infinity/);
    assert.match(await refusal([], { horizon: 1 }), /has no values/);
    assert.match(await refusal([1, 2, 3], { horizon: 0 }), /^horizon is 0/);
    assert.match(await refusal([1, 2, 3], { horizon: 1, season: 1.5 }), /^season is 1.5/);
    assert.match(await refusal([1, 2, 3], { horizon: 1, level: 95 }), /^level is 95/);
  });

  test('is not carried away by one mistyped value, and tells which it set aside', async () => {
    const series = turnover(48, 6);
    const mistyped = series.with(30, 100 * (series[30] ?? 0));

    const good = await forecast(series, { horizon: 6 });
    const repaired = await forecast(mistyped, { horizon: 6 });

    assert.match(repaired.notes.join(' '), /Value 31 \(/);
    good.points.forEach(({ mean }, step) => {
      within((repaired.points[step]?.mean ?? 0) / mean, 0.93, 1.07);
    });
  });

  test('takes less than 300 ms of computing for 60 months', async () => {
    const series = turnover(60, 3);
    await forecast(series, { horizon: 12 });

    const before = process.cpuUsage();
    await forecast(series, { horizon: 12 });
    const { user, system } = process.cpuUsage(before);

    within((user + system) / 1000, 0, 300);
  });
});

describe('two years of which the second is at another level', () => {
  const random = createSeededRandom(5);
  const year = (level: number, noise: number) => Array.from({ length: 12 }, () => level + noise * drawNormal(random));
  const season = Array.from({ length: 12 }, (_, month) => (month > 9 ? 80 : 0));

  test('are not forecast to go on rising or falling, and a note says from what to what they went', async () => {
    for (const [before, after] of [
      [10, 100],
      [50, 100],
      [100, 50],
    ] as const) {
      const { points, notes } = await forecast([...year(before, before / 20), ...year(after, after / 20)], {
        horizon: 6,
      });
      for (const { mean } of points) within(mean / after, 0.75, 1.2);
      assert.match(notes.join(), /with value 13; nothing beside this repeats/);
    }
  });

  test('keep a season that both of them show, and a trend that goes through them', async () => {
    const seasonal = await forecast(
      [...season, ...season].map((rise, place) => 100 + rise + (place > 11 ? 20 : 0)),
      { horizon: 12 },
    );
    within((seasonal.points[11]?.mean ?? 0) - (seasonal.points[5]?.mean ?? 0), 60, 110);
    const rising = await forecast(
      Array.from({ length: 24 }, (_, month) => 50 + 3 * month + drawNormal(random)),
      { horizon: 6 },
    );
    within(rising.points[5]?.mean ?? 0, 125, 150);
  });
});
