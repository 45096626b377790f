import { expect, test } from 'vitest';
import { before, campaign, current, replies, root, statistics } from './campaign-replies.ts';
import { createPortal } from './fake-portal.ts';

test('few deliveries lead to no claim and no advice to change anything', async () => {
  const portal = createPortal({
    ...replies,
    'GET /marketing/v3/emails/statistics/list': () => statistics(8, 4, 1, 0),
    [`GET ${root}/${before}/reports/metrics`]: () => ({ sessions: 3, newContactsLastTouch: 0 }),
  });

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer).toMatchObject({ recommendations: [{ metric: 'all', action: expect.stringContaining('Wait') }] });
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

test('a campaign without emails is told as such: nothing is scored, advised or found better', async () => {
  const portal = createPortal({
    ...replies,
    [`GET ${root}/${current}/assets/MARKETING_EMAIL`]: () => ({ results: [] }),
    [`GET ${root}/${current}/reports/metrics`]: () => ({ sessions: null, newContactsLastTouch: null }),
  });

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer).toMatchObject({ emails: 0, performance_score: null, score_parts: [] });
  expect(answer.insights[0].statement).toBe('Open rate none (0 of 0) against 40.00 %: nothing to take a share of yet.');
  expect(answer.recommendations).toMatchObject([{ metric: 'all', because: 'No rate could be compared.' }]);
});

test('more opens than deliveries are no merit in the score, and no rate is told higher than its equal', async () => {
  const portal = createPortal({
    ...replies,
    'GET /marketing/v3/emails/statistics/list': ({ query }) =>
      query.get('emailIds') === '9' ? statistics(2000, 800, 80, 4) : statistics(2000, 2400, 80, 8),
  });

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer.score_parts.map(({ metric }: { metric: string }) => metric)).not.toContain('open_rate');
  expect(answer.insights[0].statement).toContain('more cases than there can be');
  expect(answer.insights[1].statement).toContain('against 4.00 %: the same; chance can explain it');
});

test('a campaign planned for years ahead is asked for a span of time that does not end before it begins', async () => {
  const planned = campaign(current, 'Jubilee', `${new Date().getUTCFullYear() + 3}-02-28`);
  const portal = createPortal({ ...replies, [`GET ${root}/${current}`]: () => planned });

  await portal.call('analyze_campaign_performance', { campaign_id: current });

  const spans = portal.requests.filter(({ path }) => path.endsWith('/statistics/list')).map(({ query }) => query);
  expect(spans.length).toBeGreaterThan(0);
  for (const span of spans) expect(String(span.get('startTimestamp')) < String(span.get('endTimestamp'))).toBe(true);
});

test('a count that HubSpot left out is not taken for none: the other rates are compared without it', async () => {
  const { aggregate } = statistics(2000, 900, 120, 8);
  const { unsubscribed: _, ...counters } = aggregate.counters;
  const portal = createPortal({
    ...replies,
    'GET /marketing/v3/emails/statistics/list': ({ query }) =>
      query.get('emailIds') === '9' ? statistics(1800, 720, 60, 7) : { aggregate: { counters } },
  });

  const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(answer.campaign_performance).toMatchObject({ open_rate: 0.45, unsubscribe_rate: null });
  expect(answer.counts.unsubscribed).toBeUndefined();
  expect(answer.insights.map(({ metric }: { metric: string }) => metric)).not.toContain('unsubscribe_rate');
  expect(answer.notes[0]).toContain('no count of unsubscribed');
});

test('where no email was sent nothing is counted, which is none', async () => {
  const portal = createPortal({ ...replies, 'GET /marketing/v3/emails/statistics/list': () => ({ aggregate: null }) });

  const { counts } = await portal.call('analyze_campaign_performance', { campaign_id: current });

  expect(counts).toMatchObject({ sent: 0, delivered: 0, opened: 0, clicked: 0, unsubscribed: 0, bounced: 0 });
});

test.each([
  ['all', undefined],
  ['webinar', 'Small webinar'],
  ['SMALL  Webinar', 'Small webinar'],
  ['mall web', undefined],
])('a campaign is found by whole words of its name: %s', async (campaign_id, found) => {
  const small = campaign(current, 'Small webinar', '2026-09-01');
  const portal = createPortal({ ...replies, [`GET ${root}`]: () => ({ total: 1, results: [small] }) });

  const answer = found
    ? await portal.call('analyze_campaign_performance', { campaign_id })
    : await portal.fail('analyze_campaign_performance', { campaign_id });

  expect(answer).toMatchObject(
    found
      ? { campaign: { name: found } }
      : { message: expect.stringContaining(`${current} (Small webinar, 2026-09-01)`) },
  );
});

test('a difference that chance all but never makes has a small p-value, and none of 0', async () => {
  const pValueOf = async (sessions: number) => {
    const portal = createPortal({
      ...replies,
      [`GET ${root}/${current}/reports/metrics`]: () => ({ sessions, newContactsLastTouch: sessions / 2 }),
      [`GET ${root}/${before}/reports/metrics`]: () => ({ sessions, newContactsLastTouch: sessions / 10 }),
    });
    const { insights } = await portal.call('analyze_campaign_performance', { campaign_id: current });
    return insights.find(({ metric }: { metric: string }) => metric === 'conversion_rate').p_value;
  };

  expect(await pValueOf(400)).toBeLessThan(1e-30);
  expect(await pValueOf(400)).toBeGreaterThan(0);
  expect(await pValueOf(100_000)).toBeGreaterThan(0);
});
