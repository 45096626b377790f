import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { findRecord, recordsOf } from '../simulator/org-state.ts';
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

test('an archived activity is changed and deleted as another, and is told of among what goes with a record', async () => {
  const { call, simulator } = openServer();
  const tasks = [...recordsOf(simulator.state, 'Task').values()];
  const task = tasks.find(({ IsArchived, WhoId }) => IsArchived && String(WhoId).startsWith('003'));
  const { Id = null, WhoId = null } = task ?? {};
  const others = tasks.filter((one) => one.WhoId === WhoId && one !== task);
  const named = { object_type: 'Task', record_id: Id };

  const change = await call('update_record', { ...named, fields: { Priority: 'High' } });
  await call('delete_record', named);
  const deletion = await call('delete_record', { object_type: 'Contact', record_id: WhoId });

  expect(change.question).toContain('Priority: "Normal" -> "High"');
  expect(findRecord(simulator.state, Id)).toMatchObject({ Priority: 'High', IsDeleted: true });
  expect(others.some(({ IsArchived }) => IsArchived)).toBe(true);
  expect(deletion.question).toContain(`Tasks: ${others.length} -> "would be left without it"`);
});

test.each([
  [' WHERE IsArchived = TRUE OR IsArchived = FALSE', true],
  [' WHERE IsDeleted = FALSE', true],
  [' WHERE IsArchived = FALSE', false],
])('archived activities among children, which no subquery asks for, are told of: %s', async (where, isTold) => {
  const { call, simulator } = openServer();
  const archived = [...recordsOf(simulator.state, 'Task').values()].find(
    ({ IsArchived, WhoId }) => IsArchived && String(WhoId).startsWith('003'),
  );

  const { value } = await call('query_records', {
    object_type: 'Contact',
    fields: ['Name', `(SELECT Id FROM Tasks${where})`],
    conditions: `Id = '${archived?.WhoId}'`,
  });

  expect(String(value.note).includes('Archived ones are not among Tasks: query Task by WhoId.')).toBe(isTold);
});

test('records other than activities are never archived', async () => {
  const { value } = await openServer().call('query_records', { object_type: 'Opportunity', fields: ['COUNT(Id)'] });

  expect(value.note).toBeUndefined();
});
