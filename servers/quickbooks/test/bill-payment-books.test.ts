import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { expenseLine, paidLine } from './company-client.ts';
import { openServer } from './open-server.ts';

holdDay('2026-11-21T10:00:00Z');

type Server = ReturnType<typeof openServer>;

const date = '2026-11-21';
const timber = '101';
const checking = '1000';
const rent = '6400';

/** A bill of today, through the tool. */
async function enter({ call }: Server, rate: string): Promise<string> {
  const line_items = [{ account_id: rent, rate }];
  const { bill } = await call('create_bill', { vendor_id: timber, line_items, date });
  return bill.transaction_id;
}

/** The last value of the row with this id in a report, in cents. */
async function cell({ call }: Server, input: object, id: string): Promise<number> {
  const { rows } = await call('get_report', { end_date: date, limit: 500, ...input });
  const row = rows.find(({ ids = {} }: { ids?: Record<string, string> }) => Object.values(ids).includes(id));
  return Math.round(Number(row?.values.at(-1)) * 100);
}

/** What each place tells of the bill's vendor, of what is owed to vendors, of the bank and of rent, in cents. */
async function told(server: Server, bill_id: string) {
  const { call } = server;
  const cents = (amount: string) => Math.round(Number(amount) * 100);
  const { vendors } = await call('search_vendors', { query: 'Tamarack' });
  const { accounts } = await call('list_accounts', { bank_only: true });
  const summary = await call('get_financial_summary', { period: 'custom', start_date: '2026-11-01', end_date: date });
  const forecast = await call('cash_flow_forecast', { forecast_months: 1 });
  return {
    owedToVendor: cents(vendors[0].balance),
    aged: await cell(server, { report: 'aged_payables' }, timber),
    agedInDetail: await cell(server, { report: 'aged_payable_detail' }, bill_id),
    payables: await cell(server, { report: 'balance_sheet' }, '2000'),
    owedInSummary: cents(summary.accounts_payable.total),
    bank: await cell(server, { report: 'balance_sheet' }, checking),
    bankInList: cents(accounts.find((one: { account_id: string }) => one.account_id === checking).balance),
    cashInSummary: cents(summary.cash_flow.closing_cash),
    cashInForecast: cents(forecast.opening_balance),
    owedInForecast: cents(/open bills worth ([\d.]+)/.exec(forecast.insights.join())?.[1] ?? ''),
    rentAccrued: await cell(server, { report: 'profit_and_loss' }, rent),
    rentPaid: await cell(server, { report: 'profit_and_loss', accounting_method: 'cash' }, rent),
  };
}

test('a bill that is paid in part is told of everywhere at once, and owed again everywhere once the payment is voided', async () => {
  const server = openServer();
  const bill_id = await enter(server, '500');
  const before = await told(server, bill_id);

  const bills = [{ bill_id, amount: '200.00' }];
  const { payment } = await server.call('pay_bill', { bills, account_id: checking, date, doc_number: '1042' });
  const after = await told(server, bill_id);
  const { transaction: paid } = await server.call('get_transaction', { type: 'bill', transaction_id: bill_id });
  const { transactions } = await server.call('search_transactions', { type: 'bill_payment', number: '1042' });
  const ledger = { account_id: checking, start_date: date };
  const booked = await cell(server, { report: 'general_ledger', ...ledger }, payment.transaction_id);
  await server.call('void_transaction', { type: 'bill_payment', transaction_id: payment.transaction_id });
  const { transaction: open } = await server.call('get_transaction', { type: 'bill', transaction_id: bill_id });

  const changes = Object.entries(after).map(([name, cents]) => [name, cents - (Object(before)[name] as number)]);
  expect(Object.fromEntries(changes)).toEqual({
    ...{ owedToVendor: -20_000, aged: -20_000, agedInDetail: -20_000, payables: -20_000, owedInSummary: -20_000 },
    ...{ bank: -20_000, bankInList: -20_000, cashInSummary: -20_000, cashInForecast: -20_000, owedInForecast: -20_000 },
    ...{ rentAccrued: 0, rentPaid: 20_000 },
  });
  expect(payment).toMatchObject({
    ...{ type: 'bill_payment', number: '1042', total: '200.00', paid_from: { account_id: checking } },
    linked: [{ transaction_id: bill_id, type: 'bill', amount: '200.00' }],
  });
  expect(transactions).toMatchObject([{ transaction_id: payment.transaction_id, party: 'Tamarack Timber' }]);
  expect(booked).not.toBeNaN();
  expect(paid).toMatchObject({
    ...{ status: 'open', balance: '300.00' },
    linked: [{ transaction_id: payment.transaction_id, type: 'bill_payment', amount: '200.00' }],
  });
  expect(open).toMatchObject({ balance: '500.00', linked: [] });
  expect(await told(server, bill_id)).toEqual(before);
});

test('the number of a voided payment of bills is still taken', async () => {
  const server = openServer();
  const payment = { bills: [{ bill_id: await enter(server, '80'), amount: '80.00' }], account_id: checking, date };
  const { payment: first } = await server.call('pay_bill', { ...payment, doc_number: '1042' });
  await server.call('void_transaction', { type: 'bill_payment', transaction_id: first.transaction_id });

  const error = await server.fail('pay_bill', { ...payment, doc_number: '1042' });

  expect(error.details.fields?.[0]?.problem).toContain(`(id ${first.transaction_id}) of ${date} has this number`);
});

test('a bill that is paid by card is owed to the bank of the card', async () => {
  const server = openServer();
  const bill_id = await enter(server, '80');
  const card = () => cell(server, { report: 'balance_sheet' }, '2100');
  const before = await card();

  const bills = [{ bill_id, amount: '80.00' }];
  const { payment } = await server.call('pay_bill', { bills, account_id: '2100', date });
  const { transaction } = await server.call('get_transaction', { type: 'bill', transaction_id: bill_id });

  expect(payment.paid_from).toMatchObject({ account_id: '2100', account: 'Company Credit Card' });
  expect((await card()) - before).toBe(8000);
  expect(transaction).toMatchObject({ status: 'paid', linked: [{ type: 'bill_payment', amount: '80.00' }] });
});

test('a payment of bills whose answer was lost is written once', async () => {
  const server = openServer();
  const bill_id = await enter(server, '80');
  server.simulator.inject({ fault: 'reset-after-commit', match: { method: 'POST', path: /\/billpayment$/ } });

  await server.call('pay_bill', { bills: [{ bill_id, amount: '30.00' }], account_id: checking, date });

  const sent = server.simulator.requests.filter(({ path }) => path.endsWith('/billpayment'));
  const { transaction } = await server.call('get_transaction', { type: 'bill', transaction_id: bill_id });
  expect(sent).toHaveLength(2);
  expect(transaction).toMatchObject({ balance: '50.00', linked: [{ amount: '30.00' }] });
});

const check = (BankAccountRef: object, rest: object = {}) => ({
  PayType: 'Check',
  CheckPayment: { BankAccountRef, ...rest },
});

test('QuickBooks refuses a way of paying without an account of its type, and a number that a payment has', async () => {
  const { post, codeOf } = openServer();
  const vendor = { VendorRef: { value: timber } };
  const bill = (await post('/bill', { ...vendor, Line: [expenseLine(90)] })).body.Bill;
  const paid = { ...vendor, TotalAmt: 10, Line: [paidLine(10, bill.Id, 'Bill')] };
  const right = { ...paid, ...check({ value: checking }), DocNumber: '1042' };

  const { body } = await post('/billpayment', right);

  expect(body.BillPayment.CheckPayment).toMatchObject({
    PrintStatus: 'NeedToPrint',
    BankAccountRef: { value: '1000' },
  });
  expect(await codeOf('/billpayment', right)).toBe('6140');
  expect(await codeOf('/billpayment?include=allowduplicatedocnum', right)).toBe(200);
  expect(await codeOf('/billpayment', { ...paid, ...check({ value: '2100' }) })).toBe('6000');
  expect(await codeOf('/billpayment', { ...paid, PayType: 'CreditCard' })).toBe('2020');
  const unprinted = await post('/billpayment', { ...paid, ...check({ value: checking }, { PrintStatus: 'NotSet' }) });
  expect(unprinted.body.BillPayment.CheckPayment.PrintStatus).toBe('NotSet');
});
