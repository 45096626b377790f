import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const types = ['contacts', 'companies'];
const replies = {
  'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'ada@b.example', firstname: 'Ada' }),
  'GET /crm/v3/objects/companies/9': () => record('9', { name: 'Brick Ltd' }),
  'GET /crm/v3/properties/contacts': () => ({
    results: ['firstname', 'hubspot_owner_id'].map((name) => ({ name, type: 'string' })),
  }),
  'GET /crm/v3/owners/': () => ({ results: [{ id: '8', email: 'bea@b.example' }] }),
  ...Object.fromEntries(
    types.map((type) => [`GET /crm/v4/objects/contacts/7/associations/${type}`, () => ({ results: [] })]),
  ),
  'GET /crm/v4/associations/contacts/companies/labels': () => ({
    results: [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null }],
  }),
  'GET /crm-object-schemas/v3/schemas': () => ({ results: [] }),
  'GET /automation/v4/flows/900': () => ({ id: '900', name: 'Welcome', isEnabled: true, objectTypeId: '0-1' }),
  'GET /automation/v2/workflows/enrollments/contacts/7': () => [],
  'POST /automation/v4/workflow-id-mappings/batch/read': () => ({ results: [{ flowId: 900, workflowId: 55 }] }),
};

const contact = { object_type: 'contacts', object_id: '7' };
const properties = { firstname: 'Adele', hubspot_owner_id: '8' };
const company = { object_type: 'companies', object_id: '9' };
const writes: [tool: string, input: object][] = [
  ['create_object', { object_type: 'contacts', properties, associate_with: [company] }],
  ['update_object', { ...contact, properties }],
  ['associate_objects', { from_type: 'contacts', from_id: '7', to_type: 'companies', to_id: '9' }],
  ['trigger_workflow', { ...contact, workflow_id: '900' }],
  ['archive_object', contact],
];

const outages: [what: string, code: string, down: () => Response][] = [
  ['503', 'unavailable', () => refusal(503, {})],
  ['429', 'rate_limited', () => refusal(429, {})],
  ['408', 'timeout', () => refusal(408, {})],
  ['a page', 'bad_answer', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['half a JSON', 'bad_answer', () => new Response('{"id": "7", "pro')],
];
const cases = outages.flatMap(([what, code, down]) =>
  writes.map(([tool, input]) => ({ what, code, down, tool, input })),
);

test.each(cases)(
  'nobody is asked for $tool while any part of HubSpot that it needs answers $what',
  async ({ code, down, tool, input }) => {
    const portal = createPortal(replies);
    await portal.preview(tool, input);
    const read = new Set(portal.requests.map(({ method, path }) => `${method} ${path}`));
    // Which workflows a write starts is told where it can be.
    read.delete('GET /automation/v4/flows');

    for (const place of read) {
      const asked = createPortal({ ...replies, [place]: down }).preview(tool, input);
      await expect(asked, place).rejects.toMatchObject({ code });
    }
    expect(read.size).toBeGreaterThan(1);
  },
);
