import { expect, test } from 'vitest';
import { quickbooks } from '../src/server.ts';
import { openServer } from './open-server.ts';

test.each(['2026-11-22', '2028-02-29'])('every example is answered by a sandbox started on %s', async (today) => {
  const { call } = openServer({ today });

  for (const { name, examples } of quickbooks.tools) {
    for (const { input } of examples) expect(await call(name, input), name).toBeTypeOf('object');
  }
});
