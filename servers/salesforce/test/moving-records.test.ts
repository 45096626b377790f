import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const query = {
  object_type: 'Lead',
  fields: ['Id'],
  conditions: "Rating = 'Warm' AND IsConverted = FALSE",
  order_by: 'CreatedDate',
  limit: 3,
};

test.each([
  { rating: 'Cold', says: 'passed over: begin again without cursor' },
  { rating: 'Warm', says: undefined },
])(
  'records that leave a query between two pages are told of, others are not (to $rating)',
  async ({ rating, says }) => {
    const { call } = openServer();
    const { value: first } = await call('query_records', query);

    await call('update_record', { object_type: 'Lead', record_id: first.records[0].Id, fields: { Rating: rating } });
    const { value: second } = await call('query_records', { ...query, cursor: first.next_cursor });

    expect(first.note).toBeUndefined();
    if (says === undefined) expect(second.note).toBeUndefined();
    else expect(second.note).toContain(says);
  },
);
