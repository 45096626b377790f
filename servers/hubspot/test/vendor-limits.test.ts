import { expect, test } from 'vitest';

import { limitScopeOf, readVendorLimit } from '../src/vendor-limits.ts';
import { createPortal } from './fake-portal.ts';

const whole = {
  'x-hubspot-ratelimit-max': '190',
  'x-hubspot-ratelimit-remaining': '12',
  'x-hubspot-ratelimit-interval-milliseconds': '10000',
};

test('the burst limit is read from the headers that HubSpot documents', () => {
  expect(readVendorLimit(new Headers(whole))).toEqual({ remaining: 12, limit: 190, resetSeconds: 10 });
});

test.each([
  ['none', {}],
  ['only the daily ones', { 'x-hubspot-ratelimit-daily': '650000', 'x-hubspot-ratelimit-daily-remaining': '0' }],
  ['an empty one', { ...whole, 'x-hubspot-ratelimit-remaining': '' }],
  ['one that is no number', { ...whole, 'x-hubspot-ratelimit-max': 'many' }],
  ['a negative one', { ...whole, 'x-hubspot-ratelimit-remaining': '-1' }],
])('an answer with %s of them says nothing', (_, headers) => {
  expect(readVendorLimit(new Headers(headers))).toBeUndefined();
});

test('searches count by themselves', () => {
  const scopes = ['/crm/v3/objects/contacts/search', '/crm/v3/objects/contacts/7', '/crm/v3/owners'].map((path) =>
    limitScopeOf(new URL(path, 'https://api.hubapi.com')),
  );

  expect(scopes).toEqual(['search', '', '']);
});

test('of more searches at once than HubSpot takes in a second, the rest wait and are answered', async () => {
  const arrivals: number[] = [];
  const portal = createPortal({
    'POST /crm/v3/objects/deals/search': () => {
      arrivals.push(performance.now());
      return { total: 0, results: [] };
    },
  });

  const searches = Array.from({ length: 7 }, (_, index) =>
    portal.call('search_objects', { object_type: 'deals', query: `gauge ${index}` }),
  );

  expect(await Promise.all(searches)).toHaveLength(7);
  const [first = 0] = arrivals;
  expect(arrivals.filter((at) => at - first < 900)).toHaveLength(5);
});
