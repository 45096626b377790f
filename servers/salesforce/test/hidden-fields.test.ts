import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { intelligentLeadScoring } from '../src/tools/intelligent-lead-scoring.ts';
import { now } from './org-client.ts';
import { openScoring } from './scoring-server.ts';

const openLead = '00QHp0000000RcNMAU';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});

afterEach(() => {
  vi.useRealTimers();
});

async function scoreWithout(fields: RegExp) {
  const { score } = openScoring(() => {}, intelligentLeadScoring, undefined, fields);
  return score({ lead_id: openLead });
}

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
  expect(answer.notes).toEqual([
    'Gap: CampaignMember.FirstRespondedDate cannot be read.',
    'Gap: Lead.Title, Lead.Email cannot be read.',
  ]);
});

test('where the contacts that leads became are hidden, what was done with the lost ones teaches nothing either', async () => {
  const answer = await scoreWithout(/^ConvertedContactId$/);

  const calls = answer.factors.find(({ factor }: { factor: string }) => factor === 'calls');
  expect(answer.notes).toContain('Gap: Lead.ConvertedContactId, Lead.ConvertedContact.CreatedDate cannot be read.');
  expect(answer.factors[0].evidence).toMatch(/^3\d\d of 7\d\d/);
  expect(calls.evidence).toMatch(/^No past lead with/);
});
