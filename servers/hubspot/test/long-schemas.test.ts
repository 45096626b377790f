import { createRuntime, defaultPolicy, defaultRole } from '@bizmcp/core';
import { expect, test } from 'vitest';
import { hubspot } from '../src/server.ts';

test('of more properties than fit the first are told, and what has the others', async () => {
  const properties = Array.from({ length: 1000 }, (_, n) => ({
    name: `own_property_${n}`,
    type: 'string',
    label: 'x',
  }));
  const runtime = createRuntime({
    server: hubspot,
    settings: { environment: { HUBSPOT_ACCESS_TOKEN: 'pat-test-0000' } },
    transport: async (url) => Response.json({ results: String(url).includes('dataSensitivity') ? [] : properties }),
    policy: defaultPolicy,
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async () => undefined, path: undefined },
  });

  const answer = await runtime.readResource('bizmcp://hubspot/schema/contacts', {
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
  });

  expect(JSON.stringify(answer)).toMatch(/The first \d{3} of 1000 by name: list_properties has the others/);
});
