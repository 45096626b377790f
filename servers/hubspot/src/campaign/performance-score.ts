import * as z from 'zod';
import { type CampaignRates, type Metric, metrics, round } from './campaign-rates.ts';

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
  'sum(weight x points) / sum(weight) over the rates up to 1 that have something to compare with; points = min(100, 50 x rate / baseline), ' +
  'for unsubscribe_rate min(100, 50 x baseline / rate). 50 is as good as the baseline, 100 twice as good or better.';

type Rates = z.input<typeof CampaignRates>;

/** Scores rates against a baseline; no score where no rate can be compared. */
export function scorePerformance(
  rates: Rates,
  baseline: Rates,
): { score: number | null; parts: z.input<typeof ScorePart>[] } {
  const parts = metrics.flatMap((metric) => {
    const [rate, base] = [rates[metric], baseline[metric]];
    // More than all is no share, and no merit.
    if (rate === null || base === null || rate > 1 || base > 1) return [];
    const points = metric === 'unsubscribe_rate' ? pointsFor(base, rate) : pointsFor(rate, base);
    return [{ metric, weight: weights[metric], points: round(points, 1) }];
  });
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const sum = parts.reduce((total, part) => total + part.weight * part.points, 0);
  return { score: weight > 0 ? round(sum / weight, 1) : null, parts };
}

function pointsFor(more: number, less: number): number {
  if (less === 0) return more === 0 ? 50 : 100;
  return Math.min(100, (50 * more) / less);
}
