import { describe, expect, test } from 'vitest';
import { entities } from '../simulator/entities/entities.ts';
import { expenseLine, openCompany, paidLine, saleLine } from './company-client.ts';

const customer = { CustomerRef: { value: '3' } };
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

  test('a payment of nothing that is voided opens the invoice and its part of the credit again, and stays to be seen', async () => {
    const { post, get } = openCompany();
    const invoice = (await post('/invoice', { ...customer, Line: [saleLine(100)] })).body.Invoice;
    const credit = (await post('/creditmemo', { ...customer, Line: [saleLine(30)] })).body.CreditMemo;
    const setOff = async (amount: number) => {
      const Line = [paidLine(amount, invoice.Id), paidLine(amount, credit.Id, 'CreditMemo')];
      return (await post('/payment', { ...customer, TotalAmt: 0, Line })).body.Payment;
    };
    const [kept, ended] = [await setOff(10), await setOff(20)];

    const { body } = await post('/payment?operation=update&include=void', { ...ended, sparse: true });

    const found = await get(`/payment/${ended.Id}`);
    const other = await get(`/payment/${kept.Id}`);
    const left = await get(`/invoice/${invoice.Id}`);
    const unused = await get(`/creditmemo/${credit.Id}`);
    expect(body.Payment).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided', Line: [], SyncToken: '1' });
    expect(found.body.Payment).toEqual(body.Payment);
    expect(other.body.Payment.Line).toEqual(kept.Line);
    expect([left.body.Invoice.Balance, unused.body.CreditMemo.RemainingCredit]).toEqual([90, 20]);
    expect(left.body.Invoice.LinkedTxn).toEqual([{ TxnId: kept.Id, TxnType: 'Payment' }]);
  });

  test('a credit of which a use was voided has one id, in the reports too', async () => {
    const { post, get } = openCompany();
    const invoice = (await post('/invoice', { ...customer, Line: [saleLine(100)] })).body.Invoice;
    const credit = (await post('/creditmemo', { ...customer, Line: [saleLine(30)] })).body.CreditMemo;
    const Line = [paidLine(30, invoice.Id), paidLine(30, credit.Id, 'CreditMemo')];
    const { Payment } = (await post('/payment', { ...customer, TotalAmt: 0, Line })).body;
    await post('/payment?operation=update&include=void', { ...Payment, sparse: true });

    const { body } = await get('/reports/AgedReceivableDetail?customer=3');
    const next = await Promise.all([1, 2, 3].map((step) => get(`/creditmemo/${Number(credit.Id) + step}`)));

    expect(JSON.stringify(body)).toContain(JSON.stringify({ value: 'Credit Memo', id: credit.Id }));
    expect(next.map(({ body: { Fault } }) => Fault?.Error[0].code)).toEqual(['610', '610', '610']);
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

    const stream = { 'content-type': 'application/octet-stream' };
    const form = await call('POST', `/invoice/${Id}/send`);
    const nowhere = await call('POST', `/invoice/${Id}/send`, undefined, stream);
    const { body } = await call('POST', `/invoice/${Id}/send?sendTo=ann%40example.com`, undefined, stream);

    expect(form.body.Fault.Error[0]).toMatchObject({ code: '500', Message: 'Unsupported Operation' });
    expect(nowhere.body.Fault.Error[0].code).toBe('2210');
    expect(body.Invoice).toMatchObject({
      ...{ EmailStatus: 'EmailSent', BillEmail: { Address: 'ann@example.com' } },
      DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: '2026-11-21T12:00:00-08:00' },
    });
  });

  test('a class and a rate that were made are used by what comes after', async () => {
    const { get, post } = openCompany();
    const { body: made } = await post('/class', { Name: 'Trade fair' });
    await post('/exchangerate', { SourceCurrencyCode: 'EUR', Rate: 1.25, AsOfDate: '2026-11-20' });
    const line = { ...saleLine(50) };
    const detail = { ...line.SalesItemLineDetail, ClassRef: { value: made.Class.Id } };

    const { body } = await post('/invoice', { ...customer, Line: [{ ...line, SalesItemLineDetail: detail }] });
    const rate = await get('/exchangerate?sourcecurrencycode=EUR');

    expect(body.Invoice.Line[0].SalesItemLineDetail.ClassRef).toEqual({ value: made.Class.Id, name: 'Trade fair' });
    expect(rate.body.ExchangeRate).toMatchObject({ Rate: 1.25, AsOfDate: '2026-11-21', TargetCurrencyCode: 'USD' });
  });

  test('a document in another currency has its total and balance in both', async () => {
    const { post, query } = openCompany();
    const { body: found } = await query('select * from Customer maxresults 1000');
    const euro = found.QueryResponse.Customer.find(
      (one: { CurrencyRef: { value: string } }) => one.CurrencyRef.value === 'EUR',
    );

    const { body } = await post('/invoice', {
      ...{ CustomerRef: { value: euro.Id }, CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.08530004 },
      Line: [saleLine(100.01, '1')],
    });

    expect(body.Invoice).toMatchObject({
      ...{ CurrencyRef: { value: 'EUR' }, ExchangeRate: 1.0853, TotalAmt: 100.01, HomeTotalAmt: 108.54 },
      ...{ Balance: 100.01, HomeBalance: 108.54, ARAccountRef: { value: '1110' } },
    });
  });
});

test.each(entities.filter(({ write }) => write !== undefined).map(({ name }) => name))(
  'a %s that was read can be sent back as it is',
  async (name) => {
    const { get, post, query } = openCompany();
    if (name === 'VendorCredit') await post('/vendorcredit', { VendorRef: { value: '101' }, Line: [expenseLine(9)] });
    const wanted = name === 'Purchase' || name === 'Deposit' ? "where TxnDate > '2026-10-01'" : '';
    const { body } = await query(`select * from ${name} ${wanted} maxresults 3`);

    for (const read of body.QueryResponse[name]) {
      const { SyncToken, MetaData: _, ...same } = read;
      const answer = await post(`/${name.toLowerCase()}`, read);
      const stored = await get(`/${name.toLowerCase()}/${read.Id}`);

      expect(answer.body).toMatchObject({ [name]: same });
      expect(stored.body[name]).toEqual(answer.body[name]);
      expect(answer.body[name].SyncToken).not.toBe(SyncToken);
    }
  },
);

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

test('a payment whose account is not told waits among the undeposited funds, which count as cash', async () => {
  const { post, query, get } = openCompany();
  const { body } = await query("select * from Account where AccountSubType = 'UndepositedFunds'");
  const [funds] = body.QueryResponse.Account;

  const paid = await post('/payment', { CustomerRef: { value: '1' }, TotalAmt: 150, TxnDate: '2026-11-20' });
  const sheet = await get('/reports/BalanceSheet?start_date=2026-11-21&end_date=2026-11-21');

  expect(funds).toMatchObject({ Name: 'Undeposited Funds', AccountType: 'Other Current Asset' });
  expect(paid.body.Payment.DepositToAccountRef).toEqual({ value: funds.Id, name: 'Undeposited Funds' });
  const text = JSON.stringify(sheet.body);
  expect(text.indexOf('Undeposited Funds')).toBeGreaterThan(text.indexOf('Total Bank Accounts'));
  expect(text.indexOf('Undeposited Funds')).toBeLessThan(text.indexOf('Total Other Current Assets'));
});
