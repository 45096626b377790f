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
