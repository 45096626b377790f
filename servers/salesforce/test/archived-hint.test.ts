import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { now } from './org-client.ts';
import { openServer } from './server-client.ts';

holdDay(now);

test.each([
  [undefined, true],
  ["Subject = 'Call'", true],
  ['ActivityDate >= 2024-01-01', true],
  ['ActivityDate = LAST_YEAR', true],
  ['ActivityDate = LAST_N_DAYS:400', true],
  ['ActivityDate <= TODAY', true],
  ["ActivityDate = TODAY OR Subject = 'Call'", true],
  ['(NOT ActivityDate = TODAY)', true],
  ['ActivityDate = LAST_N_DAYS:30', false],
  ["ActivityDate >= 2026-01-01 AND Subject = 'Call'", false],
  ['CreatedDate >= 2026-11-01T00:00:00Z', false],
  ['ActivityDate IN (TODAY, YESTERDAY)', false],
  ['IsClosed = FALSE', false],
  ['IsClosed = TRUE', true],
  ['(IsArchived = TRUE OR IsArchived = FALSE)', false],
])(
  'activities that Salesforce leaves out as archived are told of where they may be wanted: %s',
  async (conditions, isTold) => {
    const { value } = await openServer().call('query_records', {
      object_type: 'Task',
      fields: ['COUNT(Id)'],
      ...(conditions !== undefined && { conditions }),
    });

    expect(String(value.note).includes('Archived ones, mostly of more than a year ago, are left out')).toBe(isTold);
  },
);

test('records other than activities are never archived', async () => {
  const { value } = await openServer().call('query_records', { object_type: 'Opportunity', fields: ['COUNT(Id)'] });

  expect(value.note).toBeUndefined();
});
