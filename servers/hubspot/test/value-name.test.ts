import { expect, test } from 'vitest';
import { record } from './fake-portal.ts';
import { createTimelinePortal } from './timeline-portal.ts';

const outcome = 'f240bbac-87c9-4f6e-bf70-924b57d47db7';
const deal = { dealstage: '881103', pipeline: '881100', hs_is_closed: 'true', closedate: '2026-02-20T09:00:00Z' };
const records = {
  deals: record('71', deal),
  calls: record('5', { hs_timestamp: '2026-02-19T09:00:00Z', hs_call_disposition: outcome }),
};

/** The details of the latest events of a contact's timeline. */
async function detailsOf(portal: ReturnType<typeof createTimelinePortal>) {
  const { events } = await portal.call('get_contact_timeline', { contact_id: '7' });
  return events.slice(0, 2).map(({ details }: { details: Record<string, string> }) => details);
}

test('stages, pipelines and outcomes of calls are told by their names', async () => {
  const stages = [{ id: '881103', label: 'Renewed', metadata: { isClosed: 'true' } }];
  const options = [{ value: outcome, label: 'Connected' }];
  const portal = createTimelinePortal(records, {
    'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: '881100', label: 'Renewals', stages }] }),
    'GET /crm/v3/properties/calls': () => ({
      results: [{ name: 'hs_call_disposition', type: 'enumeration', options }],
    }),
  });

  const details = await detailsOf(portal);

  expect(details).toEqual([{ action: 'lost', stage: 'Renewed', pipeline: 'Renewals' }, { outcome: 'Connected' }]);
});

test('they are told by their ids where their names can not be read', async () => {
  const details = await detailsOf(createTimelinePortal(records));

  expect(details).toEqual([{ action: 'lost', stage: '881103', pipeline: '881100' }, { outcome }]);
});
