import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const types = ['notes', 'calls', 'emails', 'meetings', 'tasks', 'deals', 'tickets'];
const change = (value: string, timestamp: string) => ({ value, timestamp, sourceType: 'CRM_UI' });

test.each([
  ['ahead', '2999-02-20T09:00:00Z'],
  ['cleared', null],
])('a deal that was closed with a close date %s is shown closed when it came to its stage', async (_, closedate) => {
  const deal = {
    ...record('71', { createdate: '2026-01-02T03:04:05Z', closedate, hs_is_closed: 'true', hs_is_closed_won: 'true' }),
    propertiesWithHistory: {
      dealstage: [change('closedwon', '2026-03-10T10:00:00Z'), change('open', '2026-02-01T09:00:00Z')],
    },
  };
  const associations = types.map((type) => [
    `GET /crm/v4/objects/contacts/7/associations/${type}`,
    () => ({ results: type === 'deals' ? [{ toObjectId: 71 }] : [] }),
  ]);
  const portal = createPortal({
    'GET /crm/v3/objects/contacts/7': () => record('7'),
    ...Object.fromEntries(associations),
    'POST /crm/v3/objects/deals/batch/read': () => ({ status: 'COMPLETE', results: [deal] }),
  });

  const { events } = await portal.call('get_contact_timeline', { contact_id: '7' });

  expect(events).toMatchObject([{ id: 'deal-71-won', at: '2026-03-10T10:00:00.000Z' }, { id: 'deal-71-created' }]);
});

test.each([
  ['2999-02-20T09:00:00Z', 'closedate, 2999-02-20, is still ahead'],
  ['2026-02-20T09:00:00Z', undefined],
])('who closed a deal that keeps the close date %s is told when it lies ahead', async (closedate, told) => {
  const deal = record('71', { dealstage: 'won', closedate, hs_is_closed: 'true' });
  const portal = createPortal({
    'GET /crm/v3/objects/deals/71': () => record('71', { dealstage: 'open' }),
    'PATCH /crm/v3/objects/deals/71': () => deal,
  });

  const input = { object_type: 'deals', object_id: '71', properties: { dealstage: 'won' } };
  const { hint } = await portal.call('update_object', input);

  if (told === undefined) expect(hint).toBeUndefined();
  else expect(hint).toContain(told);
});

test('who is asked for a new deal in a closed stage reads that its close date is left open', async () => {
  const stages = [{ id: 'won', label: 'Won', metadata: { isClosed: 'true' } }];
  const portal = createPortal({
    'GET /crm/v3/properties/deals': () => ({
      results: ['dealname', 'dealstage'].map((name) => ({ name, type: 'string' })),
    }),
    'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: 'default', label: 'Sales', stages }] }),
  });

  const properties = { dealname: 'Gauge', dealstage: 'won' };
  const preview = await portal.preview('create_object', { object_type: 'deals', properties });

  expect(preview).toContain('the close date: "none" -> "left to HubSpot: closedate is not given"');
});
