import { seedOrg } from '../../../servers/salesforce/simulator/seed/seed-org.ts';
import { trainLeadModel } from '../../../servers/salesforce/src/lead-scoring/lead-model.ts';
import { scoreHeldOut } from '../../../servers/salesforce/test/held-out-leads.ts';
import { trueChance } from '../../../servers/salesforce/test/lead-chance.ts';
import { leadsOf } from '../../../servers/salesforce/test/lead-records.ts';
import { measureAuc, measureCalibrationError, type Prediction, reliabilityCurve } from '../src/score/calibration.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 21, 9, 30);
const seeds = [1, 2, 3, 4, 5, 6];
const heldOutDays = 600;

interface Figure {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

/**
 * Scores of the Salesforce server on its simulated orgs: each month's leads by what was known when the month began. The orgs' hidden
 * model tells the true chances, against which the scores and their confidence are held.
 */
export async function run(): Promise<Figure[]> {
  const orgs = seeds.map((seed) => {
    const leads = leadsOf(seedOrg(seed, now));
    const truth = new Map(leads.map((lead) => [lead.id, trueChance(lead)]));
    return { seed, leads, truth };
  });
  const figures: Figure[] = [];
  for (const ageDays of [24, 7, 1]) {
    const scored = orgs.map(({ leads }) => scoreHeldOut(leads, { ageDays, from: now - heldOutDays * day, now }));
    const pooled = scored.flat();
    const name = `leads of ${ageDays} days`;
    figures.push({ name: `${name}: AUC`, unit: '', value: measureAuc(pooled), note: range(scored.map(measureAuc)) });
    const errors = scored.map((scores) => measureCalibrationError(scores));
    const error = measureCalibrationError(pooled);
    figures.push({ name: `${name}: expected calibration error`, unit: '', value: error, note: range(errors) });
    if (ageDays !== 24) continue;
    figures.push(...curve(name, pooled));
    // After 24 days all of an org's dealings are known, so that its hidden model can be asked.
    const checked = scored.flatMap((scores, index) => {
      const chanceOf = (id: string) => orgs[index]?.truth.get(id) ?? Number.NaN;
      return scores.map(({ confidence, id, outcome, probability }) => {
        const chance = chanceOf(id);
        return {
          perfect: { probability: chance, outcome },
          probability: confidence,
          outcome: near(chance, probability),
        };
      });
    });
    const best = measureAuc(checked.map(({ perfect }) => perfect));
    figures.push({ name: `${name}: AUC of the true chances`, unit: '', value: best, note: 'no model can do better' });
    figures.push(...curve('confidence', checked));
  }
  return [
    ...figures,
    timeOf(orgs.flatMap(({ leads, seed }) => leads.map((lead) => ({ ...lead, id: `${seed}${lead.id}` })))),
  ];
}

function near(chance: number, probability: number): boolean {
  return Math.abs(chance - probability) <= 0.1;
}

function range(values: readonly number[]): string {
  return `${values.length} orgs, ${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)} each`;
}

function curve(name: string, predictions: readonly Prediction[]): Figure[] {
  return reliabilityCurve(predictions).map(({ count, from, meanProbability, observedShare, to }) => {
    const note = `${meanProbability.toFixed(2)} was said, ${count} cases`;
    return {
      name: `${name}: true, where ${from.toFixed(1)} to ${to.toFixed(1)} was said`,
      unit: '',
      value: observedShare,
      note,
    };
  });
}

function timeOf(leads: Parameters<typeof trainLeadModel>[0]): Figure {
  const start = performance.now();
  const { set } = trainLeadModel(leads, { at: now, ageDays: 24, without: '' });
  return { name: `learning from ${set.rows.length} leads`, unit: 'ms', value: performance.now() - start };
}
