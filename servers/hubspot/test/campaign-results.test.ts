import { expect, test } from 'vitest';
import { current, replies, root } from './campaign-replies.ts';
import { createPortal, refusal } from './fake-portal.ts';

const revenue = `GET ${root}/${current}/reports/revenue`;
const contacts = `GET ${root}/${current}/reports/contacts/contactLastTouch`;
const input = { campaign_id: current };

test('what a campaign brought is told: its revenue with currency and model, and who its new contacts are', async () => {
  const portal = createPortal(replies);

  const answer = await portal.call('analyze_campaign_performance', input);

  expect(answer).toMatchObject({
    revenue: {
      attribution_model: 'LINEAR',
      revenue_amount: 1200.5,
      deal_amount: 4800,
      currency: 'EUR',
      deals: 3,
      contacts: 7,
    },
    new_contact_ids: ['501', '502'],
  });
  const asked = portal.requests.find(({ path }) => path.endsWith('/reports/revenue'));
  expect(asked?.query.get('attributionModel')).toBe('LINEAR');
  expect(answer.notes.join()).not.toContain('new_contact_ids');
});

test('a role that sees no deals is not told what money a campaign brought', async () => {
  const portal = createPortal(replies, undefined, { scopes: ['*:read'], clearance: 'internal' });

  const answer = await portal.call('analyze_campaign_performance', input);

  expect(answer.revenue).toMatchObject({ revenue_amount: '[masked]', deal_amount: '[masked]', deals: 3 });
});

test('of many new contacts the first are named, and that there are more', async () => {
  const page = { results: [{ id: '501' }], paging: { next: { after: 'NTA=' } } };
  const portal = createPortal({ ...replies, [contacts]: () => page });

  const { new_contact_ids, notes } = await portal.call('analyze_campaign_performance', input);

  expect(new_contact_ids).toEqual(['501']);
  expect(notes).toContain('new_contact_ids has the first 1; counts.new_contacts says how many there are.');
});

const withoutScope = () =>
  refusal(403, {
    category: 'MISSING_SCOPES',
    message: 'missing scopes',
    errors: [{ message: 'One or more', context: { requiredGranularScopes: ['marketing.campaigns.revenue.read'] } }],
  });

test.each([
  ['the scope', withoutScope, 'grant one of marketing.campaigns.revenue.read'],
  ['such a report', () => refusal(404, { message: 'not found' }), 'There is no revenue. HubSpot gives no such report'],
  ['a report that it can make', () => refusal(400, { message: 'There was a problem' }), 'There is no revenue. HubSpot'],
])('without %s the rest of the answer stands, and a note says why', async (_title, reply, reason) => {
  const portal = createPortal({ ...replies, [revenue]: reply });

  const answer = await portal.call('analyze_campaign_performance', input);

  expect(answer).toMatchObject({ campaign_performance: { open_rate: 0.45 }, new_contact_ids: ['501', '502'] });
  expect(answer).not.toHaveProperty('revenue');
  expect(answer.notes).toContainEqual(expect.stringContaining(reason));
});

test('a failure that passes is told as such, not as a report that is missing', async () => {
  const portal = createPortal({ ...replies, [revenue]: () => refusal(429, { policyName: 'DAILY' }) });

  expect(await portal.fail('analyze_campaign_performance', input)).toMatchObject({ code: 'rate_limited' });
});
