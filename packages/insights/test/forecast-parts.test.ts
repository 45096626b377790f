import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { autoregression, levelStatistic } from '../src/forecast/autoregression.ts';
import { blend, originsOf, sharesOf } from '../src/forecast/backtest.ts';
import { demandRates, forecastIntermittent, isIntermittent } from '../src/forecast/intermittent.ts';
import { loadMstl } from '../src/forecast/mstl-candidate.ts';
import { minimise } from '../src/forecast/nelder-mead.ts';
import { repairOutliers } from '../src/forecast/outlier-repair.ts';
import { seasonalNaive } from '../src/forecast/own-candidates.ts';
import { studentReach } from '../src/forecast/prediction-interval.ts';
import { isSeasonal, seasonalIndices } from '../src/forecast/seasonal-indices.ts';
import { shrunkIndices } from '../src/forecast/shrunk-season.ts';
import { optimisedTheta } from '../src/forecast/theta.ts';
import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';
import { airPassengers } from './air-passengers.ts';

const months = Array.from({ length: 48 }, (_, month) => month);

describe('the parts of forecasts', () => {
  test("the search finds the bottom of Rosenbrock's valley at (1, 1)", () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;

    const { at } = minimise(valley, [-1.2, 1], { evaluations: 2000, tolerance: 1e-12 });

    for (const value of at) assert.ok(Math.abs(value - 1) < 1e-3, String(at));
  });

  test('a season is seen in airline passengers and not in noise or in a mere trend', () => {
    const random = createSeededRandom(3);

    assert.equal(isSeasonal(airPassengers, 12), true);
    assert.equal(
      isSeasonal(
        months.map(() => drawNormal(random)),
        12,
      ),
      false,
    );
    assert.equal(
      isSeasonal(
        months.map((month) => 100 + 5 * month + drawNormal(random)),
        12,
      ),
      false,
    );
  });

  test('indices of a clean season are exact, and shrinking leaves them alone', () => {
    const pattern = [5, -5, 3, -3, 8, -8, 1, -1, 2, -2, 4, -4];
    const series = months.map((month) => 100 + 2 * month + (pattern[month % 12] ?? 0));

    for (const indices of [seasonalIndices(series, 12, 'additive'), shrunkIndices(series, 12, 'additive')]) {
      for (const [place, index] of indices.entries())
        assert.ok(Math.abs(index - (pattern[place] ?? 0)) < 0.2, `${place}: ${index}`);
    }
  });

  test('indices of noise are drawn most of the way to none', () => {
    const random = createSeededRandom(11);
    const series = months.map(() => 100 + 10 * drawNormal(random));
    const size = (indices: readonly number[]) => indices.reduce((sum, index) => sum + index * index, 0);

    assert.ok(size(shrunkIndices(series, 12, 'additive')) < 0.5 * size(seasonalIndices(series, 12, 'additive')));
  });

  test('indices follow a season that changes: the last years weigh more than the first', () => {
    const peak = (month: number) => (month < 36 ? 20 : 60);
    const series = Array.from({ length: 72 }, (_, month) => 100 + (month % 12 === 11 ? peak(month) : 0));

    const whole = seasonalIndices(series, 12, 'additive')[11] ?? 0;
    const recent = shrunkIndices(series, 12, 'additive')[11] ?? 0;

    assert.ok(recent > whole + 5 && recent < 60, `${whole}, ${recent}`);
  });

  test('indices hear the last half season, which a centred average does not reach', () => {
    const pattern = (month: number) => 100 + (month % 12 === 11 ? 40 : 0);
    const ending = (last: number) => Array.from({ length: 48 }, (_, month) => (month === 47 ? last : pattern(month)));
    const change = (indices: (series: readonly number[]) => number[]) =>
      (indices(ending(160))[11] ?? 0) - (indices(ending(140))[11] ?? 0);

    assert.ok(change((values) => shrunkIndices(values, 12, 'additive')) > 4);
    assert.ok(Math.abs(change((values) => seasonalIndices(values, 12, 'additive'))) < 1);
  });

  test('Theta moves with the series: scaled input, scaled output', () => {
    const random = createSeededRandom(5);
    const series = months.map((month) => 50 + month + 3 * drawNormal(random));
    const scaled = optimisedTheta(
      series.map((value) => 4 * value),
      6,
    );

    for (const [step, mean] of optimisedTheta(series, 6).entries())
      assert.ok(Math.abs((scaled[step] ?? 0) - 4 * mean) < 1e-6 * Math.abs(mean));
  });

  test('autoregression recovers a process that turns back by half each step', () => {
    const random = createSeededRandom(21);
    const series: number[] = [0];
    for (let step = 1; step < 400; step += 1) series.push(-0.5 * (series[step - 1] ?? 0) + drawNormal(random));
    series.push(10);

    const [first = 0, second = 0] = autoregression(series, 2);

    assert.ok(first > -6.5 && first < -3.5, String(first));
    assert.ok(second > 1 && second < 4, String(second));
  });

  test('the level test keeps a still series and rejects a climbing one', () => {
    const random = createSeededRandom(8);

    assert.ok(levelStatistic(months.map(() => drawNormal(random))) < 0.463);
    assert.ok(levelStatistic(months.map((month) => month + drawNormal(random))) > 0.463);
  });

  test('seasonal naive repeats the last season plus the mean change over a season', () => {
    const series = [1, 2, 3, 4, 11, 12, 13, 14];

    assert.deepEqual(seasonalNaive.project(series, { season: 4, isPositive: true }, 5), [21, 22, 23, 24, 31]);
  });

  test('Croston by hand: demand 6 every third month is 2 a month; SBA takes 5 % off', () => {
    const series = [0, 0, 6, 0, 0, 6, 0, 0, 6, 0, 0, 6];

    assert.ok(Math.abs((demandRates(series, 'Croston').at(-1) ?? 0) - 2) < 1e-9);
    assert.ok(Math.abs((demandRates(series, 'SBA').at(-1) ?? 0) - 1.9) < 1e-9);
    assert.equal(isIntermittent(series), true);
    assert.equal(isIntermittent([3, 0, 4, 5, 6, 4, 3, 2]), false);
  });

  test('demand that has ceased makes TSB fall by 10 % a month, and Croston stay', () => {
    const alive = [4, 0, 4, 0, 4, 0, 4, 0];
    const dead = [...alive, ...Array.from({ length: 10 }, () => 0)];

    const ratio = (demandRates(dead, 'TSB').at(-1) ?? 0) / (demandRates(dead, 'TSB').at(-2) ?? 1);
    assert.ok(Math.abs(ratio - 0.9) < 1e-9);
    assert.equal(demandRates(dead, 'Croston').at(-1), demandRates(dead, 'Croston').at(-3));
    assert.equal(forecastIntermittent(dead, 2, 0.95).method, 'TSB');
  });

  test('one wild value is repaired; a yearly peak and a new level are not', () => {
    const random = createSeededRandom(2);
    const calm = months.map(() => 100 + 2 * drawNormal(random));
    const wild = calm.with(20, 900);
    const yearly = calm.map((value, month) => (month % 12 === 11 ? value + 200 : value));
    const stepped = calm.map((value, month) => (month > 30 ? value + 100 : value));

    assert.deepEqual(
      repairOutliers(wild, 12).repairs.map(({ place }) => place),
      [20],
    );
    assert.ok(Math.abs((repairOutliers(wild, 12).series[20] ?? 0) - 100) < 10);
    assert.deepEqual(repairOutliers(yearly, 12).repairs, []);
    assert.deepEqual(repairOutliers(stepped, 12).repairs, []);
  });

  test('origins leave two seasons to learn from, and none in a series too short', () => {
    assert.deepEqual(originsOf(60, 12, 12), [48, 51, 54, 57]);
    assert.deepEqual(originsOf(36, 12, 18), [24, 27, 30, 33]);
    assert.deepEqual(originsOf(6, 1, 12), []);
  });

  test('shares are inverse to errors, and none for more than three times the best', () => {
    const trial = (error: number) => ({ candidate: seasonalNaive, attempts: [[0]], means: [0], error });

    const [best = 0, good = 0, bad = 0] = sharesOf([trial(1), trial(1.5), trial(4)]);

    assert.ok(Math.abs(best / good - 1.5) < 0.01);
    assert.equal(bad, 0);
    assert.ok(Math.abs(best + good - 1) < 1e-12);
  });

  test('a blend of five leaves out the highest and the lowest of each step, one of four does not', () => {
    const shares = [0.2, 0.2, 0.2, 0.2, 0.2];

    const [five = 0] = blend([[1], [2], [3], [4], [1000]], shares);
    const [four = 0] = blend([[1], [2], [3], [10], [1000]], [0.25, 0.25, 0.25, 0.25, 0]);

    assert.ok(Math.abs(five - 3) < 1e-12, String(five));
    assert.ok(Math.abs(four - 4) < 1e-12, String(four));
  });

  test("Student's t holds 95 % within 2.4469 for 6 degrees of freedom and 1.96 for very many", () => {
    assert.ok(Math.abs(studentReach(0.95, 6) - 2.4469) < 1e-4);
    assert.ok(Math.abs(studentReach(0.95, 1e6) - 1.96) < 1e-4);
  });

  test('MSTL follows trend and season of airline passengers', async () => {
    const mstl = await loadMstl();

    const means = mstl.project(airPassengers.slice(0, 132), { season: 12, isPositive: true }, 12);

    for (const [step, mean] of means.entries())
      assert.ok(Math.abs(mean / (airPassengers[132 + step] ?? 1) - 1) < 0.15, `${step}`);
  });
});
