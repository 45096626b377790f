import { measureAuc, measureCalibrationError } from '@bizmcp/insights';
import { describe, expect, test } from 'vitest';
import { seedOrg } from '../simulator/seed/seed-org.ts';
import { day } from '../src/lead-scoring/lead-record.ts';
import { scoreHeldOut } from './held-out-leads.ts';
import { trueChance } from './lead-chance.ts';
import { leadsOf } from './lead-records.ts';
import { now } from './org-client.ts';

const orgs = [1, 2, 3].map((seed) => leadsOf(seedOrg(seed, now)));
const scoresAt = (ageDays: number, months: number) =>
  orgs.map((leads) => scoreHeldOut(leads, { ageDays, from: now - months * 30 * day, now }));
/** When the first weeks' dealings are over, and no lead is decided yet. */
const known = scoresAt(24, 20);

describe('scores of leads of months that the model had not seen', () => {
  test('put leads that convert before others, and say how likely it is, in each of three orgs', () => {
    for (const scores of known) {
      expect(scores.length).toBeGreaterThan(550);
      expect(measureAuc(scores)).toBeGreaterThanOrEqual(0.8);
      expect(measureCalibrationError(scores)).toBeLessThanOrEqual(0.05);
    }
  });

  test('are off by three points in a hundred over all of them', () => {
    expect(measureCalibrationError(known.flat())).toBeLessThanOrEqual(0.03);
  });

  test('put them in order nearly as well as the chances that the orgs were made by', () => {
    for (const [index, scores] of known.entries()) {
      const truth = new Map(orgs[index]?.map((lead) => [lead.id, trueChance(lead)]));
      const perfect = scores.map(({ id, outcome }) => ({ probability: truth.get(id) ?? 0, outcome }));
      expect(measureAuc(scores)).toBeGreaterThan(measureAuc(perfect) - 0.06);
    }
  });

  test('are calibrated for leads of one day too, of which little is known', () => {
    const pooled = scoresAt(1, 12).flat();

    expect(measureAuc(pooled)).toBeGreaterThan(0.7);
    expect(measureCalibrationError(pooled)).toBeLessThanOrEqual(0.05);
  });
});

describe('confidence', () => {
  const checked = known.flatMap((scores, index) => {
    const byId = new Map(orgs[index]?.map((lead) => [lead.id, lead]));
    return scores.flatMap(({ confidence, id, probability }) => {
      const lead = byId.get(id);
      return lead ? [{ probability: confidence, outcome: Math.abs(trueChance(lead) - probability) <= 0.1 }] : [];
    });
  });

  test('is how often the true chance lies within ten points of the score', () => {
    expect(checked.length).toBeGreaterThan(1_700);
    expect(measureCalibrationError(checked)).toBeLessThanOrEqual(0.1);
    expect(measureAuc(checked)).toBeGreaterThan(0.7);
  });

  test('grows with history', () => {
    const halves = known.map((scores) => [scores.slice(0, 200), scores.slice(-200)]);
    const mean = (half: number) => {
      const scores = halves.flatMap((pair) => pair[half] ?? []);
      return scores.reduce((sum, one) => sum + one.confidence, 0) / scores.length;
    };

    expect(mean(0)).toBeLessThan(mean(1) - 0.1);
  });
});
