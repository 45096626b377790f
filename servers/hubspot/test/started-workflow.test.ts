import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const names = ['dealname', 'dealstage'];
const properties = { dealname: 'Gauge', dealstage: 'open' };
const stages = ['open', 'won'].map((id) => ({ id, label: id, displayOrder: 0, metadata: {} }));

const values = (...asked: string[]) => ({ operationType: 'ENUMERATION', operator: 'IS_ANY_OF', values: asked });
const listed = (operation: object, property = 'dealstage') => ({
  type: 'LIST_BASED',
  listFilterBranch: { filterBranches: [{ filterBranches: [], filters: [{ property, operation }] }] },
});
/** As HubSpot shows a trigger on a change of a property. */
const changed = (operation: object, property = 'dealstage') => ({
  type: 'EVENT_BASED',
  eventFilterBranches: [
    {
      eventTypeId: '4-655002',
      filters: [
        { property: 'hs_name', operation: { operator: 'IS_EQUAL_TO', value: property } },
        { property: 'hs_value', operation },
      ],
    },
  ],
});

function createSales(enrollmentCriteria: object, { isEnabled = true, objectTypeId = '0-3', flows = () => {} } = {}) {
  const flow = { id: '900', name: 'Hand-over', isEnabled, objectTypeId };
  return createPortal({
    'GET /crm/v3/objects/deals/5': () => record('5', properties),
    'GET /crm/v3/properties/deals': () => ({ results: names.map((name) => ({ name, type: 'string' })) }),
    'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: 'default', label: 'Sales', displayOrder: 0, stages }] }),
    'POST /crm/v3/objects/deals/search': () => ({ total: 0, results: [] }),
    'GET /automation/v4/flows': () => flows() ?? { results: [flow] },
    'POST /automation/v4/flows/batch/read': () => ({ results: [{ ...flow, enrollmentCriteria }] }),
  });
}

const update = { object_type: 'deals', object_id: '5', properties: { dealstage: 'won' } };
const line = 'workflow 900: "Hand-over" -> "may start: its trigger asks for this dealstage"';

test.each([
  ['a list of values', listed(values('lost', 'won'))],
  ['a value', listed({ operator: 'IS_EQUAL_TO', value: 'won' })],
  ['any value', listed({ operator: 'IS_KNOWN' })],
  ['a change to one of several values', changed(values('won'))],
  ['any change', changed({ operator: 'IS_KNOWN' })],
])('who is asked for a change reads of the workflow whose trigger asks for %s', async (_title, criteria) => {
  const portal = createSales(criteria);

  expect(await portal.preview('update_object', update)).toContain(line);
});

test('who is asked for a new record reads of the workflow that it may start', async () => {
  const portal = createSales(listed(values('won')));

  const preview = await portal.preview('create_object', {
    object_type: 'deals',
    properties: { ...properties, dealstage: 'won' },
  });

  expect(preview).toContain(line);
});

test.each([
  ['asks for another value', listed(values('lost')), {}],
  ['asks for all but this value', listed({ ...values('won'), operator: 'IS_NONE_OF' }), {}],
  ['asks for another property', listed(values('won'), 'amount'), {}],
  ['asks for a change of another property', changed(values('won'), 'amount'), {}],
  ['is manual', { type: 'MANUAL' }, {}],
  ['is turned off', listed(values('won')), { isEnabled: false }],
  ['is for another type', listed(values('won')), { objectTypeId: '0-1' }],
])('nothing is told of a workflow that %s', async (_title, criteria, flow) => {
  const portal = createSales(criteria, flow);

  expect(await portal.preview('update_object', update)).not.toContain('workflow 900');
});

test('nothing is told of a workflow that asks for a value that is there already', async () => {
  const portal = createSales(listed(values('open')));

  const preview = await portal.preview('update_object', {
    ...update,
    properties: { dealname: 'Meter', dealstage: 'open' },
  });

  expect(preview).toContain('dealname: "Gauge" -> "Meter"');
  expect(preview).not.toContain('workflow 900');
});

test.each([403, 500])('who may not see workflows, or gets no answer (%s), is asked all the same', async (status) => {
  const portal = createSales(listed(values('won')), { flows: () => refusal(status, {}) });

  expect(await portal.preview('update_object', update)).toContain('the stage: "open (Sales)" -> "won (Sales)"');
});

test('the workflows are read once for several questions', async () => {
  const portal = createSales(listed(values('won')));

  await portal.preview('update_object', update);
  await portal.preview('update_object', update);

  expect(portal.requests.filter(({ path }) => path.startsWith('/automation'))).toHaveLength(2);
});
