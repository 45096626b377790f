import { expect, test } from 'vitest';
import type { Insight } from '../src/campaign/campaign-insight.ts';
import { scorePerformance } from '../src/campaign/performance-score.ts';
import { before, campaign, campaigns, current, replies, root, statistics } from './campaign-replies.ts';
import { createPortal } from './fake-portal.ts';

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

test('notes are of what was found alone', async () => {
  const one = createPortal({
    ...replies,
    [`GET ${root}/${current}/assets/MARKETING_EMAIL`]: () => ({ results: [{ id: '9' }] }),
    'GET /marketing/v3/emails/statistics/list': () => statistics(1800, 0, 60, 7),
  });

  const [{ notes }, { notes: fewer }] = await Promise.all(
    [createPortal(replies), one].map((portal) =>
      portal.call('analyze_campaign_performance', { campaign_id: current, comparison_period: 'previous_month' }),
    ),
  );

  const ofThree =
    'The score is of open_rate, click_rate, unsubscribe_rate: hold it only against scores of the same rates.';
  const own = 'Each campaign has a baseline of its own here: only scores against industry_benchmark rank campaigns.';
  expect(notes).toEqual([expect.stringContaining('Opens'), expect.stringContaining('several emails'), ofThree, own]);
  expect(fewer).toEqual([
    'Too few to tell, and no part of a score: open_rate.',
    ofThree.replace('open_rate, ', ''),
    own,
  ]);
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
  expect(conversion.p_value).toBe(0.000337);
  expect(conversion).not.toHaveProperty('z');
});

test('a difference that is not clear at the level of several tests has an interval of that level', async () => {
  const portal = createPortal({
    ...replies,
    [`GET ${root}/${current}/reports/metrics`]: () => ({ sessions: 57, newContactsLastTouch: 15 }),
    [`GET ${root}/${before}/reports/metrics`]: () => ({ sessions: 54, newContactsLastTouch: 5 }),
  });

  const { insights } = await portal.call('analyze_campaign_performance', { campaign_id: current });

  const conversion = insights.find(({ metric }: { metric: string }) => metric === 'conversion_rate');
  expect(conversion).toMatchObject({ finding: 'no_clear_difference', significance_level: 0.0125 });
  expect(conversion.p_value).toBeLessThan(0.05);
  expect(conversion.statement).toContain('98.75 % interval');
  expect(conversion.interval[0]).toBeLessThan(0);
});

test('the figures of a campaign that still runs are told to be those so far', async () => {
  const autumn = campaigns[0] ?? campaign(current, 'Autumn', '2026-09-01');
  const until = async (day: string) => {
    const properties = { ...autumn.properties, hs_end_date: day };
    const portal = createPortal({ ...replies, [`GET ${root}/${current}`]: () => ({ ...autumn, properties }) });
    const answer = await portal.call('analyze_campaign_performance', { campaign_id: current });
    return answer.recommendations[0];
  };

  expect(await until('2999-01-31')).toMatchObject({ because: expect.stringContaining('runs until 2999-01-31') });
  expect(await until('2020-01-31')).toMatchObject({ because: expect.not.stringContaining('runs until') });
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

  expect(await portal.call('analyze_campaign_performance', { campaign_id: ' Autumn ' })).toMatchObject({
    campaign: { id: current },
  });
  const ambiguous = await portal.fail('analyze_campaign_performance', { campaign_id: 'm' });
  expect(ambiguous).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(before) });
  expect(ambiguous.message).toContain('Campaigns with this in their name: 1111');
  const gone = await portal.fail('analyze_campaign_performance', {
    campaign_id: 'abcdefab-5555-4555-8555-555555555555',
  });
  expect(gone).toMatchObject({ code: 'not_found', message: expect.stringContaining(`They are: ${current}`) });
  const unknown = await portal.fail('analyze_campaign_performance', { campaign_id: 'Zoe.Canary@private.example' });
  expect(unknown.code).toBe('not_found');
  expect(unknown.message).toContain(current);
  expect(unknown.message).not.toContain('Canary');
});

test('against one baseline the campaign with the better rates has the better score, not the one with an unsubscribe less', async () => {
  const answerOf = (delivered: number, open: number, click: number, unsubscribed: number) => {
    const portal = createPortal({
      ...replies,
      'GET /marketing/v3/emails/statistics/list': () => statistics(delivered, open, click, unsubscribed),
    });
    return portal.call('analyze_campaign_performance', {
      campaign_id: current,
      comparison_period: 'industry_benchmark',
    });
  };

  const [worse, better] = await Promise.all([answerOf(1000, 296, 43, 1), answerOf(1000, 444, 91, 3)]);

  expect(better.performance_score).toBeGreaterThan(worse.performance_score);
  expect(worse.score_parts.map(({ metric }: { metric: string }) => metric)).toEqual(['open_rate', 'click_rate']);
  expect(worse.notes).toContain('Too few to tell, and no part of a score: unsubscribe_rate.');
  expect(worse.notes.join()).not.toContain('baseline of its own');
});

const insight = (metric: Insight['metric'], rate: number | null, base: number | null): Insight => ({
  metric,
  finding: 'no_clear_difference',
  statement: '',
  count: 1,
  of: 1,
  rate,
  baseline_rate: base,
});

test.each([
  ['like the baseline', [insight('open_rate', 0.4, 0.4), insight('unsubscribe_rate', 0.002, 0.002)], 50],
  ['twice as good', [insight('click_rate', 0.02, 0.01), insight('unsubscribe_rate', 0.002, 0.004)], 66.7],
  ['half as good', [insight('click_rate', 0.01, 0.02), insight('unsubscribe_rate', 0.004, 0.002)], 33.3],
  ['that are nothing on both sides', [insight('unsubscribe_rate', 0, 0)], 50],
  ['without a baseline', [insight('click_rate', 0.02, null)], null],
])('the score of rates %s is of their size beside it: %j', (_title, insights, score) => {
  expect(scorePerformance(insights).score).toBe(score);
});
