import type { Random } from '@bizmcp/testkit/simulator';

/** What decides, in this org, whether a lead converts. Nothing of it is written into any record. */
export interface LeadTraits {
  /** 0 to 3. */
  readonly seniority: number;
  readonly industry: string | null;
  readonly source: string | null;
  readonly employees: number | null;
  readonly calls: number;
  readonly mails: number;
  readonly meetings: number;
  readonly responses: number;
}

const industryEffects: Readonly<Record<string, number>> = {
  Manufacturing: 1.3,
  Energy: 1.1,
  Utilities: 0.9,
  Engineering: 0.8,
  Technology: 0.3,
  Education: -1.1,
  Retail: -0.9,
  Agriculture: -0.6,
};

const sourceEffects: Readonly<Record<string, number>> = {
  'Partner Referral': 1.5,
  Webinar: 0.6,
  'Trade Show': 0.4,
  'Purchased List': -1.7,
  Other: -0.4,
};

/** How likely a lead with these traits converts: a logistic model with a little noise that nobody can see. */
export const conversionChance = (traits: LeadTraits, { normal }: Pick<Random, 'normal'>): number => {
  const { calls, employees, industry, mails, meetings, responses, seniority, source } = traits;
  const size = employees === null ? -0.3 : (Math.log(employees) - 5) * 0.25;
  const engagement = meetings * 1.4 + calls * 0.35 + mails * 0.2 + responses * 0.8;
  const logit =
    -4.4 +
    seniority * 0.85 +
    (industryEffects[industry ?? ''] ?? 0) +
    (sourceEffects[source ?? ''] ?? 0) +
    size +
    engagement +
    normal() * 0.4;
  return 1 / (1 + Math.exp(-logit));
};
