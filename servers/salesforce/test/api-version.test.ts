import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const openId = '00QHp0000000RcNMAU';

test.each([
  ['query_records', { object_type: 'Lead', fields: ['Name'] }],
  ['list_objects', {}],
  ['get_limits', {}],
  ['intelligent_lead_scoring', { lead_id: openId }],
])('%s tells that the org has no such version of the API, and its newest', async (tool, input) => {
  const { call } = openServer({ extraSettings: { SALESFORCE_API_VERSION: '99.0' } });

  const { error } = await call(tool, input);

  expect(error?.code).toBe('not_configured');
  expect(error?.message).toContain('no version 99.0 of the API; its newest is 68.0. Set SALESFORCE_API_VERSION');
});

test('an older version that the org has is spoken as it is set', async () => {
  const { call, simulator } = openServer({ extraSettings: { SALESFORCE_API_VERSION: '59.0' } });

  const { value } = await call('query_records', { object_type: 'Lead', fields: ['Name'], limit: 1 });

  expect(value.records).toHaveLength(1);
  expect(simulator.requests.every(({ path }) => path.startsWith('/services/data/v59.0/'))).toBe(true);
});
