import { type Proportion, type ProportionTest, testAgainstShare, testTwoProportions } from '@bizmcp/insights';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { Campaign, readCampaignCounts, readCampaignEmails, readEarlierCampaigns } from './campaign.ts';
import { CampaignCounts, CampaignRates, isShare, type Metric, proportionsOf, ratesOf } from './campaign-rates.ts';
import { readEmailCounts } from './email-statistics.ts';
import { industryBenchmarks, missingBenchmark } from './industry-benchmark.ts';

/** What a campaign can be compared with. */
export const comparisonPeriods = ['previous_campaign', 'previous_month', 'industry_benchmark'] as const;

export type ComparisonPeriod = (typeof comparisonPeriods)[number];

/** What a campaign was compared with, as a model sees it. */
export const Comparison = z.object({
  period: z.enum(comparisonPeriods).describe('As asked for'),
  compared_with: z.string().describe('What the campaign is compared with'),
  campaign: Campaign.optional().describe('The earlier campaign'),
  rates: CampaignRates.describe('Rates of what it is compared with'),
  counts: CampaignCounts.optional().describe('Numbers behind these rates'),
  sources: z
    .array(
      z.object({
        source: z.string().describe('Who published it, of what'),
        year: z.number().describe('Year of the data'),
      }),
    )
    .optional()
    .describe('Where published rates come from'),
  missing: z.string().optional().describe('What could not be compared, and why'),
});

/** Something to compare with: what is shown of it, and how each rate is tested against it; undefined where it has no such rate. */
export interface Baseline {
  comparison: z.input<typeof Comparison>;
  test(metric: Metric, proportion: Proportion, level?: number): ProportionTest | 'no_share' | undefined;
}

const mostCandidates = 10;
const dayMilliseconds = 86_400_000;
const noRates = { open_rate: null, click_rate: null, conversion_rate: null, unsubscribe_rate: null };

/** Reads what a campaign is to be compared with. */
export async function readBaseline(
  api: Hubspot,
  campaign: Campaign,
  period: ComparisonPeriod,
  now: Date,
): Promise<Baseline> {
  if (period === 'industry_benchmark') return publishedBaseline();
  return period === 'previous_month' ? monthBefore(api, campaign) : campaignBefore(api, campaign, now);
}

function publishedBaseline(): Baseline {
  const published = Object.values(industryBenchmarks);
  const comparison = {
    period: 'industry_benchmark' as const,
    compared_with: "published rates of another vendor's customers, all industries together",
    rates: {
      ...noRates,
      ...Object.fromEntries(Object.entries(industryBenchmarks).map(([metric, { rate }]) => [metric, rate])),
    },
    sources: [...new Map(published.map(({ source, year }) => [source, { source, year }])).values()],
    missing: missingBenchmark,
  };
  return {
    comparison,
    test: (metric, proportion, level) => {
      const benchmark = industryBenchmarks[metric];
      if (!benchmark) return undefined;
      return isShare(proportion) ? testAgainstShare(proportion, benchmark.rate, level) : 'no_share';
    },
  };
}

async function monthBefore(api: Hubspot, campaign: Campaign): Promise<Baseline> {
  const end = new Date(`${campaign.start_date}T00:00:00Z`);
  const span = { start: new Date(end.getTime() - 30 * dayMilliseconds).toISOString(), end: end.toISOString() };
  const counts = await readEmailCounts(api, span);
  return countedBaseline(counts, {
    period: 'previous_month',
    compared_with: `all marketing emails sent in the 30 days before ${campaign.start_date}`,
    missing: 'HubSpot has sessions and new contacts for campaigns only, so there is no conversion rate of a month.',
  });
}

async function campaignBefore(api: Hubspot, campaign: Campaign, now: Date): Promise<Baseline> {
  const earlier = await readEarlierCampaigns(api, campaign);
  for (const candidate of earlier.slice(0, mostCandidates)) {
    const emails = await readCampaignEmails(api, candidate.id);
    if (emails.length === 0) continue;
    const counts = await readCampaignCounts(api, candidate, emails, now);
    if (!counts.delivered) continue;
    return countedBaseline(counts, {
      period: 'previous_campaign',
      compared_with: 'the campaign with delivered emails that began last before it',
      campaign: candidate,
    });
  }
  return {
    comparison: {
      period: 'previous_campaign',
      compared_with: 'nothing',
      rates: noRates,
      missing: 'No campaign that began shortly before it has delivered marketing emails.',
    },
    test: () => undefined,
  };
}

function countedBaseline(
  counts: CampaignCounts,
  about: Omit<z.input<typeof Comparison>, 'rates' | 'counts'>,
): Baseline {
  const proportions = proportionsOf(counts);
  return {
    comparison: { ...about, rates: ratesOf(counts), counts },
    test: (metric, proportion, level) => {
      const other = proportions[metric];
      if (!other) return undefined;
      return isShare(proportion) && isShare(other) ? testTwoProportions(proportion, other, level) : 'no_share';
    },
  };
}
