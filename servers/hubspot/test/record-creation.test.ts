import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

test.each([
  ['b.example', ['b.example']],
  ['https://WWW.b.example:443/about', ['https://www.b.example:443/about', 'b.example']],
])('who is asked for a company of %s reads of another one with its domain', async (domain, values) => {
  const portal = createPortal({
    'GET /crm/v3/properties/companies': () => ({ results: [{ name: 'domain', type: 'string' }] }),
    'POST /crm/v3/objects/companies/search': () => ({ total: 1, results: [record('9', { name: 'Brick Ltd' })] }),
  });

  const preview = await portal.preview('create_object', {
    object_type: 'companies',
    properties: { domain },
  });

  const searched = portal.requests.find(({ method }) => method === 'POST')?.body;
  expect(searched).toMatchObject({ filterGroups: [{ filters: [{ operator: 'IN', values }] }] });

  expect(preview).toContain('the same domain: "Brick Ltd (9)" -> "has it already"');
});
