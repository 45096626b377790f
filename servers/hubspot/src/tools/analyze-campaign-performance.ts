import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Campaign, endAhead, findCampaign, readCampaignCounts, readCampaignEmails } from '../campaign/campaign.ts';
import { Comparison, comparisonPeriods, readBaseline } from '../campaign/campaign-baseline.ts';
import { caveatsOf } from '../campaign/campaign-caveat.ts';
import { compareRates, Insight, testMethod } from '../campaign/campaign-insight.ts';
import { CampaignCounts, CampaignRates, ratesOf } from '../campaign/campaign-rates.ts';
import { Recommendation, recommend } from '../campaign/campaign-recommendation.ts';
import { CampaignResults, readCampaignResults } from '../campaign/campaign-results.ts';
import { ScorePart, scoreFormula, scorePerformance } from '../campaign/performance-score.ts';

export const analyzeCampaignPerformance = defineTool({
  name: 'analyze_campaign_performance',
  title: 'Analyse a campaign',
  description:
    'Returns open, click, conversion and unsubscribe rates of a marketing campaign with their counts, holds them against the campaign ' +
    'before, the month before or published benchmarks with a significance test for each, and scores it 0-100. ' +
    'A name that fits no campaign, or several, is answered with their ids.',
  effect: 'read',
  data: 'internal',
  scopes: ['marketing:read'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'campaign', workflow: 'marketing' },
  cacheSeconds: 300,
  input: z.object({
    campaign_id: z.string().min(1).max(200).describe('Campaign GUID, or its name'),
    comparison_period: z
      .enum(comparisonPeriods)
      .default('previous_campaign')
      .describe('previous_month: all emails of the 30 days before it began'),
  }),
  output: z.object({
    campaign: Campaign.describe('The campaign'),
    campaign_performance: CampaignRates.describe('Its rates'),
    counts: CampaignCounts.describe('Numbers behind its rates'),
    ...CampaignResults.shape,
    emails: z.number().describe('How many marketing emails it has'),
    comparison: Comparison.describe('What it is compared with'),
    insights: z.array(Insight).describe('One for each rate that could be compared'),
    test_method: z.string().describe('How differences were tested'),
    recommendations: z.array(Recommendation).describe('What the findings suggest'),
    performance_score: z.number().nullable().describe('0 to 100; null where nothing could be compared'),
    score_formula: z.string().describe('How the score comes about'),
    score_parts: z.array(ScorePart).describe('What each rate adds'),
    notes: z.array(z.string()).describe('What to bear in mind'),
  }),
  examples: [
    {
      title: 'Against published benchmarks',
      input: { campaign_id: 'ce0d93e4-b151-402d-972c-8bc235a4497d', comparison_period: 'industry_benchmark' },
    },
  ],
  async handler({ input, api, progress }) {
    const now = new Date();
    const campaign = await findCampaign(api, input.campaign_id);
    const emails = await readCampaignEmails(api, campaign.id);
    const counts = await readCampaignCounts(api, campaign, emails, now);
    const { results, missing } = await readCampaignResults(api, campaign);
    progress(1, 2, 'Campaign read');
    const baseline = await readBaseline(api, campaign, input.comparison_period, now);
    const insights = compareRates(counts, baseline);
    const { score, parts } = scorePerformance(insights);
    return {
      campaign,
      campaign_performance: ratesOf(counts),
      counts,
      ...results,
      emails: emails.length,
      comparison: baseline.comparison,
      insights,
      test_method: testMethod,
      recommendations: recommend(insights, endAhead(campaign, now)),
      performance_score: score,
      score_formula: scoreFormula,
      score_parts: parts,
      notes: caveatsOf({ counts, emails: emails.length, period: input.comparison_period, insights, parts, missing }),
    };
  },
});
