import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

test.each([
  [
    "StageName = 'Prospecting'",
    { CloseDate: '2099-01-31' },
    { StageName: 'Closed Won' },
    'closed and CloseDate, 2099-01-31, is still ahead',
  ],
  ["StageName = 'Closed Won'", {}, { CloseDate: '2099-01-31' }, 'closed and CloseDate, 2099-01-31, is still ahead'],
  [
    "StageName = 'Prospecting'",
    { CloseDate: '2020-01-31' },
    { StageName: 'Qualification' },
    'open and CloseDate, 2020-01-31, is past',
  ],
  ["StageName = 'Prospecting'", {}, { CloseDate: '2020-01-31' }, 'open and CloseDate, 2020-01-31, is past'],
  ["StageName = 'Prospecting'", { CloseDate: '2020-01-31' }, { StageName: 'Closed Won' }, undefined],
  ["StageName = 'Prospecting'", { CloseDate: '2020-01-31' }, { NextStep: 'Call' }, undefined],
  ["StageName = 'Prospecting'", {}, { CloseDate: '2099-01-31' }, undefined],
])('a close date that does not go with the stage is told: %s %j %j', async (conditions, before, fields, told) => {
  const server = openServer();
  const input = { object_type: 'Opportunity', fields: ['Id'], conditions, limit: 1 };
  const record_id = (await server.call('query_records', input)).value.records[0].Id;
  const change = (values: object) =>
    server.call('update_record', { object_type: 'Opportunity', record_id, fields: values });
  if (Object.keys(before).length > 0) await change(before);

  const { question } = await change(fields);

  if (told === undefined) expect(question).not.toContain('CloseDate, ');
  else expect(question).toContain(told);
  if (!('StageName' in fields)) expect(question).not.toContain('Probability');
});

test('a new opportunity is told to close on a day that is past', async () => {
  const fields = { Name: 'Crane', StageName: 'Prospecting', CloseDate: '2020-01-31' };

  const { question } = await openServer().call('create_record', { object_type: 'Opportunity', fields });

  expect(question).toContain('it stays open and CloseDate, 2020-01-31, is past');
});
