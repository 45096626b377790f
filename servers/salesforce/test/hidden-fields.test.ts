import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import type { SalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { intelligentLeadScoring } from '../src/tools/intelligent-lead-scoring.ts';
import { now } from './org-client.ts';
import { openScoring } from './scoring-server.ts';

const openLead = '00QHp0000000RcNMAU';

holdDay(now);

async function scoreWithout(fields: RegExp) {
  const { score } = openScoring(() => {}, intelligentLeadScoring, undefined, fields);
  return score({ lead_id: openLead });
}

function emptyIndustry({ state }: SalesforceSimulator): void {
  const lead = recordsOf(state, 'Lead').get(openLead);
  if (lead) recordsOf(state, 'Lead').set(openLead, { ...lead, Industry: null });
}

interface Scored {
  recommendations: string[];
  factors: { factor: string; value: unknown }[];
}

const adviceOn = ({ recommendations }: Scored) => recommendations.find((step) => step.startsWith('Find out'));

const completenessOf = ({ factors }: Scored) => factors.find(({ factor }) => factor === 'completeness')?.value;

test('who may not read which leads converted has no history: nothing is taken for a lost lead', async () => {
  const answer = await scoreWithout(/^(?:IsConverted|ConvertedDate)$/);

  expect(answer.basis).toBe('prior');
  expect(answer.confidence).toBe(0);
  expect(answer.factors[0]).toMatchObject({ factor: 'base_rate', contribution: 15 });
  expect(answer.notes).toContain('Gap: Lead.IsConverted, Lead.ConvertedDate cannot be read.');
});

test('fields that are hidden are named, and the others teach', async () => {
  const answer = await scoreWithout(/^(?:Title|Email|FirstRespondedDate)$/);

  expect(answer.basis).toBe('calibrated');
  expect(answer.notes.slice(0, 2)).toEqual([
    'Gap: CampaignMember.FirstRespondedDate cannot be read.',
    'Gap: Lead.Title, Lead.Email cannot be read.',
  ]);
});

test('nobody is sent to find out what the user may not see, and it does not count as missing', async () => {
  const hidden = /^(?:Title|Email|Phone|Country|AnnualRevenue)$/;

  const seen = await openScoring(emptyIndustry).score({ lead_id: openLead });
  const blind = await openScoring(emptyIndustry, intelligentLeadScoring, undefined, hidden).score({
    lead_id: openLead,
  });

  expect(adviceOn(seen)).toMatch(/^Find out .*Industry/);
  expect(adviceOn(blind)).toBe('Find out Industry: the score goes without.');
  expect(completenessOf(blind)).toBeCloseTo(2 / 3, 2);
});

test('where the contacts that leads became are hidden, what was done with the lost ones teaches nothing either', async () => {
  const answer = await scoreWithout(/^ConvertedContactId$/);

  const calls = answer.factors.find(({ factor }: { factor: string }) => factor === 'calls');
  expect(answer.notes).toContain('Gap: Lead.ConvertedContactId, Lead.ConvertedContact.CreatedDate cannot be read.');
  expect(answer.factors[0].evidence).toMatch(/^3\d\d of 7\d\d/);
  expect(calls.evidence).toMatch(/^No past lead with/);
});

test.each([
  ['Task.WhoId', /^WhoId$/, 'Gap: Task cannot be read.', / FROM (?:Task|Event) /],
  ['CampaignMember.ContactId', /^ContactId$/, 'Gap: CampaignMember cannot be read.', / FROM CampaignMember /],
  ['LeadHistory.OldValue', /^OldValue$/, 'Gap: LeadHistory cannot be read.', / FROM LeadHistory /],
])(
  'nothing is read by %s where it is hidden, which would be refused or tell of some leads alone',
  async (_, hidden, gap, query) => {
    const { asked, score } = openScoring(() => {}, intelligentLeadScoring, undefined, hidden);

    const answer = await score({ lead_id: openLead });

    expect(answer.notes).toContain(gap);
    expect(asked.filter((address) => query.test(address))).toEqual([]);
  },
);
