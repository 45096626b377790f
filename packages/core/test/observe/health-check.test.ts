import { expect, test } from 'vitest';
import { surfaceOf } from '../../src/define/surface.ts';
import { postOffice, valueGiven } from '../pipeline/harness.ts';

test('the health check tells of the parts that its output names, and of no other', async () => {
  const { server, call } = postOffice();
  const { outputSchema } = surfaceOf(server).tools.find(({ name }) => name === 'health_check') ?? {};

  const { checks } = await valueGiven(call('health_check', {}));

  const named = /By part: ([a-z, ]+)/.exec(JSON.stringify(outputSchema))?.[1];
  expect(named?.split(', ').sort()).toEqual(Object.keys(Object(checks)).sort());
});
