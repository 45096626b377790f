import { conversionChance } from '../simulator/seed/conversion-model.ts';
import { titles } from '../simulator/seed/vocabulary.ts';
import { day, type LeadRecord } from '../src/lead-scoring/lead-record.ts';
import { takeSnapshot } from '../src/lead-scoring/lead-snapshot.ts';

const seniorities = new Map<unknown, number>(titles);
/** Deciles of the normal distribution: the hidden model adds a noise that no record shows. */
const deciles = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];

/** What the seeded org's own model says of a lead, by all that its records show after its first weeks. */
export function trueChance(lead: LeadRecord): number {
  const { calls, emails, employees, industry, meetings, responses, source } = takeSnapshot(
    lead,
    lead.createdAt + 24.5 * day,
  );
  const traits = {
    seniority: seniorities.get(lead.fields.Title) ?? 0,
    industry,
    source,
    employees,
    calls: calls ?? 0,
    mails: emails ?? 0,
    meetings: meetings ?? 0,
    responses: responses ?? 0,
  };
  return deciles.reduce((sum, normal) => sum + conversionChance(traits, { normal: () => normal }), 0) / deciles.length;
}
