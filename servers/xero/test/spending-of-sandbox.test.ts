import { type PlantedAnomaly, type PlantedAnomalyKind, tellCompany } from '@bizmcp/testkit/company';
import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { guidOf } from '../simulator/guid.ts';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { findAnomalies } from '../src/expenses/expense-anomaly.ts';
import { xero } from '../src/server.ts';

const today = '2026-11-21';
const company = tellCompany({ today, homeCurrency: 'GBP' });
const { ledger, plantedAnomalies, trueAccounts } = company;
const idOf = (documentId: string) => guidOf('bank_transaction', documentId);
const planted = (...kinds: PlantedAnomalyKind[]) => plantedAnomalies.filter(({ kind }) => kinds.includes(kind));
const isAmong = (ids: readonly string[], { documentIds }: PlantedAnomaly) =>
  documentIds.some((id) => ids.includes(idOf(id)));

const Lines = z.looseObject({
  BankTransactions: z.array(
    z.looseObject({
      BankTransactionID: z.string(),
      Type: z.string(),
      DateString: z.string(),
      LineItems: z.array(z.looseObject({ AccountCode: z.string() })),
    }),
  ),
});

/** The server on the sandbox, whose bookkeeper coded nothing since a day; `coded` is what there was. */
function openUncodedSince(day: string) {
  const { client, fetch } = createXeroSimulator({ today });
  const coded = new Map<string, string>();
  const { call } = createCaller({
    server: xero,
    settings: { XERO_CLIENT_ID: client.clientId, XERO_CLIENT_SECRET: client.clientSecret },
    async transport(input, init) {
      const response = await fetch(input, init);
      if (!new URL(String(input)).pathname.endsWith('/BankTransactions')) return response;
      const answer = Lines.parse(await response.json());
      const spent = answer.BankTransactions.filter(({ Type, DateString }) => Type === 'SPEND' && DateString >= day);
      for (const { BankTransactionID: id, LineItems: lines } of spent) {
        coded.set(id, trueAccounts.get(documentOf.get(id) ?? '') ?? lines[0]?.AccountCode ?? '');
        for (const line of lines) line.AccountCode = '6990';
      }
      return Response.json(answer, { headers: response.headers });
    },
  });
  return { call, coded };
}

const documentOf = new Map([...ledger.documents.keys()].map((id) => [idOf(id), id]));

const isNightly = process.env.BIZMCP_NIGHTLY === '1';
const heldOut = isNightly
  ? ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10']
  : ['2026-06', '2026-08', '2026-10'];

test('of the lines of held-out months at least 70 % get an account, and 95 % of these the right one', async () => {
  const lines: { status: string; isRight: boolean }[] = [];
  for (const month of heldOut) {
    // Nothing from the month's beginning on is learnt from; an answer holds the lines of about a week.
    const { call, coded } = openUncodedSince(`${month}-01`);
    const date_range = { start_date: `${month}-01`, end_date: `${month}-07` };
    const { uncategorized } = await call('expense_categorization', { date_range, analyze_anomalies: false });
    for (const { status, account_code, bank_transaction_id } of uncategorized) {
      lines.push({ status, isRight: account_code === coded.get(bank_transaction_id) });
    }
  }

  const suggested = lines.filter(({ status }) => status === 'suggested');
  const right = suggested.filter(({ isRight }) => isRight);
  expect(lines.length).toBeGreaterThan(20 * heldOut.length);
  expect(suggested.length / lines.length).toBeGreaterThanOrEqual(0.7);
  expect(right.length / suggested.length).toBeGreaterThanOrEqual(0.95);
});

test('more lines without an account than an answer holds are counted, and the oldest shown', async () => {
  const { call, coded } = openUncodedSince('2026-06-01');

  const date_range = { start_date: '2026-06-01', end_date: '2026-08-31' };
  const { uncategorized, hint } = await call('expense_categorization', { date_range });

  expect(uncategorized).toHaveLength(25);
  expect(uncategorized[0].date).toBe('2026-06-01');
  expect(Number(/^(\d+) lines wait/.exec(hint)?.[1])).toBeGreaterThanOrEqual(coded.size);
});

const ofTwoYears = async () => {
  const { call } = openUncodedSince('9999');
  return call('expense_categorization', { date_range: { start_date: '2024-12-01', end_date: '2026-11-20' } });
};
let twoYears: ReturnType<typeof ofTwoYears>;
beforeAll(() => {
  twoYears = ofTwoYears();
});

test('all that is wrong with the spending is found, and four of five findings are wrongs', async () => {
  const anomalies: { bank_transaction_ids: string[] }[] = (await twoYears).anomalies;

  const wrongs = planted('unusual_amount', 'unusual_vendor', 'price_creep', 'forgotten_subscription');
  const found = anomalies.filter(({ bank_transaction_ids: ids }) => wrongs.some((wrong) => isAmong(ids, wrong)));
  const missed = wrongs.filter((wrong) => !anomalies.some(({ bank_transaction_ids: ids }) => isAmong(ids, wrong)));
  expect(wrongs.length).toBeGreaterThanOrEqual(5);
  expect(missed.map(({ about }) => about)).toEqual([]);
  expect(found.length / anomalies.length).toBeGreaterThanOrEqual(0.8);
});

test('the forgotten subscription is told beside the one that it doubles, and nothing else is told so', async () => {
  const opportunities: { kind: string; bank_transaction_ids: string[] }[] = (await twoYears).optimization_opportunities;

  const doubled = opportunities.filter(({ kind }) => kind === 'review_recurring');
  const [forgotten] = planted('forgotten_subscription');
  expect(doubled).toHaveLength(1);
  expect(forgotten && isAmong(doubled[0]?.bank_transaction_ids ?? [], forgotten)).toBe(true);
});

test('each line that waits for its account is told, and no other', async () => {
  const { call } = openUncodedSince('9999');

  const date_range = { start_date: '2026-10-01', end_date: today };
  const { uncategorized } = await call('expense_categorization', { date_range });

  const waiting = planted('uncoded_transaction').flatMap(({ documentIds }) => documentIds.map(idOf));
  expect(waiting.length).toBeGreaterThan(5);
  expect(uncategorized.map((line: { bank_transaction_id: string }) => line.bank_transaction_id).toSorted()).toEqual(
    waiting.toSorted(),
  );
});

test('the bill that was paid twice and the prices that jumped are found among the bills, and nothing else is', () => {
  const bills = [...ledger.documents.values()].flatMap((one) =>
    one.kind === 'bill' && one.status === 'posted' && one.currency === 'GBP' ? [one] : [],
  );

  const found = findAnomalies(
    bills.map(({ id, date, total, counterpartyId, currency, number = '' }) => ({
      ...{
        id,
        transactionId: id,
        date,
        currency,
        amount: (total / 100).toFixed(2),
        paid: (total / 100).toFixed(2),
        reference: number,
      },
      ...{ contact: ledger.counterparties.get(counterpartyId)?.name ?? '', description: '', isCost: true },
      ...{ accountCode: '', accountName: '', isCoded: false, contactFrom: 'contact' as const },
    })),
    [],
    { from: company.firstDay, to: today },
  );

  const [duplicate] = planted('duplicate_bill');
  const [jump] = planted('vendor_price_jump');
  expect(found.map(({ rule }) => rule).toSorted()).toEqual(['duplicate_payment', 'price_jump']);
  const idsOf = (rule: string) => found.find((one) => one.rule === rule)?.bank_transaction_ids ?? [];
  expect(idsOf('duplicate_payment')).toEqual(duplicate?.documentIds);
  // The first is the last one at the old price.
  expect(jump?.documentIds).toEqual(expect.arrayContaining(idsOf('price_jump').slice(1)));
});

test('the costs of a month are what went from banks to accounts of costs, and the rest stands beside them', async () => {
  const { call } = openUncodedSince('9999');
  const isOfOctober = ({ date }: { date: string }) => date >= '2026-10-01' && date <= '2026-10-31';
  const lines = [...ledger.documents.values()].flatMap((one) =>
    one.kind === 'spend' && one.status === 'posted' && one.currency === 'GBP' && isOfOctober(one) ? one.lines : [],
  );
  const costs = ['expense', 'cost_of_goods_sold', 'other_expense'];
  const sumOf = (isCost: boolean) =>
    lines
      .filter(({ accountId }) => costs.includes(ledger.accounts.get(accountId)?.type ?? '') === isCost)
      .reduce((sum, { amount }) => sum + amount, 0);

  const date_range = { start_date: '2026-10-01', end_date: '2026-10-31' };
  const report = await call('expense_categorization', { date_range });

  expect(sumOf(false)).toBeGreaterThan(9_000_000);
  expect(report.total_expenses).toBe((sumOf(true) / 100).toFixed(2));
  expect(report.other_payments.total).toBe((sumOf(false) / 100).toFixed(2));
});
