import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream } from '../../src/http/upstream.ts';
import { sendJson, startVendor } from './vendor.ts';

const refused = [
  '..',
  '.',
  '../',
  '../../admin',
  'x/../../admin',
  '%2e%2e%2f',
  '%2E%2E',
  '.%2e',
  '..\\',
  '\\',
  'a\u0000b',
  'a\nb',
  '',
  '\ud800',
];
const kept: [segment: string, sent: string][] = [
  ['//evil', '%2F%2Fevil'],
  ['//evil.example/x', '%2F%2Fevil.example%2Fx'],
  ['?x=1', '%3Fx%3D1'],
  ['#', '%23'],
  [';', '%3B'],
  ['a b&c', 'a%20b%26c'],
  ['http://evil.example', 'http%3A%2F%2Fevil.example'],
  ['@evil', '%40evil'],
  ['a..b', 'a..b'],
  ['%252e%252e', '%25252e%25252e'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the point is that it stays as it is
  ['${HOME}', '%24%7BHOME%7D'],
  ['żółw', '%C5%BC%C3%B3%C5%82w'],
];

describe('a path segment', () => {
  test.each(refused)('%j is refused before anything is sent', async (segment) => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const upstream = createUpstream({ system: 'Xero', baseUrl: `${vendor.url}/api`, requestIdHeaders: [] });

    const failure = upstream.json(z.unknown(), { path: ['contacts', segment, 'notes'] });

    await expect(failure).rejects.toMatchObject({ name: 'ToolError', code: 'invalid_input' });
    expect(vendor.arrived).toHaveLength(0);
  });

  test.each(kept)('%j stays one segment of the template', async (segment, sent) => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const upstream = createUpstream({ system: 'Xero', baseUrl: `${vendor.url}/api/`, requestIdHeaders: [] });

    await upstream.json(z.unknown(), { path: ['contacts', segment, 'notes'] });

    expect(vendor.arrived.map(({ url }) => url)).toEqual([`/api/contacts/${sent}/notes`]);
  });
});

test('the path ends in a slash where the system wants it so', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, {}));
  const upstream = createUpstream({ system: 'Sentry', baseUrl: vendor.url, endsInSlash: true, requestIdHeaders: [] });

  await upstream.json(z.unknown(), { path: ['organizations', 'a/b'], query: { limit: 1 } });

  expect(vendor.arrived.map(({ url }) => url)).toEqual(['/organizations/a%2Fb/?limit=1']);
});

test('a body is sent as JSON, or as the form that it is', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, {}));
  const upstream = createUpstream({ system: 'Twilio', baseUrl: vendor.url, requestIdHeaders: [] });

  await upstream.json(z.unknown(), { method: 'POST', path: ['x'], body: new URLSearchParams({ Body: 'a & b' }) });
  await upstream.json(z.unknown(), { method: 'POST', path: ['x'], body: { Body: 'a & b' } });

  expect(vendor.arrived.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
    ['application/x-www-form-urlencoded', 'Body=a+%26+b'],
    ['application/json', '{"Body":"a & b"}'],
  ]);
});

describe('an address made by an SDK', () => {
  test.each([
    '/api/../admin',
    '/api/%2e%2e/admin',
    '/api/..%2fadmin',
    '/api/..\\admin',
    '/api/a\tb',
    '/apix',
    '/admin',
    '/',
  ])('%j is refused before anything is sent', async (path) => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const upstream = createUpstream({ system: 'Xero', baseUrl: `${vendor.url}/api`, requestIdHeaders: [] });

    await expect(upstream.fetch(`${vendor.url}${path}`)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(upstream.fetch(new URL(`${vendor.url}/api/..%2fadmin`))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(vendor.arrived).toHaveLength(0);
  });

  test.each(['/api', '/api/', '/api/x%2Fy?to=../z', '/api/a//b'])('%j is let through as it is', async (path) => {
    const vendor = await startVendor((response) => sendJson(response, 200, {}));
    const upstream = createUpstream({ system: 'Xero', baseUrl: `${vendor.url}/api`, requestIdHeaders: [] });

    await upstream.fetch(`${vendor.url}${path}`);

    expect(vendor.arrived.map(({ url }) => url)).toEqual([path]);
  });
});

describe('a configured address', () => {
  test.each([
    'http://api.example',
    'https://user@api.example',
    'https://api.example/?a=1',
    'https://api.example/#a',
    'file:///x',
    'x',
    '',
  ])('%j is refused', (baseUrl) => {
    const create = () => createUpstream({ system: 'Xero', baseUrl, requestIdHeaders: [] });

    expect(create).toThrow(expect.objectContaining({ name: 'ToolError', code: 'not_configured' }));
  });

  test.each(['https://api.example', 'http://localhost:1', 'http://[::1]:1/x'])('%j is taken', (baseUrl) => {
    const create = () =>
      createUpstream({ system: 'Xero', baseUrl, requestIdHeaders: [], origins: ['https://files.example'] });

    expect(create).not.toThrow();
  });
});
