import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';
import { createTimelinePortal } from './timeline-portal.ts';

const change = (value: string, timestamp: string) => ({ value, timestamp, sourceType: 'CRM_UI' });

interface Told {
  at: string;
  details: Record<string, string>;
}

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

  const { events } = await createTimelinePortal({ deals: deal }).call('get_contact_timeline', { contact_id: '7' });

  expect(events).toMatchObject([{ id: 'deal-71-won', at: '2026-03-10T10:00:00.000Z' }, { id: 'deal-71-created' }]);
});

const stages = [
  { id: 'open', label: 'Open', metadata: { isClosed: 'false', probability: '0.2' } },
  { id: 'talks', label: 'Talks', metadata: { isClosed: 'false' } },
  { id: 'won', label: 'Won', metadata: { isClosed: 'true', probability: '1.0' } },
  { id: 'lost', label: 'Lost', metadata: { isClosed: 'true', probability: '0.0' } },
];

test.each([
  ['won', 'lost', 'false'],
  ['lost', 'won', 'true'],
])('a deal that was %s, opened again and %s is told by what came of it each time', async (first, last, isWon) => {
  const deal = {
    ...record('71', { createdate: '2026-01-02T03:04:05Z', hs_is_closed: 'true', hs_is_closed_won: isWon }),
    propertiesWithHistory: {
      dealstage: [
        change(last, '2026-05-01T08:00:00Z'),
        change('open', '2026-04-01T08:00:00Z'),
        change(first, '2026-03-10T10:00:00Z'),
      ],
    },
  };
  const portal = createTimelinePortal(
    { deals: deal },
    { 'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: 'default', label: 'Sales', stages }] }) },
  );

  const { events } = await portal.call('get_contact_timeline', { contact_id: '7' });

  expect(events.map(({ at, details }: Told) => `${details.action} ${at.slice(0, 10)}`)).toEqual([
    `${last} 2026-05-01`,
    'reopened 2026-04-01',
    `${first} 2026-03-10`,
    'created 2026-01-02',
  ]);
});

const ticketStages = [
  { id: '3', label: 'Waiting on us', metadata: { ticketState: 'OPEN' } },
  { id: '4', label: 'Closed', metadata: { ticketState: 'CLOSED' } },
];
const wasClosed = [change('4', '2026-03-10T10:00:00Z'), change('3', '2026-02-01T09:00:00Z')];

test.each([
  ['4', null, wasClosed, ['closed 2026-03-10', 'created 2026-01-02']],
  ['3', null, [], ['created 2026-01-02']],
  ['3', '2026-03-10T10:00:00Z', wasClosed.slice(1), ['created 2026-01-02']],
  [
    '3',
    '2026-03-10T10:00:00Z',
    [change('3', '2026-04-01T08:00:00Z'), ...wasClosed],
    ['reopened 2026-04-01', 'closed 2026-03-10', 'created 2026-01-02'],
  ],
  [
    '4',
    '2026-05-01T08:00:00Z',
    [change('4', '2026-05-01T08:00:00Z'), change('3', '2026-04-01T08:00:00Z'), ...wasClosed],
    ['closed 2026-05-01', 'reopened 2026-04-01', 'closed 2026-03-10', 'created 2026-01-02'],
  ],
  [
    '4',
    '2026-03-10T10:00:00Z',
    [change('4', '2026-03-10T10:00:00Z'), change('3', '2026-03-10T10:00:00Z')],
    ['closed 2026-03-10', 'created 2026-01-02'],
  ],
  ['3', '2026-03-10T10:00:00Z', [change('3', '2026-03-10T10:00:00Z'), ...wasClosed], ['created 2026-01-02']],
])('a ticket in stage %s with the close date %s is told by the stages it had', async (...row) => {
  const [hs_pipeline_stage, closed_date, history, told] = row;
  const properties = { subject: 'Gauge', createdate: '2026-01-02T03:04:05Z', closed_date, hs_pipeline_stage };
  const ticket = { ...record('81', properties), propertiesWithHistory: { hs_pipeline_stage: history } };
  const portal = createTimelinePortal(
    { tickets: ticket },
    {
      'GET /crm/v3/pipelines/tickets': () => ({ results: [{ id: '0', label: 'Support', stages: ticketStages }] }),
    },
  );

  const { events } = await portal.call('get_contact_timeline', { contact_id: '7' });

  expect(events.map(({ at, details }: Told) => `${details.action} ${at.slice(0, 10)}`)).toEqual(told);
  expect(new Set(events.map(({ id }: { id: string }) => id)).size).toBe(told.length);
  expect(events.at(-1).details.stage_now).toBe(hs_pipeline_stage === '4' ? 'Closed' : 'Waiting on us');
});

test('a ticket is closed by its close date where stages can not be read', async () => {
  const ticket = record('81', { closed_date: '2026-03-10T10:00:00Z', hs_pipeline_stage: '4' });

  const { events } = await createTimelinePortal({ tickets: ticket }).call('get_contact_timeline', { contact_id: '7' });

  expect(events[0]).toMatchObject({ id: 'ticket-81-closed', details: { action: 'closed', stage: '4' } });
});

test.each([
  ['2999-02-20T09:00:00Z', { dealstage: 'won' }, 'closedate, 2999-02-20, is still ahead'],
  ['2999-02-20T09:00:00Z', { closedate: '2999-02-20' }, 'closedate, 2999-02-20, is still ahead'],
  ['2999-02-20T09:00:00Z', { amount: '5' }, undefined],
  [new Date(Date.now() + 12 * 3_600_000).toISOString(), { dealstage: 'won' }, undefined],
  ['2026-02-20T09:00:00Z', { dealstage: 'won' }, undefined],
])(
  'who closed a deal, or dated a closed one, %s is told when that lies ahead: %j',
  async (closedate, properties, told) => {
    const deal = record('71', { dealstage: 'won', closedate, hs_is_closed: 'true' });
    const portal = createPortal({
      'GET /crm/v3/objects/deals/71': () => record('71', { dealstage: 'open' }),
      'PATCH /crm/v3/objects/deals/71': () => deal,
    });

    const { hint } = await portal.call('update_object', { object_type: 'deals', object_id: '71', properties });

    if (told === undefined) expect(hint).toBeUndefined();
    else expect(hint).toContain(told);
  },
);

test('who is asked for a new deal in a closed stage reads that its close date may stay empty', async () => {
  const stages = [{ id: 'won', label: 'Won', metadata: { isClosed: 'true' } }];
  const portal = createPortal({
    'GET /crm/v3/properties/deals': () => ({
      results: ['dealname', 'dealstage'].map((name) => ({ name, type: 'string' })),
    }),
    'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: 'default', label: 'Sales', stages }] }),
  });

  const properties = { dealname: 'Gauge', dealstage: 'won' };
  const preview = await portal.preview('create_object', { object_type: 'deals', properties });

  expect(preview).toContain('the close date: "none" -> "left to HubSpot: closedate is not given, and may stay empty"');
});

const isPast = 'the close date: "2020-01-31" -> "past, though the deal stays open"';
const isAhead = 'the close date: "2099-01-31" -> "still ahead, though the deal is closed';

/** A portal with one deal, which gives of its properties what is asked for. */
function dealPortal(properties: Record<string, string>) {
  const types = { closedate: 'datetime', dealname: 'string', dealstage: 'string', amount: 'number' };
  return createPortal({
    'GET /crm/v3/objects/deals/71': ({ query }) => {
      const asked = query.getAll('properties').flatMap((list) => list.split(','));
      return record('71', Object.fromEntries(Object.entries(properties).filter(([name]) => asked.includes(name))));
    },
    'GET /crm/v3/properties/deals': () => ({
      results: Object.entries(types).map(([name, type]) => ({ name, type })),
    }),
    'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: 'default', label: 'Sales', stages }] }),
  });
}

test.each([
  [
    'open',
    '2099-01-31T00:00:00Z',
    { dealstage: 'won' },
    `${isAhead}; left to HubSpot: by default closedate becomes the day of the move`,
  ],
  ['open', '2020-01-31T00:00:00Z', { dealstage: 'won', closedate: '2099-01-31' }, isAhead],
  ['won', '2020-01-31T00:00:00Z', { closedate: '2099-01-31' }, isAhead],
  ['open', '2020-01-31T00:00:00Z', { dealstage: 'talks' }, isPast],
  ['open', '2099-01-31T00:00:00Z', { closedate: '2020-01-31' }, isPast],
  ['open', '2020-01-31T00:00:00Z', { amount: '5' }, undefined],
  ['open', '2020-01-31T00:00:00Z', { closedate: '2099-01-31' }, undefined],
  ['open', '2020-01-31T00:00:00Z', { closedate: '' }, undefined],
  ['open', '2020-01-31T00:00:00Z', { dealstage: 'won', closedate: '2020-02-01' }, undefined],
  ['lost', '2020-01-31T00:00:00Z', { dealstage: 'won' }, 'by default closedate becomes the day of the move'],
  [
    'won',
    '2020-01-31T00:00:00Z',
    { dealstage: 'open' },
    `${isPast.slice(0, -1)}; kept by default when it is opened again`,
  ],
  ['won', '2099-01-31T00:00:00Z', { dealstage: 'open' }, '"2099-01-31" -> "kept by default when it is opened again"'],
  ['won', '2099-01-31T00:00:00Z', { dealstage: 'open', closedate: '2099-02-01' }, undefined],
])('who moves a deal that is %s, due %s, reads of a close date that does not go with its stage: %j', async (...row) => {
  const [dealstage, closedate, properties, told] = row;
  const portal = dealPortal({ dealstage, closedate, hs_is_closed: String(dealstage === 'won') });

  const preview = await portal.preview('update_object', { object_type: 'deals', object_id: '71', properties });

  if (told === undefined) expect(preview).not.toContain('the close date');
  else expect(preview).toContain(told);
});

test.each([
  ['open', -72, true],
  ['open', -26, false],
  ['won', 12, false],
  ['won', 48, true],
])(
  'who is asked for a new deal in stage %s that closes %i hours from now is told where that is today nowhere: %s',
  async (...row) => {
    const [dealstage, hours, isTold] = row;
    const properties = {
      dealname: 'Gauge',
      dealstage,
      closedate: new Date(Date.now() + hours * 3_600_000).toISOString(),
    };

    const preview = await dealPortal({}).preview('create_object', { object_type: 'deals', properties });

    expect(preview.includes('the close date')).toBe(isTold);
  },
);
