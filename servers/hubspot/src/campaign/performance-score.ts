import * as z from 'zod';
import type { Insight } from './campaign-insight.ts';
import { type Metric, metrics, round } from './campaign-rates.ts';

/** One rate's part in the score. */
export const ScorePart = z.object({
  metric: z.enum(metrics).describe('The rate'),
  weight: z.number().describe('Its weight'),
  points: z.number().describe('0 to 100; 50 is as good as what it is compared with'),
});

/** Clicks and conversions say more than opens, many of which are made by mail programs. */
const weights: Record<Metric, number> = {
  open_rate: 0.2,
  click_rate: 0.4,
  conversion_rate: 0.3,
  unsubscribe_rate: 0.1,
};

/** The formula, for the answer. */
export const scoreFormula =
  'sum(weight x points) / sum(weight) over the rates that are compared and not too few to tell; points = 100 x rate / (rate + baseline), ' +
  'for unsubscribe_rate 100 x baseline / (rate + baseline). 50 is as good as the baseline, 67 twice as good, 33 half as good.';

/** Scores rates against a baseline; no score where none can be compared. A case or two more or less make no campaign better. */
export function scorePerformance(insights: readonly Insight[]): {
  score: number | null;
  parts: z.input<typeof ScorePart>[];
} {
  const parts = insights.flatMap(({ metric, finding, rate, baseline_rate: base }) => {
    if (finding === 'too_few_to_tell' || rate === null || base === null) return [];
    const [more, less] = metric === 'unsubscribe_rate' ? [base, rate] : [rate, base];
    const points = more === less ? 50 : (100 * more) / (more + less);
    return [{ metric, weight: weights[metric], points: round(points, 1) }];
  });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const sum = parts.reduce((total, part) => total + part.weight * part.points, 0);
  return { score: weight > 0 ? round(sum / weight, 1) : null, parts };
}
