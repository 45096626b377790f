import type * as z from 'zod';
import { mostEmails } from './campaign.ts';
import type { ComparisonPeriod } from './campaign-baseline.ts';
import type { Insight } from './campaign-insight.ts';
import { type CampaignCounts, metrics } from './campaign-rates.ts';
import type { ScorePart } from './performance-score.ts';

/** What was found of a campaign. */
interface Findings {
  counts: CampaignCounts;
  emails: number;
  period: ComparisonPeriod;
  insights: readonly Insight[];
  parts: readonly z.input<typeof ScorePart>[];
  missing: readonly string[];
}

/** The counts that the rates of emails are made of. */
const ofRates = ['delivered', 'opened', 'clicked', 'unsubscribed'] as const;

/** What to bear in mind of these findings, and nothing that is not of them. */
export function caveatsOf({ counts, emails, period, insights, parts, missing }: Findings): string[] {
  const isTested = insights.some(({ p_value }) => p_value !== undefined);
  const few = insights.filter(({ finding }) => finding === 'too_few_to_tell').map(({ metric }) => metric);
  const uncounted = ofRates.filter((name) => counts[name] === undefined);
  return [
    ...(uncounted.length > 0
      ? [`HubSpot gave no count of ${uncounted.join(', ')}: the rates of it are left out.`]
      : []),
    ...((counts.opened ?? 0) > 0
      ? [
          'Opens include those that mail programs make by themselves (Apple Mail Privacy Protection); clicks are firmer.',
        ]
      : []),
    ...(isTested && emails > 1
      ? ['A recipient of several emails counts once for each, so the tests are a little too sure of themselves.']
      : []),
    ...(few.length > 0 ? [`Too few to tell, and no part of a score: ${few.join(', ')}.`] : []),
    ...(parts.length > 0 && parts.length < metrics.length
      ? [
          `The score is of ${parts.map(({ metric }) => metric).join(', ')}: hold it only against scores of the same rates.`,
        ]
      : []),
    ...(parts.length > 0 && period !== 'industry_benchmark'
      ? ['Each campaign has a baseline of its own here: only scores against industry_benchmark rank campaigns.']
      : []),
    ...missing,
    ...(emails >= mostEmails ? [`Only the first ${emails} emails are counted.`] : []),
  ];
}
