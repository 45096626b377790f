import type { Replies } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createPortal } from './fake-portal.ts';

const guid = '11111111-1111-4111-8111-111111111111';
const campaigns = '/marketing/campaigns/2026-03';
const nothing = { results: [], paging: null };
const bare = (id: string | number, properties: Record<string, unknown> = {}) => ({
  ...{ id, properties, createdAt: null, updatedAt: null, archived: null, url: null },
  ...{ propertiesWithHistory: null, associations: null, unheardOf: [{ deep: null }] },
});

/** A portal that sends null wherever HubSpot may leave something out, and more than anybody knows. */
const replies: Replies = {
  'POST /crm/v3/objects/deals/search': () => ({
    total: 1,
    results: [bare(5, { dealname: 'Gauge', amount: 12.5, hs_is_closed: false, closedate: null })],
    paging: { next: null },
  }),
  'GET /crm/v3/objects/contacts/7': () => bare('7', { email: 'ada@b.example', firstname: null }),
  'GET /crm/v4/objects/contacts/7/associations/companies': () => ({
    results: [{ toObjectId: 9, associationTypes: null }],
    paging: null,
  }),
  ...Object.fromEntries(
    ['notes', 'calls', 'emails', 'meetings', 'tasks', 'deals', 'tickets'].map((type) => [
      `GET /crm/v4/objects/contacts/7/associations/${type}`,
      () => nothing,
    ]),
  ),
  'GET /crm/v3/properties/deals': () => ({
    results: [
      {
        ...{ name: 'amount', type: 'number', label: null, fieldType: null, description: null, groupName: null },
        ...{ options: null, hidden: null, hasUniqueValue: null, modificationMetadata: null },
      },
    ],
  }),
  'GET /crm/v3/pipelines/deals': () => ({
    results: [
      {
        ...{ id: '1', label: 'Sales', displayOrder: null, archived: null },
        stages: [{ id: '2', label: 'New', displayOrder: null, archived: null, metadata: null }],
      },
    ],
  }),
  'GET /crm/v3/owners/': () => ({
    results: [{ id: 3, email: null, firstName: null, lastName: null, userId: null, teams: null, archived: null }],
    paging: null,
  }),
  'GET /automation/v4/flows': () => ({
    results: [{ id: 4, name: null, isEnabled: true, objectTypeId: '0-1', updatedAt: null }],
    paging: null,
  }),
  [`GET ${campaigns}/${guid}`]: () => ({ id: guid, properties: { hs_name: null }, createdAt: null }),
  [`GET ${campaigns}/${guid}/assets/MARKETING_EMAIL`]: () => ({ results: [{ id: 1, name: null }], paging: null }),
  [`GET ${campaigns}/${guid}/reports/metrics`]: () => ({ sessions: null, newContactsLastTouch: null }),
  [`GET ${campaigns}/${guid}/reports/revenue`]: () => ({ revenueAmount: null, dealsNumber: null, currencyCode: null }),
  [`GET ${campaigns}/${guid}/reports/contacts/contactLastTouch`]: () => ({ results: [], paging: null }),
  'GET /marketing/v3/emails/statistics/list': () => ({
    aggregate: { counters: { sent: 4, delivered: 4, open: null }, ratios: null },
    emails: null,
  }),
};

test.each([
  ['search_objects', { object_type: 'deals', properties: ['dealname', 'amount', 'hs_is_closed'] }, { total: 1 }],
  ['get_object', { object_type: 'contacts', object_id: '7', associations: ['companies'] }, { object: { id: '7' } }],
  ['get_contact_timeline', { contact_id: '7' }, { contact: { id: '7' }, total: 0 }],
  ['list_properties', { object_type: 'deals' }, { properties: [{ name: 'amount', label: '' }] }],
  ['list_pipelines', {}, { pipelines: [{ id: '1', stages: [{ id: '2', label: 'New' }] }] }],
  ['list_owners', {}, { owners: [{ id: '3' }] }],
  ['list_workflows', {}, { workflows: [{ id: '4', name: '', enabled: true }] }],
  [
    'analyze_campaign_performance',
    { campaign_id: guid, comparison_period: 'industry_benchmark' },
    {
      campaign_performance: { open_rate: null, conversion_rate: null },
      counts: { sent: 4, delivered: 4 },
      revenue: { attribution_model: 'LINEAR', revenue_amount: null, currency: null },
      new_contact_ids: [],
      insights: [],
      notes: ['HubSpot gave no count of opened, clicked, unsubscribed: the rates of it are left out.'],
    },
  ],
])('%s answers from an answer full of nulls', async (tool, input, expected) => {
  expect(await createPortal(replies).call(tool, input)).toMatchObject(expected);
});

test('values that come as numbers and truth values are shown as text', async () => {
  const answer = await createPortal(replies).call('search_objects', {
    object_type: 'deals',
    properties: ['dealname', 'amount', 'hs_is_closed', 'closedate'],
  });

  expect(answer.objects).toEqual([
    { id: '5', properties: { dealname: 'Gauge', amount: '12.5', hs_is_closed: 'false' } },
  ]);
});

test('what has no time of its own stands in a timeline at the time it was noted', async () => {
  const note = { id: '8', properties: { hs_timestamp: null, hs_note_body: 'Asks for a quote' } };
  const portal = createPortal({
    ...replies,
    'GET /crm/v4/objects/contacts/7/associations/notes': () => ({ results: [{ toObjectId: 8 }] }),
    'POST /crm/v3/objects/notes/batch/read': () => ({ results: [{ ...note, createdAt: '2026-01-02T03:04:05.000Z' }] }),
  });

  const { events } = await portal.call('get_contact_timeline', { contact_id: '7' });

  expect(events).toMatchObject([{ id: 'note-8', at: '2026-01-02T03:04:05.000Z', text: 'Asks for a quote' }]);
});

test.each([
  ['no pipelines', []],
  ['a pipeline without stages', [{ id: 'default', label: 'Sales', stages: [] }]],
])('a stage is not refused where HubSpot shows %s', async (_, results) => {
  const portal = createPortal({
    'GET /crm/v3/pipelines/deals': () => ({ results }),
    'GET /crm/v3/properties/deals': () => ({
      results: ['dealname', 'pipeline', 'dealstage'].map((name) => ({ name, type: 'string' })),
    }),
    'POST /crm/v3/objects/deals': () => Response.json(bare('5'), { status: 201 }),
  });
  const properties = { dealname: 'Gauge', pipeline: 'default', dealstage: '7' };

  expect(await portal.call('create_object', { object_type: 'deals', properties })).toMatchObject({
    object: { id: '5' },
  });
});
