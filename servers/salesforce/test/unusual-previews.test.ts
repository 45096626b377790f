import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

test.each([
  ['Opportunity', {}, { Probability: 150 }, 'Probability, 150, is outside of 0 to 100'],
  ['Opportunity', {}, { Probability: -5 }, 'Probability, -5, is outside of 0 to 100'],
  ['Opportunity', {}, { Probability: 100 }, undefined],
  ['Opportunity', {}, { Amount: 0.1 + 0.2 }, 'Amount has more than its 2 decimals: Salesforce stores them all'],
  ['Opportunity', {}, { Amount: 1234.56 }, undefined],
  [
    'Campaign',
    { StartDate: '2026-12-01' },
    { EndDate: '2026-11-30' },
    'EndDate, 2026-11-30, is before StartDate, 2026-12-01',
  ],
  ['Campaign', { StartDate: '2026-12-01' }, { EndDate: '2026-12-01' }, undefined],
])('a value that hardly anybody means is told: %s %j %j', async (object_type, before, fields, told) => {
  const { call, simulator } = openServer();
  const [record] = recordsOf(simulator.state, object_type).values();
  Object.assign(record ?? {}, before);

  const { question } = await call('update_record', { object_type, record_id: record?.Id, fields });

  if (told === undefined) expect(question).not.toMatch(/outside of|decimals|is before/);
  else expect(question).toContain(told);
});

test('a new primary contact takes the place of the one before, which is told', async () => {
  const { call, simulator } = openServer();
  const roles = recordsOf(simulator.state, 'OpportunityContactRole');
  const { ContactId, Id, OpportunityId } = [...roles.values()].find(({ IsPrimary }) => IsPrimary === true) ?? {};
  const fields = { OpportunityId, ContactId, Role: 'Evaluator', IsPrimary: true };

  const { question } = await call('create_record', { object_type: 'OpportunityContactRole', fields });

  expect(question).toContain('an opportunity has one primary contact, so that any other of it is primary no longer');
  expect(roles.get(String(Id))?.IsPrimary).toBe(false);
});
