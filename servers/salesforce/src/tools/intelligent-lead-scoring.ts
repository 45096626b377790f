import * as z from 'zod';
import { defineTool } from '../api.ts';
import { assessLead } from '../lead-scoring/assess-lead.ts';
import { factsIn, noteOnFacts, readFacts } from '../lead-scoring/stated-fact.ts';
import { LeadId } from '../record/record-id.ts';

export const intelligentLeadScoring = defineTool({
  name: 'intelligent_lead_scoring',
  title: 'Score a lead',
  description:
    'Returns the chance in percent that a lead converts, learnt from past leads of this org, with factors that add up to it.',
  effect: 'read',
  data: 'confidential',
  scopes: ['crm:read'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'lead', workflow: 'crm' },
  timeoutSeconds: 120,
  input: z.object({
    lead_id: LeadId.describe('Id of the lead'),
    additional_context: z
      .string()
      .max(2000)
      .optional()
      .describe('Only English words on budget, authority, need, timeline count, a few points each'),
  }),
  output: z.object({
    score: z.number().describe('0 to 100: chance to convert, in percent'),
    confidence: z.number().describe('0 to 1: chance that the true rate is within 10 points; 0 without history'),
    factors: z
      .array(
        z.object({
          factor: z.string().describe('What'),
          weight: z.number().describe('Log-odds per step'),
          value: z.union([z.string(), z.number()]).nullable().describe('Of this lead'),
          contribution: z.number().describe('Points'),
          evidence: z.string().describe('Counts'),
        }),
      )
      .describe('Contributions sum to score'),
    recommendations: z.array(z.string()).describe('Next steps'),
    basis: z.enum(['prior', 'mixed', 'calibrated']).describe('prior: no history; mixed: too thin to calibrate'),
    notes: z.array(z.string()).describe('Limits, and how far to trust it'),
  }),
  examples: [
    { title: 'A lead', input: { lead_id: '00QHp0000000RcNMAU' } },
    {
      title: 'With what a call brought',
      input: { lead_id: '00QHp0000000RcNMAU', additional_context: 'Budget approved; decision maker was on the call.' },
    },
  ],
  async handler({ input, api }) {
    const stated = readFacts(input.additional_context ?? '');
    const { confidence, factors, notes, recommendations, score, trained } = await assessLead(
      api,
      input.lead_id,
      factsIn(stated),
      Date.now(),
    );
    const told = input.additional_context === undefined ? notes : [...notes, noteOnFacts(stated)];
    return { score, confidence, factors, recommendations, basis: trained.model.basis, notes: told };
  },
});
