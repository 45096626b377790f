import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
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

describe('a redirect', () => {
  test('within the system is followed with credentials when it is a GET', async () => {
    const vendor = await startVendor((response, request) =>
      request.url === '/api/new'
        ? sendJson(response, 200, { id: '1' })
        : response.writeHead(302, { location: '/api/new' }).end(),
    );
    const call = newCall();

    const contact = await within(call, () =>
      createUpstream(options(`${vendor.url}/api`)).json(Contact, { path: ['old'] }),
    );

    expect(contact).toEqual({ id: '1' });
    expect(vendor.arrived.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill('Bearer token-canary'));
    expect(call.upstream.attempts).toBe(2);
  });

  test('to nowhere that offers choices is an answer, and a write that gets one was not done', async () => {
    const vendor = await startVendor((response) => sendJson(response, 300, { code: 'ambiguous' }));
    const explain = () => ({ message: 'name one of two' });

    const failure = within(newCall({ effect: 'create' }), () =>
      createUpstream(options(vendor.url, { explain })).json(Contact, { method: 'POST', path: ['x'] }),
    );

    await expect(failure).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('name one of two'),
    });
  });

  test('that is none, as nothing was modified, does not make a write done', async () => {
    const vendor = await startVendor((response) => response.writeHead(304).end());

    const failure = within(newCall({ effect: 'delete' }), () =>
      createUpstream(options(vendor.url)).fetch(`${vendor.url}/x`, { method: 'DELETE' }),
    );

    await expect(failure).rejects.toMatchObject({ code: 'unknown_outcome' });
  });

  test('in a loop ends after three', async () => {
    const vendor = await startVendor((response) => response.writeHead(301, { location: '/x' }).end());

    const failure = createUpstream(options(vendor.url)).json(Contact, { path: ['x'] });

    await expect(failure).rejects.toMatchObject({ code: 'bad_answer' });
    expect(vendor.arrived).toHaveLength(4);
  });

  test.each([301, 302, 303, 307, 308])(
    '%i to another origin is not followed, with or without credentials',
    async (status) => {
      const thief = await startVendor((response) => sendJson(response, 200, { id: 'stolen' }));
      const vendor = await startVendor((response) => response.writeHead(status, { location: `${thief.url}/x` }).end());

      const failure = createUpstream(options(vendor.url, { origins: [thief.url] })).json(Contact, { path: ['x'] });

      await expect(failure).rejects.toMatchObject({ code: 'bad_answer' });
      expect(vendor.arrived).toHaveLength(1);
      expect(thief.arrived).toHaveLength(0);
    },
  );

  test.each(['/admin', '/api/..%2fadmin', '//127.0.0.1:1/api', 'http://user:pass@127.0.0.1/api', 'http://[', ''])(
    'to %j, out of the configured path, is not followed',
    async (location) => {
      const vendor = await startVendor((response) => response.writeHead(302, { location }).end());

      const failure = createUpstream(options(`${vendor.url}/api`)).json(Contact, { path: ['x'] });

      await expect(failure).rejects.toMatchObject({ code: 'bad_answer' });
      expect(vendor.arrived.length).toBe(1);
    },
  );

  test.each([
    [307, 'bad_answer'],
    [308, 'bad_answer'],
    [303, 'unknown_outcome'],
  ])('%i of a write is not followed and ends as %s', async (status, code) => {
    const vendor = await startVendor((response) => response.writeHead(status, { location: '/y' }).end());

    const failure = within(newCall({ effect: 'create' }), () =>
      createUpstream(options(vendor.url)).json(Contact, { method: 'POST', path: ['x'] }),
    );

    await expect(failure).rejects.toMatchObject({ code });
    expect(vendor.arrived).toHaveLength(1);
  });
});
