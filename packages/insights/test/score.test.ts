import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';
import {
  fitPlatt,
  measureAuc,
  measureBrier,
  measureCalibrationError,
  reliabilityCurve,
} from '../src/score/calibration.ts';
import { explainScore } from '../src/score/explain-score.ts';
import type { CaseFeatures, FeatureDefinition, LabelledCase } from '../src/score/feature-encoding.ts';
import { fitLogistic, toLogOdds, toProbability } from '../src/score/logistic-regression.ts';
import { predictProbability, type ScoreModel, trainScoreModel } from '../src/score/score-model.ts';

const features: FeatureDefinition[] = [
  { name: 'employees', kind: 'number', transform: 'log1p', prior: { center: 4, spread: 1.5, weight: 0.3 } },
  { name: 'activities', kind: 'number', prior: { center: 3, spread: 2, weight: 0.5 } },
  { name: 'source', kind: 'category', prior: { referral: 0.8, cold: -0.5 } },
];
const training = { features, baseRate: 0.2 };

/** Leads whose true chance is known. */
function makeLeads(count: number, seed: number): (LabelledCase & { truth: number })[] {
  const random = createSeededRandom(seed);
  const sources = ['referral', 'web', 'cold', 'event'];
  return Array.from({ length: count }, () => {
    const size = 4 + 1.4 * drawNormal(random);
    const activities = Math.max(0, Math.round(3 + 2 * drawNormal(random)));
    const place = Math.floor(random() * 4);
    const truth = toProbability(-1.5 + 0.6 * (size - 4) + 0.5 * (activities - 3) + ([1, 0, -1, 0.3][place] ?? 0));
    const row = { employees: Math.round(Math.expm1(Math.max(0, size))), activities, source: sources[place] ?? 'web' };
    return { features: row, outcome: random() < truth, truth };
  });
}

const someCase: fc.Arbitrary<CaseFeatures> = fc.record({
  employees: fc.option(fc.integer({ min: 0, max: 100_000 })),
  activities: fc.option(fc.integer({ min: 0, max: 50 })),
  source: fc.option(fc.constantFrom('referral', 'web', 'cold', 'unheard of')),
});

/** Features that add their value to the log-odds. */
function plainModel(intercept: number, count: number): ScoreModel {
  const features: FeatureDefinition[] = Array.from({ length: count }, (_, index) => {
    return { name: `${index}`, kind: 'number', prior: { center: 0, spread: 1, weight: 1 } };
  });
  return trainScoreModel({ features, baseRate: toProbability(intercept) }, []);
}

function explainPlainly(intercept: number, values: readonly number[]) {
  const added = Object.fromEntries(values.map((value, index) => [index, value]));
  const explained = explainScore(plainModel(intercept, values.length), added);
  const byFeature = explained.reasons.toSorted((one, other) => Number(one.feature) - Number(other.feature));
  return { ...explained, points: byFeature.map(({ points }) => points) };
}

/** What each log-odd is worth in tenths of a point between two log-odds, by sinh and cosh: nothing cancels where they are near. */
function tenthsPerLogOdd(from: number, to: number): number {
  const half = (to - from) / 2;
  const rise = half === 0 ? 1 : Math.sinh(half) / half;
  return (1000 * rise) / (4 * Math.cosh(from / 2) * Math.cosh(to / 2));
}

describe('the score', () => {
  test('is tried on cases that it has not learnt, nor have its categories: where all is chance, it claims nothing', () => {
    const random = createSeededRandom(1);
    const cases = Array.from({ length: 400 }, () => {
      return { features: { source: `${Math.floor(80 * random())}` }, outcome: random() < 0.5 };
    });

    const { heldOut } = trainScoreModel(
      { features: [{ name: 'source', kind: 'category', prior: {} }], baseRate: 0.5 },
      cases,
    );

    expect(heldOut).toHaveLength(400);
    expect(measureAuc(heldOut)).toBeLessThan(0.6);
    // What says 50 % each time has 0.25.
    expect(measureBrier(heldOut)).toBeLessThan(0.26);
  });

  test('is the stated prior when there is no history', () => {
    const model = trainScoreModel(training, []);

    const average = explainScore(model, { employees: null, activities: null, source: null });
    const referral = explainScore(model, { employees: null, activities: 5, source: 'referral' });

    expect(model).toMatchObject({ basis: 'prior', prior: { strength: 20, share: 1 }, history: { cases: 0 } });
    expect(average.score).toBe(20);
    expect(referral.logOdds - referral.baseLogOdds).toBeCloseTo(0.5 + 0.8, 10);
    expect(referral.reasons[0]).toMatchObject({ feature: 'source', value: 'referral' });
  });

  test('lets the prior fade as history comes', () => {
    const wrongWay: FeatureDefinition[] = [
      { name: 'activities', kind: 'number', prior: { center: 3, spread: 2, weight: -1 } },
    ];
    const weightAfter = (count: number) =>
      trainScoreModel({ features: wrongWay, baseRate: 0.2 }, makeLeads(count, 5)).logistic.weights[0] ?? 0;

    const weights = [0, 30, 300, 3000].map(weightAfter);

    expect(weights[0]).toBe(-1);
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(weights[3]).toBeGreaterThan(0.5);
  });

  test('takes a number beyond all of the history for the furthest in it', () => {
    const model = trainScoreModel(training, makeLeads(300, 1));
    expect(explainScore(model, { employees: 20_000 }).logOdds).toBe(explainScore(model, { employees: 8_000 }).logOdds);
  });

  test('is calibrated and orders unseen leads nearly as well as the truth does', () => {
    const model = trainScoreModel(training, makeLeads(2000, 1));
    const unseen = makeLeads(3000, 2);

    const predictions = unseen.map((lead) => ({
      probability: predictProbability(model, lead.features),
      outcome: lead.outcome,
    }));
    const perfect = unseen.map(({ truth, outcome }) => ({ probability: truth, outcome }));

    expect(model.basis).toBe('calibrated');
    expect(measureAuc(predictions)).toBeGreaterThan(measureAuc(perfect) - 0.01);
    expect(measureCalibrationError(predictions)).toBeLessThan(0.03);
    expect(measureAuc(model.heldOut)).toBeGreaterThan(0.75);
  });

  test('has reasons that add up, in log-odds and in points', () => {
    const model = trainScoreModel(training, makeLeads(400, 3));
    fc.assert(
      fc.property(someCase, (one) => {
        const { score, base, logOdds, baseLogOdds, reasons, probability, interval } = explainScore(model, one);
        const tenths = reasons.reduce((sum, { points }) => sum + Math.round(points * 10), Math.round(base * 10));
        expect(tenths).toBe(Math.round(score * 10));
        expect(reasons.reduce((sum, reason) => sum + reason.logOdds, baseLogOdds)).toBeCloseTo(logOdds, 10);
        expect(score).toBeCloseTo(probability * 100, 0);
        expect(probability).toBeCloseTo(predictProbability(model, one), 9);
        expect(interval[0]).toBeLessThanOrEqual(probability);
        expect(interval[1]).toBeGreaterThanOrEqual(probability);
        for (const { value, logOdds: added } of reasons) if (value === null) expect(added).toBeCloseTo(0, 12);
      }),
    );
  });

  test.each([-1.0003, -1.0000003, -1, -0.9999997, -0.997])(
    'near its base has reasons of their size (1 and %d)',
    (against) => {
      const { points } = explainPlainly(-0.5, [1, against]);

      expect(points[0]).toBeCloseTo(23.5, 0);
      expect(points[1]).toBeCloseTo(-23.5, 0);
    },
  );

  test('gives each reason what the chance rises by, to a tenth, and never a point against its log-odds', () => {
    const nearly = fc.tuple(
      fc.double({ min: -4, max: 4, noNaN: true }),
      fc.constantFrom(0, 1e-12, 1e-6, 1.1e-6, 3e-4, -3e-4, 3e-3),
    );
    const values = fc.oneof(
      fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 8 }),
      nearly.map(([value, rest]) => [value, rest - value]),
      fc.array(fc.constantFrom(0, 1e-9, -1e-9, 3e-4, -3e-4, 4, -4), { minLength: 1, maxLength: 8 }),
    );
    const intercepts = fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(-20, -7, 0, 7, 20));
    fc.assert(
      fc.property(intercepts, values, (intercept, added) => {
        const { base, score, points, logOdds, baseLogOdds } = explainPlainly(intercept, added);
        const tenths = points.map((value) => Math.round(value * 10));
        const worth = tenthsPerLogOdd(baseLogOdds, logOdds);

        expect(tenths.reduce((sum, value) => sum + value, Math.round(base * 10))).toBe(Math.round(score * 10));
        for (const [index, value] of added.entries()) {
          expect(Math.abs((tenths[index] ?? 0) - value * worth)).toBeLessThan(1 + 1e-3);
          expect((tenths[index] ?? 0) * value).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    { value: -1.3032970386921041, points: [-0.5, 0] },
    { value: 2.2635298120845753, points: [4.4, 0] },
  ])('adds up where score and base are both half a tenth from the next ($value)', ({ value, points }) => {
    const explained = explainPlainly(toLogOdds(0.0055), [value, 0]);

    expect(explained.points).toEqual(points);
    expect(explained.base + (points[0] ?? 0)).toBeCloseTo(explained.score, 9);
  });

  test('does not believe a category that met one lucky case', () => {
    const lucky: LabelledCase[] = [...makeLeads(300, 4), { features: { source: 'lottery' }, outcome: true }];

    const model = trainScoreModel(training, lucky);

    expect(explainScore(model, { source: 'lottery' }).score - explainScore(model, {}).score).toBeLessThan(10);
  });

  test('refuses a base rate and a strength that are none', () => {
    expect(() => trainScoreModel({ features, baseRate: 0 }, [])).toThrow(/baseRate/);
    expect(() => trainScoreModel({ features, baseRate: 0.5, priorStrength: 0 }, [])).toThrow(/priorStrength/);
  });
});

describe('its measures', () => {
  test('are those of the textbook', () => {
    const predictions = [0.1, 0.4, 0.35, 0.8].map((probability, index) => ({ probability, outcome: index > 1 }));

    expect(measureAuc(predictions)).toBe(0.75);
    expect(measureAuc(predictions.map(({ outcome }) => ({ probability: 0.5, outcome })))).toBe(0.5);
    expect(measureBrier(predictions)).toBeCloseTo((0.01 + 0.16 + 0.4225 + 0.04) / 4, 12);
    expect(measureCalibrationError(predictions, 2)).toBeCloseTo(0.75 * Math.abs(0.85 / 3 - 1 / 3) + 0.25 * 0.2, 12);
    expect(measureCalibrationError([])).toBeNaN();
    expect(reliabilityCurve(predictions, 2).map(({ count }) => count)).toEqual([3, 1]);
  });

  test('see boasting chances put right by Platt', () => {
    const random = createSeededRandom(9);
    const honest = Array.from({ length: 4000 }, () => 3 * (random() - 0.5));
    const boasting = honest.map((logOdds) => ({
      probability: toProbability(3 * logOdds),
      outcome: random() < toProbability(logOdds),
    }));

    const { slope, offset } = fitPlatt(boasting);

    expect(slope).toBeCloseTo(1 / 3, 1);
    expect(offset).toBeCloseTo(0, 0);
  });

  test('rest on a regression that finds the known optimum', () => {
    const outcomes = [...Array<boolean>(30).fill(true), ...Array<boolean>(70).fill(false)];

    const { intercept } = fitLogistic(
      outcomes.map(() => []),
      outcomes,
      {
        intercept: 0,
        interceptPrecision: 1e-9,
        weights: [],
        precision: 1,
      },
    );

    expect(toProbability(intercept)).toBeCloseTo(0.3, 6);
  });
});
