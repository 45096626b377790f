import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import type { LoggedRequest } from '@bizmcp/testkit/simulator';
import { beforeAll, describe, expect, test } from 'vitest';
import { entities } from '../simulator/entities/entities.ts';
import { quickbooks } from '../src/server.ts';
import { transactionTypes } from '../src/transaction/transaction-type.ts';
import { expenseLine, openCompany, paidLine, saleLine } from './company-client.ts';
import { parseContract } from './referee/contract.ts';
import { judgeAnswer } from './referee/judge-answer.ts';
import { judgeRequest } from './referee/judge-request.ts';
import { contractVariable, readPublishedSchema } from './referee/published-schema.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const contract = parseContract(readFileSync(join(import.meta.dirname, 'referee/contract.json'), 'utf8'));
const folder = process.env[contractVariable];
// The committed table is always held against; the schema itself where it is at hand.
if (!folder)
  process.stderr.write(`Intuit's schema is not compared with its table: ${contractVariable} names no folder.\n`);

type Judge = typeof judgeRequest;

/** What is wrong with requests or answers, with where they went. */
function problemsOf(judge: Judge, requests: readonly LoggedRequest[]): string[] {
  return requests.flatMap((logged) =>
    judge(contract, logged).map(({ path, message }) => `${logged.method} ${logged.path}: ${path} ${message}`),
  );
}

/** Asks the company for everything, and does whatever can be done. */
async function useEverything(): Promise<readonly LoggedRequest[]> {
  const { simulator, call, get, post: send, query } = openCompany();
  const post = async (path: string, body: object) => {
    const answer = await send(path, body);
    if (answer.status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  for (const { name } of entities) {
    const { body } = await query(`select * from ${name} maxresults 1000`);
    await query(`select count(*) from ${name}`);
    const [first] = body.QueryResponse[name] ?? [];
    if (first?.Id && name !== 'Preferences') await get(`/${name.toLowerCase()}/${first.Id}`);
  }
  await get('/preferences');
  await get('/exchangerate?sourcecurrencycode=EUR&asofdate=2026-10-01');
  const customer = { CustomerRef: { value: '3' } };
  const vendor = { VendorRef: { value: '101' } };
  const { body } = await post('/invoice', { ...customer, Line: [saleLine(100)], TxnDate: '2026-11-20' });
  const { Id } = body.Invoice;
  await call('POST', `/invoice/${Id}/send?sendTo=ann%40example.com`, undefined, {
    'content-type': 'application/octet-stream',
  });
  await post('/invoice', { Id, SyncToken: '1', sparse: true, PrivateNote: 'x' });
  await post('/creditmemo', { ...customer, Line: [saleLine(10)] });
  await post('/estimate', { ...customer, Line: [saleLine(10)], TxnStatus: 'Accepted', ExpirationDate: '2026-12-31' });
  const paid = await post('/payment', { ...customer, TotalAmt: 10, Line: [paidLine(10, Id)] });
  await post('/payment?operation=void', { Id: paid.body.Payment.Id, SyncToken: '0' });
  const bill = await post('/bill', { ...vendor, Line: [expenseLine(10)] });
  await post('/vendorcredit', { ...vendor, Line: [expenseLine(1)] });
  await post('/bill?operation=delete', { Id: bill.body.Bill.Id, SyncToken: '0' });
  await post('/purchase', { AccountRef: { value: '2100' }, PaymentType: 'CreditCard', Line: [expenseLine(7)] });
  const detail = { AccountRef: { value: '4000' } };
  const money = { Amount: 5, DetailType: 'DepositLineDetail', DepositLineDetail: detail };
  await post('/deposit', { DepositToAccountRef: { value: '1000' }, Line: [money] });
  await post('/transfer', { FromAccountRef: { value: '1000' }, ToAccountRef: { value: '1010' }, Amount: 3 });
  await post('/customer', {
    DisplayName: 'Ann Lee',
    CurrencyRef: { value: 'EUR' },
    PrimaryEmailAddr: { Address: 'a@b.example' },
  });
  await post('/vendor', { DisplayName: 'Lee & Sons', TermRef: { value: '7' } });
  await post('/item', { Name: 'Workshop', Type: 'Service', IncomeAccountRef: { value: '4000' }, UnitPrice: 90.5 });
  await post('/account', { Name: 'Parking', AccountType: 'Expense', AccountSubType: 'Travel' });
  await send('/customer', { DisplayName: 'Ann Lee' });
  await query('select * from Nothing');
  await call('GET', '/preferences', undefined, { authorization: 'Bearer wrong' });
  for (const report of [
    'ProfitAndLoss',
    'BalanceSheet',
    'CashFlow',
    'GeneralLedger',
    'AgedReceivables',
    'AgedPayableDetail',
  ]) {
    await get(`/reports/${report}?start_date=2026-10-01&end_date=2026-10-31`);
  }
  return simulator.requests;
}

/** Every tool of the server by its examples. */
async function useEveryTool(): Promise<readonly LoggedRequest[]> {
  const { simulator } = openCompany();
  const { clientId, clientSecret } = simulator.client;
  const settings = {
    ...{ QUICKBOOKS_CLIENT_ID: clientId, QUICKBOOKS_CLIENT_SECRET: clientSecret },
    ...{ QUICKBOOKS_REALM_ID: simulator.realmId, QUICKBOOKS_REFRESH_TOKEN: simulator.refreshToken },
  };
  const { call } = createCaller({ server: unlimitedQuickBooks, settings, transport: simulator.fetch });
  for (const { name, examples } of quickbooks.tools) {
    for (const { input } of examples) await call(name, input);
  }
  for (const type of transactionTypes) {
    const period = { date_from: '2026-06-01', date_to: '2026-11-21' };
    const { transactions } = await call('search_transactions', { type, ...period, limit: 3 });
    const [first] = transactions;
    if (first) await call('get_transaction', { type, transaction_id: first.transaction_id });
  }
  await call('search_transactions', {
    type: 'bill',
    vendor_id: '101',
    due_to: '2026-11-21',
    unpaid: true,
    number: 'X-1',
  });
  const { invoice } = await call('create_invoice', {
    ...{ customer_id: '3', due_date: '2026-12-20', memo: 'Thank you' },
    line_items: [{ description: 'Lamp', quantity: '2', rate: '89.50', item_ref: '17' }],
  });
  const paid = [{ invoice_id: invoice.transaction_id, amount: '50.00' }];
  const { payment } = await call('record_payment', { invoices: paid, reference: 'CHK 7' });
  await call('void_transaction', {
    type: 'payment',
    transaction_id: payment.transaction_id,
    sync_token: payment.sync_token,
  });
  const bills = [{ bill_id: '7524', amount: '60.50' }];
  await call('pay_bill', { bills, account_id: '1020', doc_number: '1042' });
  await call('pay_bill', { bills: [{ bill_id: '7575', amount: '60.50' }], account_id: '2100' });
  return simulator.requests;
}

describe("Intuit's published schema", () => {
  let requests: readonly LoggedRequest[] = [];
  beforeAll(async () => {
    requests = await useEverything();
  });

  test('is what the committed table was made of', () => {
    const published = folder ? readPublishedSchema(folder) : contract;

    expect(published).toEqual(contract);
    expect(Object.keys(contract.types).length).toBeGreaterThan(100);
  });

  test('has every field, type and enum that the simulator answers with', () => {
    expect(requests.length).toBeGreaterThan(90);
    expect([...new Set(problemsOf(judgeAnswer, requests))]).toEqual([]);
  });

  test('has every field, type and enum that the tools send', async () => {
    const sent = await useEveryTool();
    const places = new Set(sent.map(({ method, path }) => `${method} ${path.split('/')[4] ?? path}`));

    expect(problemsOf(judgeRequest, sent)).toEqual([]);
    expect(problemsOf(judgeAnswer, sent)).toEqual([]);
    expect(places.size).toBeGreaterThan(8);
  });
});

describe('the referee', () => {
  const right: LoggedRequest = {
    ...{ sequence: 1, at: 0, method: 'POST', path: '/v3/company/123/purchase', fault: undefined, aborted: false },
    query: { minorversion: ['75'], requestid: ['key-1'] },
    headers: { authorization: 'Bearer t', accept: 'application/json', 'content-type': 'application/json' },
    body: '',
    ...{ status: 200, answer: '' },
  };
  const purchase = {
    ...{ AccountRef: { value: '35' }, PaymentType: 'Cash', TxnDate: '2026-11-21' },
    Line: [{ Amount: 9.5, DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: {} }],
  };
  const send = (body: object, change: Partial<LoggedRequest> = {}) =>
    judgeRequest(contract, { ...right, body: JSON.stringify(body), ...change }).map(({ path }) => path);
  const ask = (statement: string) => {
    const query = { minorversion: ['75'], query: [statement] };
    return judgeRequest(contract, { ...right, method: 'GET', path: '/v3/company/123/query', query }).length;
  };

  test('lets right requests pass', () => {
    expect(send(purchase)).toEqual([]);
    expect(
      ask("select * from Invoice where CustomerRef IN ('1', '2') and MetaData.CreateTime > 'x' orderby Id desc"),
    ).toBe(0);
  });

  const requests: [seeded: string, found: string[], path: string][] = [
    ['a wrong enum', send({ ...purchase, PaymentType: 'Barter' }), 'body.PaymentType'],
    ['an unknown field', send({ ...purchase, Payee: 'Ann' }), 'body.Payee'],
    ['an unknown field of a line', send({ ...purchase, Line: [{ Price: 1 }] }), 'body.Line[0].Price'],
    ['a day of another form', send({ ...purchase, TxnDate: '11/21/2026' }), 'body.TxnDate'],
    ['a day that does not exist', send({ ...purchase, TxnDate: '2026-02-30' }), 'body.TxnDate'],
    ['an amount as text', send({ ...purchase, Line: [{ Amount: '9.50' }] }), 'body.Line[0].Amount'],
    ['an amount finer than a cent', send({ ...purchase, Line: [{ Amount: 9.501 }] }), 'body.Line[0].Amount'],
    ['a missing field', send({ ...purchase, AccountRef: undefined }), 'body.AccountRef'],
    ['a change without SyncToken', send({ ...purchase, Id: '7' }), 'body.SyncToken'],
    ['a missing requestid', send(purchase, { query: { minorversion: ['75'] } }), 'query.requestid'],
    ['another minor version', send(purchase, { query: { requestid: ['k'] } }), 'query.minorversion'],
    ['an unknown parameter', send(purchase, { query: { ...right.query, limit: ['3'] } }), 'query.limit'],
    ['an unknown path', send(purchase, { path: '/v3/company/123/purchases' }), '$'],
    ['no token', send(purchase, { headers: { ...right.headers, authorization: '' } }), 'headers.authorization'],
  ];
  test.each(requests)('catches %s', (_seeded, found, path) => {
    expect(found).toContain(path);
  });

  test.each([
    "select * from Invoice where Total > '1'",
    "select * from Invoices where Id = '1'",
    "select * from Invoice where Id = '1' or Id = '2'",
    "select * from Invoice where Id = '1' limit 5",
  ])('catches the statement %s', (statement) => {
    expect(ask(statement)).toBeGreaterThan(0);
  });

  const time = '2026-11-21T12:00:00-08:00';
  const answers: [seeded: string, status: number, answer: object][] = [
    ['a field of no type', 200, { Purchase: { Id: '1', Payee: 'x' }, time }],
    ['a number as text', 200, { Purchase: { TotalAmt: '1.00' }, time }],
    ['a wrong enum', 200, { Purchase: { PaymentType: 'Barter' }, time }],
    ['a moment without its offset', 200, { Purchase: { MetaData: { CreateTime: '2026-11-21T12:00:00' } }, time }],
    ['something beside the entity', 200, { Purchase: { Id: '1' }, time, warnings: [] }],
    [
      'a fault without a code',
      400,
      { Fault: { Error: [{ Message: 'm', Detail: 'd' }], type: 'ValidationFault' }, time },
    ],
    ['a fault of the service as one of the gateway', 401, { Fault: { Error: [], type: 'AUTHENTICATION' }, time }],
  ];
  test.each(answers)('catches an answer with %s', (_seeded, status, answer) => {
    expect(judgeAnswer(contract, { ...right, status, answer: JSON.stringify(answer) })).not.toEqual([]);
  });
});
