import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { akaikeWeights } from '../src/forecast/ets-average.ts';
import { fitEts, formsFor, selectEts } from '../src/forecast/ets-fit.ts';
import { passOver, projectFrom, spreadGrowth } from '../src/forecast/ets-model.ts';
import { airPassengers } from './air-passengers.ts';

describe('exponential smoothing', () => {
  test('gives the published fit of the simple form: AICc 1733.958, sigma 33.83, next value 431.996 (R forecast, ses)', () => {
    const { aicc, sigma, weights, pass, form } = fitEts(airPassengers, 1, { error: 'A', trend: 'N', season: 'N' });

    assert.ok(Math.abs(aicc - 1733.958) < 0.05, `AICc ${aicc}`);
    assert.ok(Math.abs(sigma - 33.8299) < 0.05, `sigma ${sigma}`);
    assert.ok(weights.alpha > 0.99, `alpha ${weights.alpha}`);
    const [next = 0] = projectFrom(pass.state, form, 1, 1);
    assert.ok(Math.abs(next - 431.9958) < 0.2, `next ${next}`);
  });

  test("gives the published fit of Holt's form: AICc 1737.729, next value 433.60 (R forecast, holt)", () => {
    const { aicc, pass, form, weights } = fitEts(airPassengers, 1, { error: 'A', trend: 'A', season: 'N' });

    assert.ok(Math.abs(aicc - 1737.729) < 0.3, `AICc ${aicc}`);
    const [next = 0] = projectFrom(pass.state, form, weights.phi, 1);
    assert.ok(Math.abs(next - 433.6004) < 1, `next ${next}`);
  });

  test('finds that airline passengers grow, with a season that multiplies', () => {
    const fit = selectEts(airPassengers, 12);

    const { error, trend, season } = fit?.form ?? {};
    assert.match(`${error},${trend},${season}`, /^M,Ad?,M$/);
  });

  test('costs of multiplicative errors grow by the logarithm of the unit, however large the values', () => {
    const form = { error: 'M', trend: 'N', season: 'N' } as const;
    const weights = { alpha: 0.3, beta: 0, gamma: 0, phi: 1 };
    const costIn = (unit: number) => {
      const series = airPassengers.map((value) => value * unit);
      return passOver(series, form, weights, { level: 110 * unit, trend: 0, seasons: [] }).cost;
    };

    for (const unit of [1e-9, 1e9]) {
      const expected = costIn(1) + 2 * airPassengers.length * Math.log(unit);
      assert.ok(Math.abs(costIn(unit) - expected) < 1e-6, `${costIn(unit)}, ${expected}`);
    }
  });

  test('smooths by hand: level 10, alpha 0.5, values 12 and 9 leave a level of 10 and errors 2 and -2', () => {
    const weights = { alpha: 0.5, beta: 0, gamma: 0, phi: 1 };
    const pass = passOver([12, 9], { error: 'A', trend: 'N', season: 'N' }, weights, {
      level: 10,
      trend: 0,
      seasons: [],
    });

    assert.equal(pass.state.level, 10);
    assert.equal(pass.squares, 8);
  });

  test('moves level, trend and season by the equations of multiplicative Holt-Winters', () => {
    const weights = { alpha: 0.5, beta: 0.2, gamma: 0.1, phi: 1 };
    const from = { level: 10, trend: 2, seasons: [0.5, 1.5] };

    const { state } = passOver([9], { error: 'M', trend: 'A', season: 'M' }, weights, from);

    // Fitted: (10 + 2) * 0.5 = 6; error 3. Level 12 + 0.5 * 3 / 0.5; trend 2 + 0.2 * 3 / 0.5; season 0.5 + 0.1 * 3 / 12.
    assert.deepEqual(state, { level: 15, trend: 3.2, seasons: [1.5, 0.525] });
    const ahead = projectFrom(state, { error: 'M', trend: 'A', season: 'M' }, 1, 2);
    assert.ok(Math.abs((ahead[0] ?? 0) - 27.3) < 1e-12 && Math.abs((ahead[1] ?? 0) - 11.235) < 1e-12, String(ahead));
  });

  test('widens as the textbook says: simple smoothing with alpha a has variance 1 + (h - 1) a squared', () => {
    const growth = spreadGrowth(
      { error: 'A', trend: 'N', season: 'N' },
      { alpha: 0.4, beta: 0, gamma: 0, phi: 1 },
      12,
      5,
    );

    for (const [step, ratio] of growth.entries()) assert.ok(Math.abs(ratio ** 2 - (1 + step * 0.16)) < 1e-12);
  });

  test('uses no ratios where a value is zero or negative, and no season in under two of them', () => {
    assert.ok(formsFor([5, -1, 3, 4, 6, 7], 1).every(({ error }) => error === 'A'));
    assert.ok(formsFor(airPassengers.slice(0, 23), 12).every(({ season }) => season === 'N'));
    assert.ok(formsFor(airPassengers.slice(0, 24), 12).some(({ season }) => season === 'M'));
  });

  test('gives Akaike weights that sum to 1 and favour the lowest AICc', () => {
    const weighted = akaikeWeights(formsFor(airPassengers, 12).map((form) => fitEts(airPassengers, 12, form)));

    assert.ok(Math.abs(weighted.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-12);
    const heaviest = weighted.toSorted((one, other) => other.weight - one.weight)[0];
    assert.equal(heaviest?.fit.aicc, Math.min(...weighted.map(({ fit }) => fit.aicc)));
  });
});
