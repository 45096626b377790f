import { expect, test } from 'vitest';
import { openServer, sentQueries } from './server-client.ts';

const lead = '00QHp0000000RWxMAM';
const object_type = 'Lead';

test('an id of 18 letters that has lost its capitals is known', async () => {
  const { call } = openServer();
  const id = lead.toLowerCase();

  const read = await call('get_record', { object_type, record_id: id, fields: ['Name'] });
  const task = await call('create_record', { object_type: 'Task', fields: { Subject: 'Call', WhoId: id } });
  const scored = await call('intelligent_lead_scoring', { lead_id: id });

  expect(read.value.record.Id).toBe(lead);
  expect(task.question).toContain(`WhoId to ${read.value.record.Name}`);
  expect(task.value).toMatchObject({ success: true });
  expect(scored.error).toBeUndefined();
});

test.each(['00Q000000000001AAA', '00QRO000000ABCDYA2', '00QaB000000xYz1EAA', lead.toUpperCase()])(
  'an id whose last letters are not reckoned from its capitals is sent as it came: %s',
  async (id) => {
    const { call, simulator } = openServer();

    const { error } = await call('get_record', { object_type, record_id: id, fields: ['Name'] });

    expect(sentQueries(simulator)[0]).toContain(`Id = '${id}'`);
    expect(error?.message).toContain('letters of another case');
  },
);

test.each([
  ['get_record', { object_type, record_id: '00qhp0000000rwx', fields: ['Name'] }],
  ['delete_record', { object_type: 'Account', record_id: '001HP0000000Q1O' }],
])('of an id of 15 letters without its capitals that is told: %s %j', async (tool, input) => {
  const { error, question } = await openServer().call(tool, input);

  expect(error?.message).toContain('Ids tell capitals from small letters');
  expect(question).toBeUndefined();
});

test('a query that finds nothing by such an id says so', async () => {
  const input = { object_type: 'Contact', fields: ['Name'], conditions: "AccountId IN ('001hp0000000q1o')" };

  const { value } = await openServer().call('query_records', input);

  expect(value).toMatchObject({ total_size: 0, note: expect.stringContaining('tell capitals from small letters') });
});
