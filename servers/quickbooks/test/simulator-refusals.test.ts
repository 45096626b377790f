import { describe, expect, test } from 'vitest';
import { expenseLine, openCompany, paidLine, saleLine } from './company-client.ts';

const customer = { CustomerRef: { value: '3' } };
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
    ['an amount finer than a cent', '/invoice', { ...customer, Line: [{ ...saleLine(1), Amount: 1.001 }] }, '2090'],
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

  // https://help.breadwinner.com/support/solutions/articles/44001664304
  test('a price of seven places, or of fifteen digits, is none of them', async () => {
    const { codeOf } = openCompany();
    const priced = (Qty: number, UnitPrice: number, Amount: number) => {
      const { SalesItemLineDetail: detail, ...line } = saleLine(1);
      return { ...customer, Line: [{ ...line, Amount, SalesItemLineDetail: { ...detail, Qty, UnitPrice } }] };
    };

    const fine = await codeOf('/invoice', priced(3, 0.3333333, 1));
    const large = await codeOf('/invoice', priced(1, 9_999_999_999.99, 9_999_999_999.99));

    expect([fine, large]).toEqual([200, 200]);
  });

  test('an unknown path is told so, with the number of the answer', async () => {
    const { get } = openCompany();

    const { status, body, headers } = await get('/nothing/1');

    expect([status, body.Fault.Error[0].code, body.time]).toEqual([400, '500', '2026-11-21T12:00:00-08:00']);
    expect(headers.get('intuit_tid')).toMatch(/^1-\d{8}-[0-9a-f]{24}$/);
  });
});
