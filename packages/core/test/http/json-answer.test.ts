import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream, type Upstream } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

const Contact = z.object({ id: z.string(), owner: z.object({ name: z.string() }).optional() });
const json = { 'content-type': 'application/json' };

function createSystem(baseUrl: string): Upstream {
  return createUpstream({ system: 'Xero', baseUrl, requestIdHeaders: [], timeoutSeconds: 5, clock: createFakeClock() });
}

describe('what is wrong with an answer', () => {
  const wrong: [problem: string, type: string, body: string][] = [
    ['HTML instead of JSON', 'text/html', '<p>canary'],
    ['something else than JSON', 'text/csv', 'a,b'],
    ['JSON that is incomplete or wrong', 'application/hal+json; charset=utf-8', '{'],
    ['JSON that is nested too deeply', 'application/json', '['.repeat(101) + ']'.repeat(101)],
    [
      'JSON of over half a million values; fewer rows or fields may help',
      'application/json',
      `[${'{},'.repeat(250_001)}{}]`,
    ],
  ];

  test.each(wrong)('is said in our words: %s', async (problem, type, body) => {
    const vendor = await startVendor((response) => response.writeHead(200, { 'content-type': type }).end(body));

    const failure = createSystem(vendor.url).json(z.unknown(), { path: ['x'] });

    await expect(failure).rejects.toThrow(`Xero answered with ${problem} (200). Try again later`);
  });

  test('is nothing where brackets only stand in a text, or 100 levels are used, however often', async () => {
    const body = `${'['.repeat(99)}["\\"${'[{'.repeat(500)}"]${',[]'.repeat(200)}${']'.repeat(99)}`;
    const vendor = await startVendor((response) => response.writeHead(200, json).end(body));

    const value = await createSystem(vendor.url).json(z.unknown(), { path: ['x'] });

    expect(JSON.stringify(value)).toBe(body);
  });
});

describe('a text of an answer', () => {
  const texts: [charset: string, bytes: Buffer][] = [
    ['ISO-8859-1', Buffer.from('{"id":"Zo\u00eb"}', 'latin1')],
    ['"utf-16"', Buffer.from('\uFEFF{"id":"Zo\u00eb"}', 'utf16le')],
    ['nonsense', Buffer.from('\uFEFF{"id":"Zo\u00eb"}')],
  ];

  test.each(texts)('is read in its charset, UTF-8 where that is unknown: %s', async (charset, bytes) => {
    const type = `application/json; charset=${charset}`;
    const vendor = await startVendor((response) => response.writeHead(200, { 'content-type': type }).end(bytes));

    expect(await createSystem(vendor.url).json(Contact, { path: ['x'] })).toEqual({ id: 'Zo\u00eb' });
  });
});

describe('a vendor SDK', () => {
  const broken: [string, (response: ServerResponse) => void][] = [
    ['HTML', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>canary')],
    ['half a JSON', (r) => r.writeHead(200, json).end('{"id":"canary')],
    ['an empty JSON', (r) => r.writeHead(200, json).end()],
  ];

  test.each(broken)('is protected from %s where it asked for JSON', async (_, answer) => {
    const vendor = await startVendor(answer);

    const asked = createSystem(vendor.url).fetch(`${vendor.url}/x`, {
      headers: { accept: 'application/json, */*;q=0.8' },
    });

    await expect(asked).rejects.toMatchObject({ code: 'bad_answer' });
  });

  test.each(['text/csv', 'application/xml, text/xml'])(
    'is protected from HTML where it asked for %s',
    async (accept) => {
      const vendor = await startVendor((r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>canary'));

      const asked = createSystem(vendor.url).fetch(`${vendor.url}/x`, { headers: { accept } });

      await expect(asked).rejects.toMatchObject({ code: 'bad_answer' });
    },
  );

  test('gets HTML where it did not ask for JSON', async () => {
    const vendor = await startVendor((r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p>report'));

    const response = await createSystem(vendor.url).fetch(`${vendor.url}/report`);

    await expect(response.text()).resolves.toBe('<p>report');
  });

  test('in a write learns that an HTML answer leaves its outcome open', async () => {
    const vendor = await startVendor((r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
    const init = { method: 'POST', body: '{}', headers: { accept: 'application/json' } };

    const sent = within(newCall({ effect: 'send' }), () => createSystem(vendor.url).fetch(`${vendor.url}/x`, init));

    await expect(sent).rejects.toMatchObject({ code: 'unknown_outcome' });
  });
});

test("a wrong shape is named by the place in our own schema, never by the vendor's words", async () => {
  const vendor = await startVendor((response, request) =>
    sendJson(response, 200, request.url === '/record' ? { obey_the_canary: 1 } : { id: '1', owner: { name: 7 } }),
  );
  const upstream = createSystem(vendor.url);

  const known = await upstream.json(Contact, { path: ['contact'] }).catch((error: unknown) => error);
  const unknown = await upstream
    .json(z.record(z.string(), z.string()), { path: ['record'] })
    .catch((error: unknown) => error);

  expect(String(known)).toContain('JSON of another shape, at owner.name (200)');
  expect(String(unknown)).toContain('JSON of another shape, at * (200)');
});

test('a wrong shape is looked for no further than its first place, however many rows have it', async () => {
  const vendor = await startVendor((r) => r.writeHead(200, json).end(`{"notes":[${'{},'.repeat(999)}{}]}`));
  let read = 0;
  const Row = z.preprocess(
    (row) => {
      read += 1;
      return row;
    },
    z.object({ id: z.string() }),
  );

  const asked = createSystem(vendor.url).json(z.object({ notes: z.array(Row) }), { path: ['notes'] });

  await expect(asked).rejects.toThrow('JSON of another shape, at notes.0.id (200)');
  expect(read).toBe(1);
});
