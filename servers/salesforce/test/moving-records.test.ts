import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const query = {
  object_type: 'Lead',
  fields: ['Id'],
  conditions: "Rating = 'Warm' AND IsConverted = FALSE",
  order_by: 'CreatedDate',
  limit: 3,
};

test.each(['Cold', 'Warm'])('a record that leaves a query between two pages moves no other (to %s)', async (rating) => {
  const { call } = openServer();
  const { value: whole } = await call('query_records', { ...query, limit: 6 });
  const { value: first } = await call('query_records', query);

  await call('update_record', { object_type: 'Lead', record_id: first.records[0].Id, fields: { Rating: rating } });
  const { value: second } = await call('query_records', { ...query, cursor: first.next_cursor });

  expect([...first.records, ...second.records]).toEqual(whole.records);
  expect(second.note).toBeUndefined();
});

const otherDays = expect.stringContaining('THIS_MONTH may mean other days by now');

test.each([
  { object_type: 'Opportunity', conditions: 'CloseDate = THIS_MONTH', note: otherDays },
  {
    object_type: 'Account',
    conditions: 'Id IN (SELECT AccountId FROM Opportunity WHERE CloseDate = THIS_MONTH)',
    note: otherDays,
  },
  { object_type: 'Opportunity', conditions: 'CloseDate < TODAY', note: undefined },
])('who goes on after the month in $object_type by $conditions is told where its days are others', async (list) => {
  const { note, ...wanted } = list;
  const { call, clock } = openServer();
  const rows = { ...wanted, fields: ['Name'], limit: 3 };
  const { value: first } = await call('query_records', rows);

  clock.advance(10 * 86_400_000);
  const { value: second } = await call('query_records', { ...rows, cursor: first.next_cursor });

  expect(second.records).toHaveLength(3);
  expect(second.note).toEqual(note);
});

test('who goes on in a query whose groups are others by now is told of it', async () => {
  const { call } = openServer();
  const groups = { object_type: 'Lead', fields: ['Company', 'COUNT() n'], limit: 3 };
  const { value: first } = await call('query_records', groups);
  const fields = { LastName: 'Zeller', Company: 'Zeller & Zeller' };

  await call('create_record', { object_type: 'Lead', fields });
  const { value: second } = await call('query_records', { ...groups, cursor: first.next_cursor });

  expect(second.note).toContain('so that some may come twice or not at all');
});
