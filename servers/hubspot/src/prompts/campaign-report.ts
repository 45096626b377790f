import { definePrompt } from '@bizmcp/core';
import * as z from 'zod';
import { comparisonPeriods } from '../campaign/campaign-baseline.ts';

export const campaignReport = definePrompt({
  name: 'campaign_report',
  title: 'Campaign report',
  description: 'Writes a one-page report on a marketing campaign',
  arguments: z.object({
    campaign: z.string().max(200).describe('Name or GUID of the campaign'),
    compared_with: z.enum(comparisonPeriods).default('previous_campaign').describe(comparisonPeriods.join(', ')),
  }),
  complete: { compared_with: comparisonPeriods },
  text: ({ campaign, compared_with }) =>
    [
      `Write a one-page report on the HubSpot campaign: ${campaign}`,
      `Use analyze_campaign_performance with comparison_period ${compared_with}.`,
      'Give each rate with its count, what it is compared with, and whether the difference is more than chance; say where the numbers are too few to tell. Then the score with its formula, and at most three recommendations, each with the finding behind it.',
      'Name the source and year of published rates. Claim nothing that the tool did not return.',
    ].join('\n'),
});
