import { describe, expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

const portal = openPortal();
const everywhen = 'startTimestamp=2024-01-01T00:00:00Z&endTimestamp=2028-01-01T00:00:00Z';

type Counters = Record<
  | 'selected'
  | 'sent'
  | 'delivered'
  | 'open'
  | 'click'
  | 'unsubscribed'
  | 'bounce'
  | 'dropped'
  | 'hardbounced'
  | 'softbounced',
  number
>;

describe('campaigns', () => {
  test('are listed by pages, with the properties that were asked for', async () => {
    const ids: string[] = [];
    let after = '';
    do {
      const page = await portal.get(
        `/marketing/v3/campaigns?limit=4&properties=hs_name,hs_start_date,hs_nothing${after}`,
      );
      expect(page.body.total).toBe(15);
      ids.push(...page.body.results.map((campaign: { id: string }) => campaign.id));
      expect(Object.keys(page.body.results[0].properties)).toEqual(['hs_name', 'hs_start_date']);
      after = page.body.paging === undefined ? '' : `&after=${page.body.paging.next.after}`;
    } while (after !== '');
    const plain = await portal.get('/marketing/v3/campaigns');

    expect(new Set(ids)).toEqual(new Set(portal.simulator.state.campaigns.keys()));
    expect(plain.body.results[0].properties).toEqual({});
  });

  test('are sorted and found by name', async () => {
    const newest = await portal.get('/marketing/v3/campaigns?sort=-createdAt&properties=hs_name&limit=2');
    const named = await portal.get('/marketing/v3/campaigns?name=TRADE&properties=hs_name');

    expect(newest.body.results.map((row: { properties: { hs_name: string } }) => row.properties.hs_name)).toEqual([
      'Service plan renewal',
      'Trade-in weeks',
    ]);
    expect(named.body.results.map((row: { properties: { hs_name: string } }) => row.properties.hs_name)).toEqual([
      'Trade fair invitation',
      'Trade-in weeks',
    ]);
  });

  test('show what belongs to them; figures only for a span of days', async () => {
    const [campaign] = portal.simulator.state.campaigns.values();
    const path = `/marketing/v3/campaigns/${campaign?.id}`;

    const plain = await portal.get(path);
    const inside = await portal.get(`${path}?startDate=2025-09-01&endDate=2025-10-31`);
    const outside = await portal.get(`${path}?startDate=2024-09-01&endDate=2024-10-31`);

    expect(plain.body.assets.MARKETING_EMAIL.results.map((asset: { id: string }) => asset.id)).toEqual(
      campaign?.emailIds,
    );
    expect(plain.body.assets.FORM.results[0].metrics).toBeUndefined();
    expect(inside.body.assets.FORM.results[0].metrics.SUBMISSIONS).toBe(campaign?.results.formSubmissions);
    expect(inside.body.assets.MARKETING_EMAIL.results[0].metrics.SENT).toBeGreaterThan(100);
    expect(outside.body.assets.FORM.results[0].metrics).toEqual({ VIEWS: 0, SUBMISSIONS: 0, CONVERSION_RATE: 0 });
  });

  test('report contacts and deals that exist in the portal', async () => {
    const { records } = portal.simulator.state;
    for (const { id } of portal.simulator.state.campaigns.values()) {
      const metrics = await portal.get(`/marketing/v3/campaigns/${id}/reports/metrics`);
      const influenced = await portal.get(`/marketing/v3/campaigns/${id}/reports/contacts/influencedContacts`);
      const revenue = await portal.get(`/marketing/v3/campaigns/${id}/reports/revenue`);

      expect(influenced.body.results).toHaveLength(metrics.body.influencedContacts);
      expect(influenced.body.results.filter((contact: { id: string }) => !records.get('0-1')?.has(contact.id))).toEqual(
        [],
      );
      expect(metrics.body.influencedContacts).toBeGreaterThanOrEqual(metrics.body.newContactsFirstTouch);
      expect(revenue.body.dealAmount).toBeGreaterThanOrEqual(revenue.body.revenueAmount);
      expect(revenue.body.currencyCode).toBe('USD');
    }
  });

  test.each([
    ['/marketing/v3/campaigns/7', 404],
    ['/marketing/v3/campaigns?sort=budget', 400],
    ['/marketing/v3/campaigns?limit=101', 400],
    ['/marketing/v3/campaigns?after=nonsense', 400],
    ['/marketing/v3/campaigns/{id}?startDate=1.1.2026&endDate=2026-02-01', 400],
    ['/marketing/v3/campaigns/{id}/assets/ROCKET', 400],
    ['/marketing/v3/campaigns/{id}/reports/contacts/everyone', 400],
    ['/marketing/v3/campaigns/{id}/reports/revenue?attributionModel=FAIR', 400],
  ])('are refused as %s', async (path, status) => {
    const [id = ''] = portal.simulator.state.campaigns.keys();

    expect((await portal.get(path.replace('{id}', id))).status).toBe(status);
  });
});

describe('email statistics', () => {
  test('add up: the parts of each mailing, the mailings of a campaign, the campaigns of all', async () => {
    const all = await portal.get(`/marketing/v3/emails/statistics/list?${everywhen}`);
    const histogram = await portal.get(`/marketing/v3/emails/statistics/histogram?interval=MONTH&${everywhen}`);
    const emails = await portal.get('/marketing/v3/emails?includeStats=true&limit=100&isPublished=true');

    const own: Counters[] = emails.body.results.map((email: { stats: { counters: Counters } }) => email.stats.counters);
    const total: Counters = all.body.aggregate.counters;
    const sum = (name: keyof Counters) => own.reduce((count, counters) => count + counters[name], 0);
    for (const counters of own) {
      expect(counters.selected).toBe(counters.sent + counters.dropped);
      expect(counters.sent).toBe(counters.delivered + counters.bounce);
      expect(counters.bounce).toBe(counters.hardbounced + counters.softbounced);
      expect(counters.delivered).toBeGreaterThan(counters.open);
      expect(counters.open).toBeGreaterThanOrEqual(counters.click);
    }
    for (const name of ['sent', 'delivered', 'open', 'click', 'unsubscribed'] as const)
      expect(total[name]).toBe(sum(name));
    expect(all.body.emails).toHaveLength(own.length);
    const months: Array<{ aggregations: { counters: Counters } }> = histogram.body.results;
    expect(months.reduce((count, { aggregations }) => count + aggregations.counters.sent, 0)).toBe(total.sent);
    expect(months.length).toBeGreaterThanOrEqual(12);
    const campaigns: Array<{ counters: Counters }> = Object.values(all.body.campaignAggregations);
    expect(campaigns.reduce((count, { counters }) => count + counters.click, 0)).toBe(total.click);
  });

  test('have ratios in percent of what HubSpot divides by', async () => {
    const { body } = await portal.get(`/marketing/v3/emails/statistics/list?${everywhen}`);
    const { counters, deviceBreakdown, ratios } = body.aggregate;

    expect(ratios.openratio).toBeCloseTo((100 * counters.open) / counters.delivered, 2);
    expect(ratios.clickratio).toBeCloseTo((100 * counters.click) / counters.delivered, 2);
    expect(ratios.clickthroughratio).toBeCloseTo((100 * counters.click) / counters.open, 2);
    expect(ratios.deliveredratio).toBeCloseTo((100 * counters.delivered) / counters.sent, 2);
    const devices: Record<string, number> = deviceBreakdown.open_device_type;
    expect(Object.values(devices).reduce((sum, count) => sum + count, 0)).toBe(counters.open);
  });

  test('are of the emails and the span asked for', async () => {
    const campaign = [...portal.simulator.state.campaigns.values()].find(
      ({ properties }) => properties.get('hs_name') === 'Trade-in weeks',
    );
    const ids = (campaign?.emailIds ?? []).map((id) => `emailIds=${id}`).join('&');

    const whole = await portal.get(`/marketing/v3/emails/statistics/list?${everywhen}&${ids}`);
    const week = await portal.get(
      `/marketing/v3/emails/statistics/list?startTimestamp=2026-10-04T00:00:00Z&endTimestamp=2026-10-05T00:00:00Z&${ids}`,
    );
    const before = await portal.get(
      `/marketing/v3/emails/statistics/list?startTimestamp=2026-09-01T00:00:00Z&endTimestamp=2026-10-01T00:00:00Z&${ids}`,
    );
    const refused = await portal.get('/marketing/v3/emails/statistics/list');

    expect([whole.body.emails.length, week.body.emails.length, before.body.emails.length, refused.status]).toEqual([
      4, 1, 0, 400,
    ]);
    expect(before.body.aggregate.ratios.openratio).toBe(0);
  });

  test('tell a story: one campaign stands out, the holidays are tiresome, the summer is slow', () => {
    const { campaigns, marketingEmails } = portal.simulator.state;
    const rateOf = (name: string, part: 'open' | 'click' | 'unsubscribed'): number => {
      const campaign = [...campaigns.values()].find(({ properties }) => properties.get('hs_name') === name);
      const counters = (campaign?.emailIds ?? []).flatMap((id) => marketingEmails.get(id)?.counters ?? []);
      const sum = (key: 'open' | 'click' | 'unsubscribed' | 'delivered') =>
        counters.reduce((total, counter) => total + counter[key], 0);
      return sum(part) / sum('delivered');
    };

    expect(rateOf('Trade-in weeks', 'click')).toBeGreaterThan(1.4 * rateOf('Autumn product update', 'click'));
    expect(rateOf('Year-end service offer', 'open')).toBeLessThan(rateOf('Cloud launch', 'open'));
    expect(rateOf('Summer reading', 'open')).toBeLessThan(rateOf('Spring calibration', 'open'));
  });
});

test('marketing emails are listed by pages and by what is asked for', async () => {
  const drafts = await portal.get('/marketing/v3/emails?isPublished=false');
  const recent = await portal.get(
    '/marketing/v3/emails?publishedAfter=2026-10-01T00:00:00Z&limit=100&sort=-publishedAt',
  );
  const ids: string[] = [];
  let after = '';
  do {
    const page = await portal.get(`/marketing/v3/emails?limit=9${after}`);
    ids.push(...page.body.results.map((email: { id: string }) => email.id));
    after = page.body.paging === undefined ? '' : `&after=${encodeURIComponent(page.body.paging.next.after)}`;
  } while (after !== '');

  expect(ids).toEqual([...portal.simulator.state.marketingEmails.keys()]);
  expect(drafts.body.results.every((email: { isPublished: boolean }) => !email.isPublished)).toBe(true);
  const times: string[] = recent.body.results.map((email: { publishedAt: string }) => email.publishedAt);
  expect(times.length).toBeGreaterThan(4);
  expect(times).toEqual([...times].sort().reverse());
  expect((await portal.get('/marketing/v3/emails/7')).status).toBe(404);
});
