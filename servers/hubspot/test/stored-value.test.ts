import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const stage = { id: '881', label: 'Agreed', displayOrder: 0 };
const replies = {
  'GET /crm/v3/objects/deals/5': () => record('5', { sizes: 'S' }),
  'GET /crm/v3/pipelines/deals': () => ({
    results: [{ id: '1', label: 'Renewals', displayOrder: 0, stages: [stage] }],
  }),
  'GET /crm/v3/properties/deals': () => ({
    results: [
      ...['dealname', 'dealstage'].map((name) => ({ name, type: 'string' })),
      { name: 'closedate', type: 'datetime' },
      { name: 'signed_on', type: 'date' },
      { name: 'sizes', type: 'enumeration', fieldType: 'checkbox', options: [{ value: 'S' }, { value: 'XL_2' }] },
    ],
  }),
};
const update = (properties: Record<string, unknown>) => ({ object_type: 'deals', object_id: '5', properties });
const create = (properties: Record<string, unknown>) => ({
  object_type: 'deals',
  properties: { dealname: 'New', dealstage: '881', ...properties },
});

test.each([
  [{ closedate: '2026-11-24' }, 'closedate: "" -> "2026-11-24T00:00:00.000Z"'],
  [{ closedate: '2026-11-24T09:00:00+01:00' }, 'closedate: "" -> "2026-11-24T08:00:00.000Z"'],
  [{ sizes: ';XL_2;S' }, 'sizes: "" -> "XL_2;S"'],
])('a value of a new record is shown as HubSpot keeps it: %j', async (properties, line) => {
  expect(await createPortal(replies).preview('create_object', create(properties))).toContain(line);
});

test.each([
  [{ signed_on: '2026-11-24T01:00:00+01:00' }, 'signed_on: "" -> "2026-11-24"'],
  [{ sizes: ';XL_2;S' }, 'sizes: "S" -> "S;XL_2"'],
  [{ sizes: 'XL_2' }, 'sizes: "S" -> "XL_2"'],
  [{ sizes: ';S' }, 'nothing would change'],
])('a value is shown as HubSpot keeps it: %j', async (properties, line) => {
  const portal = createPortal(replies);

  expect(await portal.preview('update_object', update(properties))).toContain(line);
});

test('a day in place of a time is shown as the time that it becomes', async () => {
  const preview = await createPortal(replies).preview('update_object', update({ closedate: '2026-11-24' }));

  expect(preview).toContain('closedate: "" -> "2026-11-24T00:00:00.000Z"');
});

test.each([[null], [['S', 'XL_2']], [{ value: 'S' }]])(
  'what is no value is told with how it is given: %j',
  async (sizes) => {
    const { details } = await createPortal(replies).fail('update_object', update({ sizes }));

    expect(details.fields?.[0]?.problem).toContain('several options are joined by ;, and an empty text clears it');
  },
);
