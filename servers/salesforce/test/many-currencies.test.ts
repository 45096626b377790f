import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';
import { base, now } from './org-client.ts';

const currencyOf = { label: 'Currency', name: 'CurrencyIsoCode', relationshipName: null, type: 'picklist' };

/** An org with several currencies: each object with amounts has the field that tells which. */
function openOrg() {
  const simulator = createSalesforceSimulator({ clock: createManualClock(now) });
  return createCaller({
    server: salesforce,
    settings: { SALESFORCE_ACCESS_TOKEN: simulator.demoToken, SALESFORCE_INSTANCE_URL: base },
    async transport(url, request) {
      const reply = await simulator.fetch(url, request);
      const answer = JSON.stringify(await reply.json(), (key, value) =>
        key === 'fields' && Array.isArray(value) ? [...value, { ...value[1], ...currencyOf }] : value,
      );
      return new Response(answer, { status: reply.status, headers: { 'content-type': 'application/json' } });
    },
  });
}

test.each([
  [['Name', 'Amount'], 'Amount: in the currency of each record; add CurrencyIsoCode.'],
  [['StageName', 'SUM(Amount) total'], "What is made of amounts is in the org's default currency."],
  [['StageName', 'COUNT(Amount) n', 'COUNT(Id)'], undefined],
  [['Name', 'StageName'], undefined],
  [
    ['SUM(Amount) total'],
    "In which currency all amounts together are Salesforce does not say: with a field to group by they are in the org's default currency.",
  ],
  [['COUNT(Id) n'], undefined],
  [
    ['Name', 'Account.AnnualRevenue'],
    'Account.AnnualRevenue: in the currency of each record; add Account.CurrencyIsoCode.',
  ],
  [['Name', 'convertCurrency(Amount)'], undefined],
])('%j of an org with several currencies is told with what its amounts are in', async (fields, note) => {
  const answer = await openOrg().call('query_records', { object_type: 'Opportunity', fields, limit: 1 });

  expect(answer.records).toHaveLength(1);
  expect(answer.note).toBe(note);
});

test('the amounts of children are told without their currency too', async () => {
  const fields = ['Name', '(SELECT Amount FROM Opportunities)'];

  const answer = await openOrg().call('query_records', { object_type: 'Account', fields, limit: 1 });

  expect(answer.note).toContain(
    'Opportunities.Amount: in the currency of each record; add Opportunities.CurrencyIsoCode.',
  );
});

test.each([
  ['Amount > 1000', true],
  ['Account.AnnualRevenue > 1000', true],
  ['Amount IN (1000, 2000)', true],
  ['Amount > USD1000', false],
  ['Amount > 0', false],
  ['Probability > 10', false],
])(
  'a number that amounts of several currencies are compared with is told to be one: %s',
  async (conditions, isTold) => {
    const fields = ['COUNT(Id) n'];

    const { note } = await openOrg().call('query_records', { object_type: 'Opportunity', fields, conditions });

    expect(String(note).includes('is compared by number, whatever its currency')).toBe(isTold);
  },
);

test('a revenue in the currency of each lead is not compared with others', async () => {
  const { factors, notes } = await openOrg().call('intelligent_lead_scoring', { lead_id: '00QHp0000000RcNMAU' });

  const revenue = factors.find(({ factor }: { factor: string }) => factor === 'annual_revenue');
  expect(revenue).toMatchObject({ value: null, contribution: 0 });
  expect(notes).toContain('Gap: Lead.AnnualRevenue is in many currencies, which are not compared.');
});
