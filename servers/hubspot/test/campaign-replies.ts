import type { Replies } from '@bizmcp/testkit/fake-vendor';

export const current = '11111111-1111-4111-8111-111111111111';
export const before = '22222222-2222-4222-8222-222222222222';
const empty = '33333333-3333-4333-8333-333333333333';
const later = '44444444-4444-4444-8444-444444444444';
export const root = '/marketing/campaigns/2026-03';

export const campaign = (id: string, name: string, start: string) => ({
  id,
  properties: { hs_name: name, hs_start_date: start, hs_campaign_status: 'active' },
  createdAt: `${start}T00:00:00Z`,
  updatedAt: `${start}T00:00:00Z`,
});

export const campaigns = [
  campaign(current, 'Autumn', '2026-09-01'),
  campaign(empty, 'Webinar', '2026-08-01'),
  campaign(before, 'Summer', '2026-06-01'),
  campaign(later, 'Winter', '2026-12-01'),
];
export const statistics = (delivered: number, open: number, click: number, unsubscribed: number) => ({
  aggregate: {
    counters: { sent: delivered, delivered, open, click, unsubscribed },
    ratios: {},
    deviceBreakdown: {},
    qualifierStats: {},
  },
  emails: [],
});

export const replies: Replies = {
  [`GET ${root}/${current}`]: () => campaigns[0],
  [`GET ${root}`]: ({ query }) => {
    const named = campaigns.filter(({ properties }) => properties.hs_name.includes(query.get('name') ?? ''));
    return { total: named.length, results: named };
  },
  [`GET ${root}/${current}/assets/MARKETING_EMAIL`]: () => ({ results: [{ id: '1' }, { id: '2' }] }),
  [`GET ${root}/${empty}/assets/MARKETING_EMAIL`]: () => ({ results: [] }),
  [`GET ${root}/${later}/assets/MARKETING_EMAIL`]: () => ({ results: [{ id: '8' }] }),
  [`GET ${root}/${later}/reports/metrics`]: () => ({ sessions: 10, newContactsLastTouch: 1 }),
  [`GET ${root}/${before}/assets/MARKETING_EMAIL`]: () => ({ results: [{ id: '9' }] }),
  [`GET ${root}/${current}/reports/metrics`]: () => ({
    sessions: 400,
    newContactsFirstTouch: 0,
    newContactsLastTouch: 24,
    influencedContacts: 0,
  }),
  [`GET ${root}/${current}/reports/revenue`]: () => ({
    revenueAmount: 1200.5,
    dealAmount: 4800,
    dealsNumber: 3,
    contactsNumber: 7,
    currencyCode: 'EUR',
  }),
  [`GET ${root}/${current}/reports/contacts/contactLastTouch`]: () => ({ results: [{ id: '501' }, { id: '502' }] }),
  [`GET ${root}/${before}/reports/metrics`]: () => ({
    sessions: 300,
    newContactsFirstTouch: 0,
    newContactsLastTouch: 3,
    influencedContacts: 0,
  }),
  'GET /marketing/v3/emails/statistics/list': ({ query }) => {
    const ids = query.getAll('emailIds').join(',');
    if (ids === '1,2') return statistics(2000, 900, 120, 8);
    return ids === '9' ? statistics(1800, 720, 60, 7) : statistics(5000, 2000, 130, 20);
  },
};
