import { expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

function createBooks(baseUrl: string) {
  return createUpstream({
    system: 'QuickBooks',
    baseUrl,
    requestIdHeaders: [],
    idempotencyParameter: { query: 'requestid', maxLength: 50 },
    clock: createFakeClock(),
    random: () => 0,
  });
}

test('a key in the query is the same in each attempt, beside the other parameters as they were', async () => {
  const vendor = await startVendor((response, _, count) => sendJson(response, count < 3 ? 503 : 200, { id: '1' }));

  await within(newCall({ effect: 'create', idempotencyKey: 'key-1' }), () =>
    createBooks(vendor.url).json(z.unknown(), {
      method: 'POST',
      path: ['invoice'],
      query: { minorversion: 75, note: 'a b' },
      body: {},
    }),
  );

  expect(vendor.arrived.map(({ url }) => url)).toEqual(
    Array(3).fill('/invoice?minorversion=75&note=a%20b&requestid=key-1'),
  );
});

test('it replaces one of an SDK, whose repeated request is then the same one', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
  const books = createBooks(vendor.url);

  await within(newCall({ effect: 'create', idempotencyKey: 'key-1' }), async () => {
    for (const own of ['?requestid=sdk-1&b=2', '?requestid=sdk-2&b=2', '?b=3']) {
      await books.fetch(`${vendor.url}/bill${own}`, { method: 'POST', body: '{}' });
    }
  });

  expect(vendor.arrived.map(({ url }) => url)).toEqual([
    '/bill?b=2&requestid=key-1',
    '/bill?b=2&requestid=key-1',
    '/bill?b=3&requestid=key-1-2',
  ]);
});

test('one that is too long becomes a shorter one, each time the same, and another for another key', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
  const books = createBooks(vendor.url);
  const post = (idempotencyKey: string) =>
    within(newCall({ effect: 'create', idempotencyKey }), () =>
      books.json(z.unknown(), { method: 'POST', path: ['bill'], body: {} }),
    );

  for (const key of [`${'k'.repeat(60)}1`, `${'k'.repeat(60)}1`, `${'k'.repeat(60)}2`]) await post(key);

  const keys = vendor.arrived.map(({ url }) => new URL(url, vendor.url).searchParams.get('requestid') ?? '');
  expect(keys.map((key) => key.length)).toEqual([50, 50, 50]);
  expect(new Set(keys).size).toBe(2);
  expect(keys[0]).toBe(keys[1]);
});

test('without a key of the call nothing is added, and a write is sent once', async () => {
  const vendor = await startVendor((response) => sendJson(response, 503, {}));

  const failure = within(newCall({ effect: 'create' }), () =>
    createBooks(vendor.url).fetch(`${vendor.url}/bill?requestid=sdk`, { method: 'POST', body: '{}' }),
  );

  await expect(failure).rejects.toMatchObject({ code: 'unknown_outcome' });
  expect(vendor.arrived.map(({ url }) => url)).toEqual(['/bill?requestid=sdk']);
});
