import type { Replies } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { scorePerformance } from '../src/performance-score.ts';
import { createPortal } from './fake-portal.ts';

const current = '11111111-1111-4111-8111-111111111111';
const before = '22222222-2222-4222-8222-222222222222';
const empty = '33333333-3333-4333-8333-333333333333';
const later = '44444444-4444-4444-8444-444444444444';
const root = '/marketing/campaigns/2026-03';

const campaign = (id: string, name: string, start: string) => ({
  id,
  properties: { hs_name: name, hs_start_date: start, hs_campaign_status: 'active' },
  createdAt: `${start}T00:00:00Z`,
  updatedAt: `${start}T00:00:00Z`,
});

const campaigns = [
  campaign(current, 'Autumn', '2026-09-01'),
  campaign(empty, 'Webinar', '2026-08-01'),
  campaign(before, 'Summer', '2026-06-01'),
  campaign(later, 'Winter', '2026-12-01'),
];
const statistics = (delivered: number, open: number, click: number, unsubscribed: number) => ({
  aggregate: {
    counters: { sent: delivered, delivered, open, click, unsubscribed },
    ratios: {},
    deviceBreakdown: {},
    qualifierStats: {},
  },
  emails: [],
});

const replies: Replies = {
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

test('compares with the campaign that has emails and began last before it, and tells what is more than chance', async () => {
  const portal = createPortal(replies);

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer).toMatchObject({
    campaign_performance: { open_rate: 0.45, click_rate: 0.06, conversion_rate: 0.06, unsubscribe_rate: 0.004 },
    counts: { delivered: 2000, opened: 900, clicked: 120, sessions: 400, new_contacts: 24 },
    comparison: {
      period: 'previous_campaign',
      campaign: { id: before, name: 'Summer' },
      rates: { open_rate: 0.4, click_rate: 0.0333 },
    },
    insights: [
      { metric: 'open_rate', finding: 'better', count: 900, of: 2000, baseline_rate: 0.4, significance_level: 0.0125 },
      { metric: 'click_rate', finding: 'better' },
      { metric: 'conversion_rate', finding: 'better' },
      { metric: 'unsubscribe_rate', finding: 'no_clear_difference' },
    ],
  });
  expect(answer).toMatchObject({
    recommendations: expect.arrayContaining([expect.objectContaining({ metric: 'click_rate' })]),
  });
});

test('of campaigns that began on one day the one made last is compared with', async () => {
  const twin = campaign('55555555-5555-4555-8555-555555555555', 'Summer again', '2026-06-01');
  const portal = createPortal({
    ...replies,
    [`GET ${root}`]: () => ({ total: 3, results: [twin, campaigns[2], campaigns[0]] }),
    [`GET ${root}/${twin.id}/assets/MARKETING_EMAIL`]: () => ({ results: [{ id: '7' }] }),
    [`GET ${root}/${twin.id}/reports/metrics`]: () => ({ sessions: 10, newContactsLastTouch: 1 }),
  });

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer.comparison.campaign).toMatchObject({ name: 'Summer again' });
});

test('the month before is all emails of 30 days, which have no conversion rate', async () => {
  const portal = createPortal(replies);

  const answer = await portal.call('analyze_campaign_performance', {
    campaign_id: current,
    comparison_period: 'previous_month',
  });

  const span = portal.requests.findLast(({ path }) => path.endsWith('/statistics/list'))?.query;
  expect(span?.get('startTimestamp')).toBe('2026-08-02T00:00:00.000Z');
  expect(span?.get('endTimestamp')).toBe('2026-09-01T00:00:00.000Z');
  expect(span?.has('emailIds')).toBe(false);
  expect(answer).toMatchObject({
    comparison: { rates: { open_rate: 0.4, conversion_rate: null }, missing: expect.stringContaining('conversion') },
  });
});

test('published rates come with their source and year, and none is made up for conversions', async () => {
  const portal = createPortal(replies);

  const answer = await portal.call('analyze_campaign_performance', {
    campaign_id: current,
    comparison_period: 'industry_benchmark',
  });

  expect(answer).toMatchObject({
    comparison: {
      rates: { conversion_rate: null },
      sources: [{ source: expect.stringContaining('MailerLite'), year: 2025 }],
      missing: expect.any(String),
    },
    insights: [
      { metric: 'open_rate' },
      { metric: 'click_rate', finding: 'better' },
      { metric: 'unsubscribe_rate', finding: 'too_few_to_tell' },
    ],
  });
});

test('few deliveries lead to no claim and no advice to change anything', async () => {
  const portal = createPortal({
    ...replies,
    'GET /marketing/v3/emails/statistics/list': () => statistics(8, 4, 1, 0),
    [`GET ${root}/${before}/reports/metrics`]: () => ({ sessions: 3, newContactsLastTouch: 0 }),
  });

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer).toMatchObject({ recommendations: [{ metric: 'all', action: expect.stringContaining('Wait') }] });
});

test('a difference that few cases show too is told, by an exact test without a statistic', async () => {
  const portal = createPortal({
    ...replies,
    [`GET ${root}/${current}/reports/metrics`]: () => ({ sessions: 12, newContactsLastTouch: 9 }),
    [`GET ${root}/${before}/reports/metrics`]: () => ({ sessions: 12, newContactsLastTouch: 0 }),
  });

  const { insights } = await portal.call('analyze_campaign_performance', { campaign_id: current });

  const conversion = insights.find(({ metric }: { metric: string }) => metric === 'conversion_rate');
  expect(conversion).toMatchObject({
    finding: 'better',
    count: 9,
    of: 12,
    difference: 0.75,
    significance_level: 0.0125,
  });
  // Of 1,307,504 ways to have 9 of 24 on the two sides, 220 have all of them on the first and 220 on the other.
  expect(conversion.p_value).toBeCloseTo(440 / 1_307_504, 6);
  expect(conversion).not.toHaveProperty('z');
});

test.each([
  [{ sessions: 0, newContactsLastTouch: 0 }, 'none (0 of 0)'],
  [{ sessions: 3, newContactsLastTouch: 4 }, '(4 of 3)'],
])('what is no share is not tested: %j', async (metrics, numbers) => {
  const portal = createPortal({ ...replies, [`GET ${root}/${current}/reports/metrics`]: () => metrics });

  const { insights } = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(insights).toContainEqual(
    expect.objectContaining({
      metric: 'conversion_rate',
      finding: 'too_few_to_tell',
      statement: expect.stringContaining(numbers),
    }),
  );
  expect(insights[0]).toMatchObject({ metric: 'open_rate', significance_level: 0.0167 });
});

test('fewer unsubscribes are better, more are worse', async () => {
  const findingWith = async (unsubscribed: number) => {
    const portal = createPortal({
      ...replies,
      'GET /marketing/v3/emails/statistics/list': ({ query }) =>
        query.get('emailIds') === '9' ? statistics(2000, 800, 80, 40) : statistics(2000, 800, 80, unsubscribed),
    });
    return portal.call('analyze_campaign_performance', { campaign_id: current });
  };
  const unsubscribes = (finding: string) => ({
    insights: expect.arrayContaining([expect.objectContaining({ metric: 'unsubscribe_rate', finding })]),
  });

  expect(await findingWith(10)).toMatchObject(unsubscribes('better'));
  expect(await findingWith(90)).toMatchObject(unsubscribes('worse'));
});

test('a campaign is found by its GUID in capitals too', async () => {
  const portal = createPortal(replies);

  await portal.fail('analyze_campaign_performance', { campaign_id: 'ABCDEFAB-5555-4555-8555-555555555555' });

  expect(portal.requests[0]?.path).toBe(`${root}/abcdefab-5555-4555-8555-555555555555`);
});

test('a campaign is found by name; a name that does not tell is answered with ids', async () => {
  const portal = createPortal(replies);

  expect(await portal.call('analyze_campaign_performance', { campaign_id: 'Autumn' })).toMatchObject({
    campaign: { id: current },
  });
  const ambiguous = await portal.fail('analyze_campaign_performance', { campaign_id: 'm' });
  expect(ambiguous).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(before) });
  const unknown = await portal.fail('analyze_campaign_performance', { campaign_id: 'Zoe.Canary@private.example' });
  expect(unknown.code).toBe('not_found');
  expect(unknown.message).toContain(current);
  expect(unknown.message).not.toContain('Canary');
});

test('the score is 50 for rates like the baseline, 100 for twice as good, and none without a baseline', () => {
  const rates = { open_rate: 0.4, click_rate: 0.02, conversion_rate: 0.05, unsubscribe_rate: 0.002 };
  const half = { open_rate: 0.2, click_rate: 0.01, conversion_rate: 0.025, unsubscribe_rate: 0.004 };
  const none = { open_rate: null, click_rate: null, conversion_rate: null, unsubscribe_rate: null };

  expect(scorePerformance(rates, rates).score).toBe(50);
  expect(scorePerformance(rates, half).score).toBe(100);
  expect(scorePerformance(half, rates).score).toBe(25);
  expect(scorePerformance(rates, { ...none, click_rate: 0.04 })).toEqual({
    score: 25,
    parts: [{ metric: 'click_rate', weight: 0.4, points: 25 }],
  });
  expect(scorePerformance(rates, none).score).toBeNull();
});
