import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const lead = '00QHp0000000RWxMAM';
const object_type = 'Lead';

test.each([lead.toLowerCase(), lead.toUpperCase(), '00qHP0000000rWxmam'])(
  'an id of 18 letters is known in any case: %s',
  async (id) => {
    const { call } = openServer();

    const read = await call('get_record', { object_type, record_id: id, fields: ['Name'] });
    const task = await call('create_record', { object_type: 'Task', fields: { Subject: 'Call', WhoId: id } });
    const scored = await call('intelligent_lead_scoring', { lead_id: id });

    expect(read.value.record.Id).toBe(lead);
    expect(task.question).toContain(`WhoId to ${read.value.record.Name}`);
    expect(task.value).toMatchObject({ success: true });
    expect(scored.error).toBeUndefined();
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
