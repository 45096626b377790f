import { expect, test } from 'vitest';
import { ToolError } from '../../src/define/tool-error.ts';
import { axiosAdapter, useAxiosSdk } from '../../src/http/axios-adapter.ts';
import { createUpstream } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

function createBooks(baseUrl: string) {
  return createUpstream({
    system: 'Books',
    baseUrl,
    requestIdHeaders: [],
    idempotencyHeader: 'Idempotency-Key',
    authorize: () => ({ authorization: 'Bearer ours' }),
    explain: () => ({ message: 'No such account' }),
    clock: createFakeClock(),
    random: () => 0,
  });
}

/** Does as generated clients do: its headers in a class, errors turned into text, an empty body with each GET. */
async function sdk(url: string, config: Record<string, unknown> = {}) {
  const headers = {
    toJSON: () => ({ Accept: 'application/json', 'Content-Length': 999, Authorization: 'Bearer old' }),
  };
  try {
    return await axiosAdapter({ method: 'GET', url, headers, data: {}, ...config });
  } catch (error) {
    throw JSON.stringify({ statusCode: 0, body: error instanceof Error ? error.message : '' });
  }
}

test('the requests of an SDK go through the upstream of the use they belong to, with its credentials', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, { Id: '1' }));
  const other = await startVendor((response) => sendJson(response, 200, { Id: '2' }));

  const answers = await Promise.all(
    [vendor, other].map(({ url }) => useAxiosSdk(createBooks(url), () => sdk(`${url}/bill/7`))),
  );

  expect(answers.map(({ data, status }) => ({ data, status }))).toEqual([
    { data: '{"Id":"1"}', status: 200 },
    { data: '{"Id":"2"}', status: 200 },
  ]);
  expect(vendor.arrived).toHaveLength(1);
  expect(vendor.arrived[0]).toMatchObject({ method: 'GET', body: '', headers: { authorization: 'Bearer ours' } });
});

test.each([
  ['a byte order mark', 'application/json', Buffer.from('\uFEFF{"Id":"Zo\u00eb"}')],
  ['a charset of its own', 'application/json; charset=utf-16le', Buffer.from('{"Id":"Zo\u00eb"}', 'utf16le')],
])('an SDK is given the text of an answer with %s', async (_, type, body) => {
  const vendor = await startVendor((response) => response.writeHead(200, { 'content-type': type }).end(body));

  const { data } = await useAxiosSdk(createBooks(vendor.url), () => sdk(`${vendor.url}/bill/7`));

  expect(data).toBe('{"Id":"Zo\u00eb"}');
});

test('a request outside of a use is not sent', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, {}));

  await expect(sdk(`${vendor.url}/bill/7`)).rejects.toMatch('not sent');

  expect(vendor.arrived).toEqual([]);
});

test('a write of an SDK is repeated under one key after a failure', async () => {
  const vendor = await startVendor((response, _, count) => sendJson(response, count === 1 ? 503 : 200, { Id: '1' }));
  const call = newCall({ effect: 'create', idempotencyKey: 'key-1' });

  await within(call, () =>
    useAxiosSdk(createBooks(vendor.url), () => sdk(`${vendor.url}/bill`, { method: 'put', data: '{"a":1}' })),
  );

  expect(vendor.arrived.map(({ method, body, headers }) => [method, body, headers['idempotency-key']])).toEqual([
    ['PUT', '{"a":1}', 'key-1'],
    ['PUT', '{"a":1}', 'key-1'],
  ]);
  expect(call.upstream).toMatchObject({ attempts: 2, retryReasons: ['status 503'] });
});

test('our own error comes out of an SDK that turned it into text', async () => {
  const vendor = await startVendor((response) => sendJson(response, 404, {}));

  const failure = useAxiosSdk(createBooks(vendor.url), () => sdk(`${vendor.url}/bill/7`));

  await expect(failure).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('No such account'),
  });
  await expect(failure).rejects.toBeInstanceOf(ToolError);
});

test.each([
  { effect: 'read', method: 'GET', code: 'bad_answer' },
  { effect: 'create', method: 'POST', code: 'unknown_outcome' },
  { effect: 'create', method: 'GET', code: 'bad_answer' },
] as const)('an SDK that stumbles over the good answer to a $method of a $effect ends in $code', async (given) => {
  const vendor = await startVendor((response) => sendJson(response, 200, 7));

  const failure = within(newCall({ effect: given.effect }), () =>
    useAxiosSdk(createBooks(vendor.url), async () => {
      await sdk(`${vendor.url}/bill`, { method: given.method, data: '{}' });
      throw new TypeError('Cannot read Id of secret 7');
    }),
  );

  await expect(failure).rejects.toMatchObject({ code: given.code, message: expect.not.stringContaining('secret') });
});

test('what an SDK refuses before it sends anything is its own error', async () => {
  const failure = useAxiosSdk(createBooks('https://books.example'), () => Promise.reject(new TypeError('No tenant')));

  await expect(failure).rejects.toThrow('No tenant');
});

test('parameters are part of the address: arrays joined by commas, dates in ISO form, nothing for what is not there', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, {}));
  const params = { ids: ['a b', 'c'], since: new Date(0), page: 2, none: undefined, nothing: null };

  await useAxiosSdk(createBooks(vendor.url), async () => {
    await sdk('/bills?a=1', { baseURL: `${vendor.url}/`, params });
    await sdk(`${vendor.url}/bills`, { params, paramsSerializer: () => 'own=1' });
  });

  expect(vendor.arrived.map(({ url }) => url)).toEqual([
    '/bills?a=1&ids=a%20b%2Cc&since=1970-01-01T00%3A00%3A00.000Z&page=2',
    '/bills?own=1',
  ]);
});

test('bytes are handed over as bytes and sent as bytes; a stream is refused before anything is sent', async () => {
  const vendor = await startVendor((response) => response.writeHead(200).end(Buffer.from([1, 255])));
  const books = createBooks(vendor.url);
  const form = { getBuffer: () => Buffer.from('form') };
  const post = (data: unknown) =>
    useAxiosSdk(books, () => sdk(`${vendor.url}/file`, { method: 'POST', data, responseType: 'arraybuffer' }));

  const answer = await post(Buffer.from('whole').subarray(1, 3));
  await post(form);

  expect(answer.data).toEqual(Buffer.from([1, 255]));
  await expect(post(new ReadableStream())).rejects.toMatch('nothing was sent');
  expect(vendor.arrived.map(({ body }) => body)).toEqual(['ho', 'form']);
});

test('a cancelled call frees the SDK at once', async () => {
  const vendor = await startVendor(() => undefined);
  const control = new AbortController();
  const begun = performance.now();
  setTimeout(() => control.abort(), 20);

  const failure = within(newCall({ signal: control.signal }), () =>
    useAxiosSdk(createBooks(vendor.url), () => sdk(`${vendor.url}/bill/7`)),
  );

  await expect(failure).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - begun).toBeLessThan(1000);
});
