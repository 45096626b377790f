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

test('who goes on in a query whose groups are others by now is told of it', async () => {
  const { call } = openServer();
  const groups = { object_type: 'Lead', fields: ['Company', 'COUNT() n'], limit: 3 };
  const { value: first } = await call('query_records', groups);
  const fields = { LastName: 'Zeller', Company: 'Zeller & Zeller' };

  await call('create_record', { object_type: 'Lead', fields });
  const { value: second } = await call('query_records', { ...groups, cursor: first.next_cursor });

  expect(second.note).toContain('so that some may come twice or not at all');
});
