import type { ProportionTest } from '@bizmcp/insights';
import * as z from 'zod';
import type { Baseline } from './campaign-baseline.ts';
import { type CampaignCounts, type Metric, metrics, proportionsOf, round } from './campaign-rates.ts';

/** One rate held against the baseline. */
export const Insight = z.object({
  metric: z.enum(metrics).describe('The rate'),
  finding: z
    .enum(['better', 'worse', 'no_clear_difference', 'too_few_to_tell'])
    .describe('Fewer unsubscribes are better'),
  statement: z.string().describe('The finding in words, with its numbers'),
  count: z.number().describe('How many'),
  of: z.number().describe('Of how many'),
  rate: z.number().nullable().describe('0 to 1'),
  baseline_rate: z.number().nullable().describe('0 to 1'),
  difference: z.number().optional().describe('rate - baseline_rate'),
  interval: z.array(z.number()).optional().describe('The difference lies between these, by the significance level'),
  z: z.number().optional().describe('Statistic of a z-test'),
  p_value: z.number().optional().describe('Two-sided'),
  significance_level: z.number().optional().describe('0.05 divided by the number of rates tested (Bonferroni)'),
});

export type Insight = z.input<typeof Insight>;

/** What the test used on the rates is, for the answer. */
export const testMethod =
  'Two-sided two-proportion z-test with pooled variance, against published rates one-proportion; where fewer than 5 cases are expected ' +
  "on a side, Fisher's exact test, against published rates the binomial one. Significant below 0.05 divided by the number of rates " +
  'tested, and intervals, by Newcombe and Wilson, of the same level.';

const names: Record<Metric, string> = {
  open_rate: 'Open rate',
  click_rate: 'Click rate',
  conversion_rate: 'Conversion rate (new contacts of sessions)',
  unsubscribe_rate: 'Unsubscribe rate',
};

/** Holds each measured rate against the baseline. */
export function compareRates(counts: CampaignCounts, baseline: Baseline): Insight[] {
  const proportions = proportionsOf(counts);
  const results = metrics.flatMap((metric) => {
    const proportion = proportions[metric];
    const test = proportion && baseline.test(metric, proportion);
    return test ? [{ metric, proportion, test }] : [];
  });
  const level = 0.05 / results.filter(({ test }) => test !== 'no_share').length;
  return results.map(({ metric, proportion, test }) => {
    const atLevel = test === 'no_share' ? test : (baseline.test(metric, proportion, level) ?? test);
    const baselineRate = baseline.comparison.rates[metric];
    const common = {
      metric,
      ...proportion,
      rate: proportion.of > 0 ? round(proportion.count / proportion.of, 4) : null,
      baseline_rate: baselineRate,
    };
    return atLevel === 'no_share' ? untested(common) : describeTest(common, atLevel, level);
  });
}

type Common = Pick<Insight, 'metric' | 'count' | 'of' | 'rate' | 'baseline_rate'>;

function untested(common: Common): Insight {
  return { ...common, finding: 'too_few_to_tell', statement: `${numbersOf(common)}: ${untestable(common)}.` };
}

/** Why there is no share to test: on this side, or else in what it is compared with. */
function untestable({ count, of, baseline_rate: baselineRate }: Common): string {
  if (of === 0) return 'nothing to take a share of yet';
  if (count > of) return `HubSpot counted more cases than there can be, so this is no share`;
  return baselineRate === null ? 'the other side has nothing to take a share of' : 'the other side is no share';
}

function describeTest(common: Common, test: ProportionTest, level: number): Insight {
  const isSignificant = test.pValue < level;
  const isExact = test.z === undefined;
  const isBetter = common.metric === 'unsubscribe_rate' ? test.difference < 0 : test.difference > 0;
  const [low, high] = test.interval;
  const points = pointsOf(test.difference);
  const doubt = isExact ? 'too few to tell' : 'chance can explain it';
  const verdict = isSignificant ? 'more than chance explains' : doubt;
  const unclear = isExact ? 'too_few_to_tell' : 'no_clear_difference';
  return {
    ...common,
    finding: isSignificant ? (isBetter ? 'better' : 'worse') : unclear,
    statement: `${numbersOf(common)}: ${points}; ${verdict} (p ${shortP(test.pValue)}, ${round(100 - level * 100, 2)} % interval ${(low * 100).toFixed(2)} to ${(high * 100).toFixed(2)} points).`,
    difference: round(test.difference, 5),
    interval: [round(low, 5), round(high, 5)],
    ...(test.z !== undefined && { z: round(test.z, 3) }),
    p_value: smallNumber(test.pValue),
    significance_level: round(level, 4),
  };
}

function numbersOf({ metric, count, of, rate, baseline_rate: baselineRate }: Common): string {
  return `${names[metric]} ${percent(rate)} (${count} of ${of}) against ${percent(baselineRate)}`;
}

function pointsOf(difference: number): string {
  const points = Math.abs(difference * 100).toFixed(2);
  if (Number(points) === 0) return 'the same';
  return `${points} points ${difference < 0 ? 'lower' : 'higher'}`;
}

function percent(rate: number | null): string {
  return rate === null ? 'none' : `${(rate * 100).toFixed(2)} %`;
}

/** To three digits, however small: no p-value is 0, though a computed one can be too small for a number. */
function smallNumber(pValue: number): number {
  return Math.max(Number(pValue.toPrecision(3)), Number.MIN_VALUE);
}

function shortP(pValue: number): string {
  return pValue < 0.0001 ? '< 0.0001' : `= ${pValue.toFixed(4)}`;
}
