import { expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

const Contact = z.object({ id: z.string() });
const common = { system: 'Xero', requestIdHeaders: [], random: () => 0.5 };

const asked: [name: string, headers: Record<string, string>, waits: number[]][] = [
  ['backs off when nothing is asked', {}, [250, 500]],
  ['is what is asked in seconds, and a little more', { 'retry-after': '7' }, [7250, 7250]],
  ['takes fractions', { 'retry-after': '1.5' }, [1750, 1750]],
  [
    "takes a date by the vendor's clock",
    { 'retry-after': 'Fri, 20 Nov 2026 09:00:09 GMT', date: 'Fri, 20 Nov 2026 09:00:00 GMT' },
    [9250, 9250],
  ],
  ['ignores a negative number', { 'retry-after': '-5' }, [250, 500]],
  ['ignores garbage', { 'retry-after': 'soon' }, [250, 500]],
  [
    'ignores a date that is past',
    { 'retry-after': 'Fri, 20 Nov 2026 08:00:00 GMT', date: 'Fri, 20 Nov 2026 09:00:00 GMT' },
    [250, 500],
  ],
];

test.each(asked)('the wait before a retry %s', async (_, headers, waits) => {
  const vendor = await startVendor((response) => sendJson(response, 429, {}, headers));
  const clock = createFakeClock();
  const upstream = createUpstream({ ...common, baseUrl: vendor.url, clock });

  const failure = within(newCall(), () => upstream.json(Contact, { path: ['contacts'] }));

  await expect(failure).rejects.toMatchObject({ code: 'rate_limited' });
  expect(clock.waits).toEqual(waits);
});

test.each([
  ['503', 503, 'unavailable'],
  ['429', 429, 'rate_limited'],
])('a wait that does not fit into the call fails a %s at once and says how long', async (_, status, code) => {
  const vendor = await startVendor((response) => sendJson(response, status, {}, { 'retry-after': '20' }));
  const clock = createFakeClock();
  const upstream = createUpstream({ ...common, baseUrl: vendor.url, clock });

  const failure = within(newCall({ seconds: 10 }), () => upstream.json(Contact, { path: ['contacts'] }));

  await expect(failure).rejects.toMatchObject({
    code,
    message: expect.stringContaining('Try again in 20 seconds'),
    details: { retryAfterSeconds: 20 },
  });
  expect(clock.waits).toEqual([]);
  expect(vendor.arrived).toHaveLength(1);
});

test.each([
  ['a second', '1', 'Try again in 1 second.'],
  ['two', '2', 'Try again in 2 seconds.'],
])('a wait of %s is told in its right number', async (_, value, told) => {
  const vendor = await startVendor((response) => sendJson(response, 429, {}, { 'retry-after': value }));
  const upstream = createUpstream({ ...common, baseUrl: vendor.url, attempts: 1 });

  const failure = within(newCall(), () => upstream.json(Contact, { path: ['contacts'] }));

  await expect(failure).rejects.toMatchObject({ message: expect.stringContaining(told) });
});

const endless = ['86400000', '999999999999999', '99999999999999999999.5', '9'.repeat(40)];

test.each(endless)('a wait of %s seconds is not waited for even outside a call', async (value) => {
  const vendor = await startVendor((response) => sendJson(response, 429, {}, { 'retry-after': value }));
  const clock = createFakeClock();

  const failure = createUpstream({ ...common, baseUrl: vendor.url, clock }).json(Contact, { path: ['contacts'] });

  await expect(failure).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 86_400 } });
  expect(clock.waits).toEqual([]);
});
