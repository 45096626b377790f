import { trainCategoriser } from '../src/categorise/categoriser.ts';
import { suggestCategory } from '../src/categorise/suggest-category.ts';
import { makeCodedHistory } from './coded-history.ts';

/** Precision and coverage of suggested categories on the last 6 of 24 months, learnt from the 18 before. */
export async function run(): Promise<{ name: string; unit: string; value: number; note?: string }[]> {
  let [right, shown, all, calibration, milliseconds] = [0, 0, 0, 0, 0];
  const seeds = [11, 12, 13, 14, 15];
  for (const seed of seeds) {
    const history = makeCodedHistory(seed);
    const cut = history.findIndex(({ date }) => date >= '2025-07-01');
    const start = performance.now();
    const categoriser = trainCategoriser(history.slice(0, cut));
    for (const transaction of history.slice(cut)) {
      const suggestion = suggestCategory(categoriser, transaction);
      all += 1;
      if (suggestion.kind === 'abstained') continue;
      shown += 1;
      calibration += suggestion.confidence;
      right += Number(suggestion.category === transaction.category);
    }
    milliseconds += performance.now() - start;
  }
  const note = `${seeds.length} generated companies, ${all} held-out transactions of later months, 1.5 % of them coded wrongly`;
  return [
    { name: 'categorise: precision of what is suggested', unit: '%', value: (100 * right) / shown, note },
    { name: 'categorise: coverage (share suggested)', unit: '%', value: (100 * shown) / all, note },
    { name: 'categorise: mean confidence of what is suggested', unit: '%', value: (100 * calibration) / shown },
    { name: 'categorise: learn and suggest, one company', unit: 'ms', value: milliseconds / seeds.length },
  ];
}
