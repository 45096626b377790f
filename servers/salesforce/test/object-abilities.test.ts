import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

test.each([
  [
    'create_record',
    (id: string) => ({ fields: { LeadId: id, Field: 'Status' } }),
    'cannot create records of LeadHistory',
  ],
  [
    'update_record',
    (id: string) => ({ record_id: id, fields: { Field: 'Status' } }),
    'cannot update records of LeadHistory',
  ],
  ['delete_record', (id: string) => ({ record_id: id }), 'cannot delete records of LeadHistory'],
])('nobody is asked for a %s that no record of the object takes', async (tool, inputOf, told) => {
  const { call, simulator } = openServer();
  const [id = ''] = recordsOf(simulator.state, 'LeadHistory').keys();

  const { error, question } = await call(tool, { object_type: 'LeadHistory', ...inputOf(id) });

  expect(question).toBeUndefined();
  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain(told);
});

test('who may not change users is told who may', async () => {
  const { call, simulator } = openServer();
  const [id] = recordsOf(simulator.state, 'User').keys();
  const change = { object_type: 'User', record_id: id, fields: { IsActive: false } };

  const { error, question } = await call('update_record', change);

  expect(question).toBeUndefined();
  expect(error?.message).toMatch(/cannot update records of User\. An administrator .*Setup > Users/);
});

test('the plural of an object is taken for it where a tool names one, and told where a query does', async () => {
  const { call } = openServer();
  const byAccount = 'AccountId IN (SELECT AccountId FROM Opportunities)';

  const deals = await call('query_records', { object_type: 'opportunities', fields: ['Name'], limit: 1 });
  const within = await call('query_records', { object_type: 'Contact', fields: ['Name'], conditions: byAccount });

  expect(deals.value.records).toHaveLength(1);
  expect(within.error?.message).toContain('no object Opportunities that this user may see (nearest: Opportunity');
});
