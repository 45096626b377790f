import { createRuntime, defaultPolicy, defaultRole } from '@bizmcp/core';
import { expect, test } from 'vitest';
import { hubspot } from '../src/server.ts';

const many = Array.from({ length: 1000 }, (_, n) => n);
const properties = many.map((n) => ({ name: `own_property_${n}`, type: 'string', label: 'x' }));
const campaigns = many.map((n) => ({
  id: `c-${n}`,
  properties: { hs_name: `Spring ${n}`, hs_start_date: '2026-03-01' },
}));

test.each([
  ['schema/contacts', properties, /The first \d{3} of 1000 by name: list_properties has the others/],
  ['campaigns', campaigns, /"c-0","name":"Spring 0","start_date":"2026-03-01".*The youngest \d{3}: analyze_campaign/],
])('of more in %s than fit the first are told, and what has the others', async (path, results, told) => {
  const runtime = createRuntime({
    server: hubspot,
    settings: { environment: { HUBSPOT_ACCESS_TOKEN: 'pat-test-0000' } },
    transport: async (url) => Response.json({ results: String(url).includes('dataSensitivity') ? [] : results }),
    policy: defaultPolicy,
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async () => undefined, path: undefined },
  });

  const answer = await runtime.readResource(`bizmcp://hubspot/${path}`, {
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
  });

  expect(JSON.stringify(answer)).toMatch(told);
});
