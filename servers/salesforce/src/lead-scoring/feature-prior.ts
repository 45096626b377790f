import type { FeatureDefinition } from '@bizmcp/insights';
import { factNames } from './stated-fact.ts';

/** How often leads convert where nothing is known of an org. */
export const priorBaseRate = 0.15;

/** How many leads of its history the prior is worth. */
export const priorStrength = 20;

/** Log-odds of one stated fact: at most some four points, and nothing learns from it. */
const factEffect = 0.15;

const good = 0.6;
const poor = -0.6;

/**
 * The features with what is expected of them before any history: engagement and seniority help, referrals do better than bought lists.
 * `weight` is in log-odds for one spread.
 */
export const leadFeatures: readonly FeatureDefinition[] = [
  {
    name: 'title_seniority',
    kind: 'category',
    prior: { executive: good, director: good, manager: 0.3, specialist: 0, adviser: -0.3, junior: poor },
  },
  number('company_size', { center: 5, spread: 1.7, weight: 0.15 }, 'log1p'),
  number('annual_revenue', { center: 17, spread: 1.9, weight: 0.1 }, 'log1p'),
  { name: 'industry', kind: 'category', prior: {} },
  {
    name: 'lead_source',
    kind: 'category',
    prior: {
      'Partner Referral': good,
      'External Referral': good,
      'Employee Referral': good,
      'Customer Referral': good,
      Referral: good,
      'Purchased List': poor,
    },
  },
  { name: 'country', kind: 'category', prior: {} },
  { name: 'email_domain', kind: 'category', prior: { free: -0.3 } },
  number('completeness', { center: 0.8, spread: 0.15, weight: 0.1 }),
  number('calls', { center: 1, spread: 1.3, weight: 0.25 }),
  number('emails', { center: 1.5, spread: 1.5, weight: 0.15 }),
  number('meetings', { center: 0.4, spread: 0.8, weight: 0.5 }),
  number('campaigns', { center: 0.7, spread: 0.8, weight: 0.05 }),
  number('campaign_responses', { center: 0.3, spread: 0.6, weight: 0.3 }),
  number('days_since_activity', { center: 2, spread: 0.9, weight: -0.2 }, 'log1p'),
  number('similar_leads', { center: 0, spread: 0.6, weight: 0.3 }),
  ...factNames.map((name): FeatureDefinition => {
    return { name, kind: 'category', prior: { yes: factEffect, no: -factEffect } };
  }),
];

function number(
  name: string,
  prior: { center: number; spread: number; weight: number },
  transform: 'none' | 'log1p' = 'none',
): FeatureDefinition {
  return { name, kind: 'number', prior, transform };
}
