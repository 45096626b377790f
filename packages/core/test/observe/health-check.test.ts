import { expect, test } from 'vitest';
import * as z from 'zod';
import { surfaceOf } from '../../src/define/surface.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { createUpstream } from '../../src/http/upstream.ts';
import { checkHealth } from '../../src/observe/check-health.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { openState } from '../../src/state/open-state.ts';
import { newCall, startVendor, within } from '../http/vendor.ts';
import { postOffice, valueGiven } from '../pipeline/harness.ts';

test('the health check tells of the parts that its output names, and of no other', async () => {
  const { server, call } = postOffice();
  const { outputSchema } = surfaceOf(server).tools.find(({ name }) => name === 'health_check') ?? {};

  const { checks } = await valueGiven(call('health_check', {}));

  const named = /By part: ([a-z, ]+)/.exec(JSON.stringify(outputSchema))?.[1];
  expect(named?.split(', ').sort()).toEqual(Object.keys(Object(checks)).sort());
});

/** The health of a server whose system answers so, and whose shared state is this. */
function healthOf(check: () => Promise<string>, state = openState('memory:')) {
  const { server } = postOffice();
  const parts = {
    server: { ...server, api: { ...server.api, check } },
    auditLog: { path: undefined, append: async () => {} },
    state,
    metrics: createMetrics(),
  };
  return checkHealth(parts, { prepare() {}, api: async () => ({}), describeCredentials: async () => 'Complete' });
}

test('a state that takes no more, as on a full disk, is told though it can be read', async () => {
  const full = async () => {
    throw new ToolError('unavailable', 'The disk is full.');
  };

  const { checks } = await healthOf(async () => 'up', { ...openState('memory:'), put: full, delete: full, take: full });

  expect(checks.state).toEqual({ status: 'degraded', message: 'The disk is full.' });
});

test('a system that never answers leaves the health check time to say so', async () => {
  const silent = await startVendor(() => {});
  const upstream = createUpstream({ system: 'Post', baseUrl: silent.url, requestIdHeaders: [] });
  const check = async () => JSON.stringify(await upstream.json(z.unknown(), { method: 'GET', path: ['me'] }));
  const call = newCall({ seconds: 1 });

  const { status, checks } = await within(call, () => healthOf(check));

  expect(call.deadline - performance.now()).toBeGreaterThan(300);
  expect({ status, upstream: checks.upstream }).toMatchObject({
    status: 'degraded',
    upstream: { status: 'degraded', message: expect.stringContaining('did not answer in time') },
  });
});
