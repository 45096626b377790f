import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openServer } from './server-client.ts';

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('The network was reached')));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('jsforce sends every request through the transport of the call, with its credentials and version', async () => {
  const { call, simulator } = openServer();

  const { value } = await call('query_records', { object_type: 'Lead', fields: ['Name'], limit: 1 });

  expect(value.records).toHaveLength(1);
  const sent = simulator.requests.map(({ headers, method, path }) => [method, path, headers.authorization]);
  const authorization = `Bearer ${simulator.demoToken}`;
  expect(sent).toEqual([
    ['GET', '/services/data/v68.0/sobjects/Lead/describe', authorization],
    ['GET', '/services/data/v68.0/query', authorization],
    ['GET', '/services/data/v68.0/query', authorization],
  ]);
});

test('the version of the API is that of the settings', async () => {
  const { simulator, call } = openServer({ extraSettings: { SALESFORCE_API_VERSION: '62.0' } });

  await call('get_limits', {});

  expect(simulator.requests[0]?.path).toBe('/services/data/v62.0/limits');
});

test('an error of the upstream comes through jsforce as it is, and only asks whether the org has the version', async () => {
  const { call, simulator } = openServer();
  simulator.inject({ fault: { kind: 'status', status: 404, body: [] }, times: 9 });

  const { error } = await call('get_limits', {});

  expect(error?.code).toBe('not_found');
  expect(simulator.requests.map(({ path }) => path.replace('/services/data', ''))).toEqual([
    '/v68.0/limits',
    '/v68.0',
    '',
  ]);
});
