import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const deal = { dealname: 'Gauge', amount: '1250', pipeline: 'default', dealstage: 'won', hubspot_owner_id: '8' };
const linked = (...ids: string[]) => ({ results: ids.map((id) => ({ id, type: 'deal_to_contact' })) });
const replies = {
  'GET /crm/v3/objects/deals/5': () => ({
    ...record('5', deal),
    associations: {
      contacts: linked('7', '7', '9'),
      'line items': { ...linked('3'), paging: { next: { after: '3' } } },
      p123_machine: linked('4'),
    },
  }),
  'GET /crm/v3/owners/': () => ({ results: [{ id: '8', firstName: 'Bea', lastName: 'Roe' }] }),
  'GET /crm/v3/pipelines/deals': () => ({
    results: [
      { id: 'default', label: 'Sales', displayOrder: 0, stages: [{ id: 'won', label: 'Won', displayOrder: 0 }] },
    ],
  }),
  'GET /crm-object-schemas/v3/schemas': () => ({ results: [{ objectTypeId: '2-77', name: 'machine' }] }),
  'DELETE /crm/v3/objects/deals/5': () => new Response(null, { status: 204 }),
};
const input = { object_type: 'deal', object_id: '5' };

test('who is asked to archive a record reads which one it is, and what is linked with it', async () => {
  const portal = createPortal(replies);

  const preview = await portal.preview('archive_object', input);

  expect(preview).toContain('this deletes something from HubSpot');
  expect(preview).toContain('Undo: only in HubSpot, where most kinds of records can be restored for 90 days');
  expect(preview.split('Before -> after:\n')[1]?.split('\n')).toEqual([
    '  the record: "Gauge (5)" -> "archived, not erased: a permanent deletion is made in HubSpot itself"',
    '  amount: "1250" -> "archived with it"',
    '  the stage: "Won (Sales)" -> "archived with it"',
    '  the owner: "Bea Roe" -> "no longer owns it"',
    '  the associated records: "contacts 2, line items 1 or more, p123_machine 1" -> "no longer linked with it"',
  ]);
  expect(portal.requests.every(({ method }) => method === 'GET')).toBe(true);
  const asked = portal.requests.flatMap(({ query }) => query.getAll('associations'));
  expect(asked).toEqual(expect.arrayContaining(['contacts', '0-421', '2-77']));
});

test('who is asked to archive a record is told that records of own types may be linked with it where none are listed', async () => {
  const portal = createPortal({ ...replies, 'GET /crm-object-schemas/v3/schemas': () => refusal(403, {}) });

  expect(await portal.preview('archive_object', input)).toContain(
    `line items 1 or more, p123_machine 1, the portal's own types not looked up" -> "no longer linked with it"`,
  );
});

test('a record is archived', async () => {
  const portal = createPortal(replies);

  const answer = await portal.call('archive_object', input);

  expect(answer).toEqual({ archived: true, object_type: 'deals', object_id: '5' });
  expect(portal.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('nobody is asked to archive a record that there is not', async () => {
  const portal = createPortal({ ...replies, 'GET /crm/v3/objects/deals/5': () => refusal(404, {}) });

  const asked = portal.preview('archive_object', input);

  await expect(asked).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('no record 5 among deals'),
  });
});

test.each([
  ['archive_object', {}],
  ['update_object', { properties: { amount: 7 } }],
])('%s changes nothing of the record that another was merged into', async (tool, more) => {
  const portal = createPortal({
    ...replies,
    'GET /crm/v3/objects/deals/4': replies['GET /crm/v3/objects/deals/5'],
    'GET /crm/v3/properties/deals': () => ({ results: [{ name: 'amount', type: 'number' }] }),
  });

  const error = await portal.fail(tool, { ...input, object_id: '4', ...more });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('has 5 in its place') });
  expect(portal.requests.every(({ method }) => method === 'GET')).toBe(true);
});
