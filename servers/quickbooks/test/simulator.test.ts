import { describe, expect, test } from 'vitest';
import { documentedLimits } from '../simulator/limits.ts';
import { expenseLine, openCompany, paidLine, saleLine } from './company-client.ts';

const customer = { CustomerRef: { value: '3' } };
const basic = { authorization: `Basic ${Buffer.from('SANDBOX0CLIENT:sandbox-client-secret').toString('base64')}` };

/** Exchanges a refresh token. */
async function refresh({ simulator }: ReturnType<typeof openCompany>, token: string, headers = basic) {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token });
  const response = await simulator.fetch('https://oauth.example/oauth2/v1/tokens/bearer', {
    method: 'POST',
    body,
    headers,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('tokens', () => {
  test('a refresh token is replaced after a day, and works for a day more', async () => {
    const company = openCompany();
    const { clock, simulator } = company;
    const day = 86_400_000;

    const first = await refresh(company, simulator.refreshToken);
    clock.advance(day);
    const second = await refresh(company, simulator.refreshToken);
    clock.advance(day - 1);
    const within = await refresh(company, simulator.refreshToken);
    clock.advance(1);
    const over = await refresh(company, simulator.refreshToken);
    const newest = await refresh(company, second.body.refresh_token);

    expect(first.body).toMatchObject({ token_type: 'bearer', expires_in: 3600, x_refresh_token_expires_in: 8_726_400 });
    expect(first.body.refresh_token).toBe(simulator.refreshToken);
    expect(second.body.refresh_token).not.toBe(simulator.refreshToken);
    expect([within.status, over.status, over.body.error, newest.status]).toEqual([200, 400, 'invalid_grant', 200]);
  });

  test('a refresh token that is not used for a hundred days ends; a wrong app is refused with 401', async () => {
    const company = openCompany();

    const wrong = await refresh(company, company.simulator.refreshToken, { authorization: 'Basic bm9ib2R5Og==' });
    company.clock.advance(8_726_400_000);
    const late = await refresh(company, company.simulator.refreshToken);

    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    expect([late.status, late.body.error]).toEqual([400, 'invalid_grant']);
  });

  test('an access token ends after an hour, opens its own company alone, and is gone once revoked', async () => {
    const company = openCompany();
    const { clock, simulator, call } = company;
    const { body } = await refresh(company, simulator.refreshToken);
    const headers = { authorization: `Bearer ${body.access_token}` };
    const statusOf = async () => (await call('GET', '/preferences', undefined, headers)).status;

    const fresh = await statusOf();
    const other = await simulator.fetch('https://quickbooks.example/v3/company/12345/preferences', { headers });
    clock.advance(3_600_000);
    const expired = await call('GET', '/preferences', undefined, headers);
    const { body: again } = await refresh(company, simulator.refreshToken);
    const form = new URLSearchParams({ token: simulator.refreshToken });
    await simulator.fetch('https://oauth.example/v2/oauth2/tokens/revoke', {
      method: 'POST',
      body: form,
      headers: basic,
    });
    const revoked = await call('GET', '/preferences', undefined, { authorization: `Bearer ${again.access_token}` });

    expect([fresh, other.status, expired.status, revoked.status]).toEqual([200, 403, 401, 401]);
    expect(expired.body.fault).toMatchObject({
      type: 'AUTHENTICATION',
      error: [{ code: '3200', detail: 'Token expired' }],
    });
  });
});

test('the 11th request of a second is refused, and the 501st of a minute', async () => {
  const { clock, get } = openCompany({ limits: documentedLimits });
  const statuses: number[] = [];

  for (let count = 0; count < 11; count += 1) statuses.push((await get('/term/1')).status);
  for (let count = 10; count < 500; count += 1) {
    if (count % 10 === 0) clock.advance(1000);
    statuses.push((await get('/term/1')).status);
  }
  clock.advance(1000);
  const full = await get('/term/1');

  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect(statuses[10]).toBe(429);
  expect(full.status).toBe(429);
  expect(full.body.fault.error[0].message).toBe('message=ThrottleExceeded; errorCode=003001; statusCode=429');
});

test('the same requestid gets the first answer again and happens once', async () => {
  const { post, simulator } = openCompany();
  const bill = { VendorRef: { value: '101' }, Line: [expenseLine(12.5)] };

  const first = await post('/bill?requestid=one', bill);
  const before = simulator.digest();
  const again = await post('/bill?requestid=one', { ...bill, Line: [expenseLine(99)] });
  const refused = await post('/bill?requestid=two', { ...bill, VendorRef: { value: '9' } });
  const mended = await post('/bill?requestid=two', bill);

  expect(again.body).toEqual(first.body);
  expect(again.headers.get('intuit_tid')).not.toBe(first.headers.get('intuit_tid'));
  expect([refused.status, mended.status]).toEqual([400, 200]);
  expect(mended.body.Bill.Id).not.toBe(first.body.Bill.Id);
  expect(simulator.digest()).not.toBe(before);
});

describe('changes', () => {
  test('a sparse update leaves the rest, a full one empties it, and a stale one is refused', async () => {
    const { post, codeOf } = openCompany();
    const { body } = await post('/invoice', {
      ...customer,
      Line: [saleLine(200)],
      PrivateNote: 'first',
      CustomerMemo: { value: 'Hi' },
    });
    const { Id, Line } = body.Invoice;

    const sparse = await post('/invoice', { Id, SyncToken: '0', sparse: true, PrivateNote: 'second' });
    const stale = await codeOf('/invoice', { Id, SyncToken: '0', sparse: true, PrivateNote: 'third' });
    const full = await post('/invoice', { Id, SyncToken: '1', ...customer, Line });

    expect(sparse.body.Invoice).toMatchObject({
      SyncToken: '1',
      PrivateNote: 'second',
      CustomerMemo: { value: 'Hi' },
      TotalAmt: 200,
    });
    expect(stale).toBe('5010');
    expect(full.body.Invoice.SyncToken).toBe('2');
    expect(full.body.Invoice).not.toHaveProperty('PrivateNote');
    expect(full.body.Invoice).not.toHaveProperty('CustomerMemo');
  });

  test('a payment settles an invoice, is changed, and stays unused when the invoice is voided', async () => {
    const { post, get } = openCompany();
    const { body } = await post('/invoice', { ...customer, Line: [saleLine(200)] });
    const { Id } = body.Invoice;

    const paid = await post('/payment', { ...customer, TotalAmt: 150, Line: [paidLine(150, Id)] });
    const partly = await get(`/invoice/${Id}`);
    const payment = paid.body.Payment;
    const changed = await post('/payment', { ...payment, TotalAmt: 180, Line: [paidLine(180, Id)] });
    const tooMuch = await post('/payment', { ...changed.body.Payment, TotalAmt: 300, Line: [paidLine(300, Id)] });
    const kept = await get(`/payment/${payment.Id}`);
    const voided = await post('/invoice?operation=void', { Id, SyncToken: '0' });
    const unused = await get(`/payment/${payment.Id}`);

    expect(partly.body.Invoice).toMatchObject({ Balance: 50, LinkedTxn: [{ TxnId: payment.Id, TxnType: 'Payment' }] });
    expect(changed.body.Payment).toMatchObject({ Id: payment.Id, SyncToken: '1', TotalAmt: 180, UnappliedAmt: 0 });
    expect(tooMuch.body.Fault.Error[0].code).toBe('6000');
    expect(kept.body.Payment).toEqual(changed.body.Payment);
    expect(voided.body.Invoice).toMatchObject({ TotalAmt: 0, Balance: 0, PrivateNote: 'Voided', SyncToken: '1' });
    expect(unused.body.Payment).toMatchObject({ TotalAmt: 180, UnappliedAmt: 180, Line: [] });
  });

  test('a payment of nothing sets a credit against an invoice', async () => {
    const { post, get } = openCompany();
    const invoice = (await post('/invoice', { ...customer, Line: [saleLine(100)] })).body.Invoice;
    const credit = (await post('/creditmemo', { ...customer, Line: [saleLine(30)] })).body.CreditMemo;

    const lines = [paidLine(30, invoice.Id), paidLine(30, credit.Id, 'CreditMemo')];
    const { body } = await post('/payment', { ...customer, TotalAmt: 0, Line: lines });
    const left = await get(`/invoice/${invoice.Id}`);
    const used = await get(`/creditmemo/${credit.Id}`);

    expect(body.Payment).toMatchObject({ TotalAmt: 0, Line: lines });
    expect([left.body.Invoice.Balance, used.body.CreditMemo.RemainingCredit]).toEqual([70, 0]);
    expect(left.body.Invoice.LinkedTxn).toEqual([{ TxnId: body.Payment.Id, TxnType: 'Payment' }]);
  });

  test('a deleted bill is gone, its payment is not', async () => {
    const { post, get } = openCompany();
    const vendor = { VendorRef: { value: '101' } };
    const bill = (await post('/bill', { ...vendor, Line: [expenseLine(80)] })).body.Bill;
    const check = { PayType: 'Check', CheckPayment: { BankAccountRef: { value: '1000' } } };
    const { body } = await post('/billpayment', {
      ...vendor,
      ...check,
      TotalAmt: 80,
      Line: [paidLine(80, bill.Id, 'Bill')],
    });

    const deleted = await post('/bill?operation=delete', { Id: bill.Id, SyncToken: bill.SyncToken });
    const gone = await get(`/bill/${bill.Id}`);
    const payment = await get(`/billpayment/${body.BillPayment.Id}`);
    const voided = await post('/billpayment?operation=update&include=void', {
      Id: body.BillPayment.Id,
      SyncToken: '0',
      sparse: true,
    });

    expect(deleted.body.Bill).toEqual({ status: 'Deleted', domain: 'QBO', Id: bill.Id });
    expect(gone.body.Fault.Error[0].code).toBe('610');
    expect(payment.body.BillPayment.Line).toEqual([]);
    expect(voided.body.BillPayment).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' });
  });

  test('an invoice is emailed to the address that is said, and remembers it', async () => {
    const { call, post } = openCompany();
    const { Id } = (await post('/invoice', { ...customer, Line: [saleLine(10)] })).body.Invoice;

    const nowhere = await call('POST', `/invoice/${Id}/send`);
    const { body } = await call('POST', `/invoice/${Id}/send?sendTo=ann%40example.com`);

    expect(nowhere.body.Fault.Error[0].code).toBe('2210');
    expect(body.Invoice).toMatchObject({
      ...{ EmailStatus: 'EmailSent', BillEmail: { Address: 'ann@example.com' } },
      DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: '2026-11-21T12:00:00-08:00' },
    });
  });

  test('a document in another currency has its total and balance in both', async () => {
    const { post, query } = openCompany();
    const { body: found } = await query('select * from Customer maxresults 1000');
    const euro = found.QueryResponse.Customer.find(
      (one: { CurrencyRef: { value: string } }) => one.CurrencyRef.value === 'EUR',
    );

    const { body } = await post('/invoice', {
      ...{ CustomerRef: { value: euro.Id }, CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.0853 },
      Line: [saleLine(100.01, '1')],
    });

    expect(body.Invoice).toMatchObject({
      ...{ CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.0853, TotalAmt: 100.01, HomeTotalAmt: 108.54 },
      ...{ Balance: 100.01, HomeBalance: 108.54, ARAccountRef: { value: '1110' } },
    });
  });
});

describe('refusals', () => {
  const line = (amount: number, side: 'Debit' | 'Credit', account: string) => ({
    ...{ Amount: amount, DetailType: 'JournalEntryLineDetail' },
    JournalEntryLineDetail: { PostingType: side, AccountRef: { value: account } },
  });
  const invoice = { ...customer, Line: [saleLine(200)] };
  const wrong: [what: string, path: string, body: object, code: string][] = [
    ['an unknown property', '/invoice', { ...invoice, Foo: 1 }, '2010'],
    ['a missing customer', '/invoice', { Line: [saleLine(200)] }, '2020'],
    ['a customer that does not exist', '/invoice', { ...invoice, CustomerRef: { value: '999' } }, '2500'],
    [
      'a wrong enum',
      '/purchase',
      { AccountRef: { value: '1000' }, PaymentType: 'Barter', Line: [expenseLine(1)] },
      '2170',
    ],
    ['an amount finer than a cent', '/invoice', { ...customer, Line: [{ ...saleLine(1), Amount: 1.001 }] }, '2040'],
    [
      'an amount that is not quantity times price',
      '/invoice',
      { ...customer, Line: [{ ...saleLine(9), Amount: 10 }] },
      '6070',
    ],
    ['an unknown tax code', '/invoice', { ...customer, Line: [withTax(saleLine(9), 'VAT')] }, '6100'],
    ['a number that is taken', '/invoice', { ...invoice, DocNumber: 'INV-1001' }, '6140'],
    ['a currency that is not the customer’s', '/invoice', { ...invoice, CurrencyRef: { value: 'EUR' } }, '6000'],
    ['a day of another form', '/invoice', { ...invoice, TxnDate: '21.11.2026' }, '2010'],
    ['an address that is none', '/invoice', { ...invoice, BillEmail: { Address: 'nobody' } }, '2210'],
    ['a name that is taken', '/customer', { DisplayName: 'COPPERLEAF coffee' }, '6240'],
    [
      'a journal entry out of balance',
      '/journalentry',
      { Line: [line(10, 'Debit', '6100'), line(9, 'Credit', '1000')] },
      '6000',
    ],
    ['a link to nothing', '/payment', { ...customer, TotalAmt: 1, Line: [paidLine(1, '999999')] }, '620'],
    ['the deletion of a name', '/customer?operation=delete', { Id: '3', SyncToken: '0' }, '500'],
    [
      'an account of the wrong type',
      '/purchase',
      { AccountRef: { value: '2100' }, PaymentType: 'Check', Line: [expenseLine(1)] },
      '6000',
    ],
  ];

  function withTax(one: ReturnType<typeof saleLine>, code: string) {
    return { ...one, SalesItemLineDetail: { ...one.SalesItemLineDetail, TaxCodeRef: { value: code } } };
  }

  test.each(wrong)('%s is refused and changes nothing', async (_what, path, body, code) => {
    const { codeOf, simulator } = openCompany();
    const before = simulator.digest();

    expect(await codeOf(path, body)).toBe(code);
    expect(simulator.digest()).toBe(before);
  });

  test('books that are closed, and what is inactive, are refused', async () => {
    const { codeOf, post, simulator } = openCompany();
    simulator.state.change().ledger.lock('2026-10-31');
    const { body } = await post('/account', { Name: 'Old costs', AccountType: 'Expense', AccountSubType: 'Travel' });
    const { Id, SyncToken } = body.Account;
    await post('/account', { Id, SyncToken, sparse: true, Active: false });

    const closed = await codeOf('/invoice', { ...invoice, TxnDate: '2026-10-31' });
    const inactive = await codeOf('/bill', { VendorRef: { value: '101' }, Line: [expenseLine(5, Id)] });

    expect([closed, inactive]).toEqual(['6210', '610']);
  });

  test('an unknown path is told so, with the number of the answer', async () => {
    const { get } = openCompany();

    const { status, body, headers } = await get('/nothing/1');

    expect([status, body.Fault.Error[0].code, body.time]).toEqual([400, '500', '2026-11-21T12:00:00-08:00']);
    expect(headers.get('intuit_tid')).toMatch(/^1-\d{8}-[0-9a-f]{24}$/);
  });
});

test('what cannot be deleted leaves its payments where they were', async () => {
  const { codeOf, query, simulator } = openCompany();
  const { body } = await query("select * from Payment where TotalAmt = '0' maxresults 1000");
  const { ledger } = simulator.state.books;
  const bounced = body.QueryResponse.Payment.find((one: { PrivateNote?: string }) => one.PrivateNote === 'Voided');
  const [released] = ledger.allocationsOf(bounced.Id);
  const invoice = (await query(`select * from Invoice where Id = '${released?.toId}'`)).body.QueryResponse.Invoice[0];
  const before = simulator.digest();

  const code = await codeOf('/invoice?operation=delete', { Id: invoice.Id, SyncToken: invoice.SyncToken });
  const after = (await query(`select * from Invoice where Id = '${invoice.Id}'`)).body.QueryResponse.Invoice[0];

  expect(invoice.LinkedTxn).toHaveLength(1);
  expect(code).toBe('6000');
  expect(after).toEqual(invoice);
  expect(simulator.digest()).toBe(before);
});
