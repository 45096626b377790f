import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ToolError } from '../../src/define/tool-error.ts';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { currentCall } from '../../src/pipeline/current-call.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

const Contact = z.object({ id: z.string() });

function options(baseUrl: string, more: Partial<UpstreamOptions> = {}) {
  return {
    system: 'HubSpot',
    baseUrl,
    requestIdHeaders: [],
    clock: createFakeClock(),
    random: () => 0,
    authorize: () => ({ authorization: 'Bearer token-canary' }),
    ...more,
  };
}

describe('credentials', () => {
  test('are asked for before each attempt, outside the call, and replace what an SDK sends', async () => {
    let asked = 0;
    const vendor = await startVendor((response, _, count) => sendJson(response, count < 3 ? 503 : 200, { id: '1' }));
    const authorize = async () => {
      asked += 1;
      expect(currentCall.getStore()).toBeUndefined();
      return { authorization: `Bearer ${asked}` };
    };
    const upstream = createUpstream(options(vendor.url, { authorize }));

    await within(newCall(), () => upstream.fetch(`${vendor.url}/x`, { headers: { authorization: 'Bearer sdk' } }));

    expect(vendor.arrived.map(({ headers }) => headers.authorization)).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3']);
  });

  test('never go to a further origin, whatever header an SDK puts them in', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
    const store = await startVendor((response) => sendJson(response, 200, { id: 'file' }));
    const upstream = createUpstream(
      options(vendor.url, { origins: [store.url], idempotencyHeader: 'idempotency-key' }),
    );
    const headers = {
      authorization: 'Bearer token-canary',
      cookie: 'session=canary',
      'x-shopify-access-token': 'canary',
      'content-type': 'text/csv',
      range: 'bytes=0-9',
    };

    const call = newCall({ effect: 'create', idempotencyKey: 'key-canary' });
    await within(call, () => upstream.fetch(`${store.url}/file`, { method: 'PUT', body: 'a', headers }));

    expect(store.arrived[0]?.headers).toMatchObject({ 'content-type': 'text/csv', range: 'bytes=0-9' });
    expect(JSON.stringify(store.arrived)).not.toContain('canary');
  });

  test.each([
    'https://evil.example/x',
    'http://127.0.0.1:1/x',
    'ftp://127.0.0.1/x',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'javascript:alert(1)',
    '/relative',
    'not an address',
  ])('do not get a request to %s out of the door', async (target) => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));

    const failure = await createUpstream(options(vendor.url))
      .fetch(target)
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'ToolError', code: 'invalid_input' });
    expect(String(failure)).not.toContain(target);
  });

  test('go to the configured host, even when an SDK names another in a header', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));

    await createUpstream(options(vendor.url)).fetch(`${vendor.url}/x`, { headers: { host: 'evil.example' } });

    expect(vendor.arrived[0]?.headers.host).toBe(new URL(vendor.url).host);
  });

  test('with a line break in them are not quoted', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const upstream = createUpstream(options(vendor.url, { authorize: () => ({ authorization: 'canary\nx' }) }));

    const failure = await upstream.json(Contact, { path: ['x'] }).catch((error: unknown) => error);
    const formed = await upstream
      .fetch(`${vendor.url}/x`, { headers: { 'x-key': 'canary\nx' } })
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'not_configured' });
    expect(formed).toMatchObject({ code: 'invalid_input' });
    expect(`${failure}${formed}`).not.toContain('canary');
    expect(vendor.arrived).toHaveLength(0);
  });

  test('that cannot be had fail the request as their server says, and nothing is sent', async () => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const authorize = () => Promise.reject(new ToolError('unauthenticated', 'Run login first'));

    const failure = createUpstream(options(vendor.url, { authorize })).json(Contact, { path: ['x'] });

    await expect(failure).rejects.toThrow('Run login first');
    expect(vendor.arrived).toHaveLength(0);
  });
});

describe('after a 401', () => {
  test('credentials are renewed once and even a write without a key is sent once more', async () => {
    let token = 'old';
    const vendor = await startVendor((response, request) =>
      sendJson(response, request.headers.authorization === 'Bearer new' ? 200 : 401, { id: '1' }),
    );
    const renew = async () => {
      token = 'new';
    };
    const upstream = createUpstream(
      options(vendor.url, { renew, authorize: () => ({ authorization: `Bearer ${token}` }) }),
    );
    const call = newCall({ effect: 'create' });

    const contact = await within(call, () => upstream.json(Contact, { method: 'POST', path: ['contacts'], body: {} }));

    expect(contact).toEqual({ id: '1' });
    expect(vendor.arrived).toHaveLength(2);
    expect(call.upstream).toMatchObject({ attempts: 2, status: 200, retryReasons: ['status 401'] });
  });

  test('a second 401 is final', async () => {
    let renewals = 0;
    const vendor = await startVendor((response) => sendJson(response, 401, {}));
    const renew = async () => {
      renewals += 1;
    };

    const failure = createUpstream(options(vendor.url, { renew })).json(Contact, { path: ['x'] });

    await expect(failure).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(renewals).toBe(1);
    expect(vendor.arrived).toHaveLength(2);
  });

  test('requests that were refused together share one renewal', async () => {
    let token = 'old';
    let renewals = 0;
    const vendor = await startVendor((response, request) =>
      sendJson(response, request.headers.authorization === 'Bearer new' ? 200 : 401, { id: '1' }),
    );
    const renew = async () => {
      renewals += 1;
      expect(currentCall.getStore()).toBeUndefined();
      await new Promise((resolve) => setTimeout(resolve, 20));
      token = 'new';
    };
    const upstream = createUpstream(
      options(vendor.url, { renew, authorize: () => ({ authorization: `Bearer ${token}` }) }),
    );

    const asking = Array.from({ length: 8 }, () => within(newCall(), () => upstream.json(Contact, { path: ['x'] })));
    await Promise.all(asking);

    expect(renewals).toBe(1);
  });

  test('a renewal that fails leaves the 401, unless its server says more', async () => {
    const vendor = await startVendor((response) => sendJson(response, 401, {}));
    const silent = createUpstream(options(vendor.url, { renew: () => Promise.reject(new Error('token-canary')) }));
    const telling = createUpstream(
      options(vendor.url, { renew: () => Promise.reject(new ToolError('unauthenticated', 'Reconnect with login')) }),
    );

    await expect(silent.json(Contact, { path: ['x'] })).rejects.toThrow(
      'did not accept the configured credentials (401)',
    );
    await expect(telling.json(Contact, { path: ['x'] })).rejects.toThrow('Reconnect with login');
    expect(vendor.arrived).toHaveLength(2);
  });
});
