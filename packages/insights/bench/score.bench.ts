import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';
import { measureAuc, measureBrier, measureCalibrationError } from '../src/score/calibration.ts';
import type { FeatureDefinition } from '../src/score/feature-encoding.ts';
import { toProbability } from '../src/score/logistic-regression.ts';
import { predictProbability, trainScoreModel } from '../src/score/score-model.ts';

const features: FeatureDefinition[] = [
  { name: 'employees', kind: 'number', transform: 'log1p', prior: { center: 4, spread: 1.5, weight: 0.3 } },
  { name: 'activities', kind: 'number', prior: { center: 3, spread: 2, weight: 0.5 } },
  { name: 'days_since_activity', kind: 'number', transform: 'log1p', prior: { center: 2.5, spread: 1, weight: -0.3 } },
  { name: 'source', kind: 'category', prior: { referral: 0.8, cold: -0.5 } },
  { name: 'industry', kind: 'category', prior: {} },
];

/** What a lead's source and industry add to its log-odds. */
const effectOf = new Map<string, number>([
  ['referral', 1],
  ['cold', -1],
  ['event', 0.3],
  ['partner', 0.6],
  ['retail', -0.3],
  ['health', 0.2],
  ['software', 0.7],
  ['building', -0.6],
]);

function makeLeads(count: number, seed: number) {
  const random = createSeededRandom(seed);
  const pick = (words: string) => words.split(' ')[Math.floor(random() * words.split(' ').length)] ?? '';
  return Array.from({ length: count }, () => {
    const [size, activities, idle] = [
      4 + 1.4 * drawNormal(random),
      Math.max(0, Math.round(3 + 2 * drawNormal(random))),
      Math.floor(60 * random()),
    ];
    const source = pick('referral web cold event partner');
    const industry = pick('retail health software building energy');
    const effects = (effectOf.get(source) ?? 0) + (effectOf.get(industry) ?? 0);
    const logOdds = -2 + 0.5 * (size - 4) + 0.4 * (activities - 3) - 0.5 * (Math.log1p(idle) - 3) + effects;
    const truth = toProbability(logOdds);
    const row = {
      employees: Math.round(Math.expm1(Math.max(0, size))),
      activities,
      days_since_activity: idle,
      source,
      industry,
    };
    return { features: row, outcome: random() < truth, truth };
  });
}

/** Order and calibration of scores on generated leads the model has not seen, for a thin and for a long history. */
export async function run(): Promise<{ name: string; unit: string; value: number; note?: string }[]> {
  const unseen = makeLeads(5000, 2);
  const perfect = unseen.map(({ truth, outcome }) => ({ probability: truth, outcome }));
  const figures = [0, 60, 300, 2000].flatMap((count) => {
    const model = trainScoreModel({ features, baseRate: 0.15 }, makeLeads(count, 1));
    const predictions = unseen.map((lead) => ({
      probability: predictProbability(model, lead.features),
      outcome: lead.outcome,
    }));
    const note = `5,000 generated leads, learnt from ${count}`;
    return [
      { name: `score: AUC after ${count} leads`, unit: '', value: measureAuc(predictions), note },
      {
        name: `score: expected calibration error after ${count} leads`,
        unit: '',
        value: measureCalibrationError(predictions),
        note,
      },
      { name: `score: Brier after ${count} leads`, unit: '', value: measureBrier(predictions), note },
    ];
  });
  return [
    ...figures,
    { name: 'score: AUC of the true chances', unit: '', value: measureAuc(perfect), note: 'no model can do better' },
  ];
}
