import { createFakeVendor } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { hubspot } from '../src/server.ts';
import { record, refusal } from './fake-portal.ts';

const sizes = { name: 'sizes', type: 'enumeration', fieldType: 'select', options: [{ value: 'S', label: 'Small' }] };

/** A portal with one deal, whose agent is asked about nothing. */
function createUnasked() {
  return createFakeVendor({
    server: hubspot,
    settings: { HUBSPOT_ACCESS_TOKEN: 'pat-test-0000' },
    rules: { approvals: [{ id: 'crm', roles: ['agent_executor'], tools: ['hubspot.*'], mode: 'never' }] },
    missing: () => refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' }),
    replies: {
      'GET /crm/properties/2026-03/deals': () => ({ results: [] }),
      'GET /crm/v3/properties/deals': () => ({ results: [{ name: 'amount', type: 'number' }, sizes] }),
      'GET /crm/v3/objects/deals/5': () => record('5', { dealname: 'Gauge', amount: '1' }),
      'PATCH /crm/v3/objects/deals/5': () => record('5', { amount: '1250' }),
    },
  });
}

const update = (properties: object) => ({ object_type: 'deals', object_id: '5', properties });

test.each([
  ['a number that may be thousands or a fraction', { amount: '1.250' }],
  ['an option that there is not', { sizes: 'XL' }],
  ['a property that there is not', { amuont: '1' }],
])('%s is refused also where nobody is asked', async (_what, properties) => {
  const portal = createUnasked();

  const error = await portal.fail('update_object', update(properties));

  expect(error.code).toBe('invalid_input');
  expect(portal.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('what is right is written unasked, after one look at what there is', async () => {
  const portal = createUnasked();

  await portal.call('update_object', update({ amount: '1250' }));

  const paths = portal.requests.map(({ method, path }) => `${method} ${path}`);
  expect(paths.filter((path) => path.endsWith('/objects/deals/5'))).toEqual([
    'GET /crm/v3/objects/deals/5',
    'PATCH /crm/v3/objects/deals/5',
  ]);
});
