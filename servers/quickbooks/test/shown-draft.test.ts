import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test, vi } from 'vitest';
import { createQuickBooksWire, customer, item, realmId, rows, vendor } from './fake-quickbooks.ts';

// Three minutes before midnight in Los Angeles.
holdDay('2026-11-22T07:57:00Z');

const minute = 60_000;
const hour = 60 * minute;
const later = (milliseconds: number) => () => vi.setSystemTime(Date.now() + milliseconds);
const open = {
  Id: '7',
  SyncToken: '0',
  DocNumber: '107',
  TxnDate: '2026-11-01',
  TotalAmt: 100,
  Balance: 100,
  CustomerRef: { value: '1', name: 'Harbour Bakery' },
  CurrencyRef: { value: 'USD' },
  BillEmail: { Address: 'office@harbour.example' },
};
const payment = { Id: '80', SyncToken: '3', TxnDate: '2026-11-02', TotalAmt: 100, UnappliedAmt: 0 };
const stored = {
  [`GET /companyinfo/${realmId}`]: () => ({
    CompanyInfo: { CompanyName: 'Northwind Coffee', DefaultTimeZone: 'America/Los_Angeles' },
  }),
  'GET /invoice/7': () => ({ Invoice: open }),
  'GET /payment/80': () => ({ Payment: payment }),
  'QUERY invoice': rows('Invoice', [open]),
  'POST /invoice/7/send': () => ({ Invoice: open }),
  'POST /invoice': () => ({ Invoice: { Id: '77', SyncToken: '0' } }),
  'POST /bill': () => ({ Bill: { Id: '78', SyncToken: '0' } }),
  'POST /payment': () => ({ Payment: payment }),
  'QUERY bill': rows('Bill', [{ ...open, VendorRef: { value: '9' } }]),
  'POST /billpayment': () => ({ BillPayment: payment }),
};
const invoice = { customer_id: '1', line_items: [{ item_ref: '5' }], payment_terms: 'Net 30' };

test.each([
  ['create_invoice', invoice, '2026-12-21'],
  [
    'create_bill',
    { vendor_id: '9', line_items: [{ rate: '7.00', account_id: '60' }], payment_terms: 'Net 30' },
    '2026-12-21',
  ],
  ['record_payment', { invoices: [{ invoice_id: '7', amount: '100.00' }] }, undefined],
  ['pay_bill', { bills: [{ bill_id: '7', amount: '100.00' }], account_id: '38' }, undefined],
])('%s writes the day that was shown, though the yes came after midnight', async (name, input, due) => {
  const wire = createQuickBooksWire(stored);

  await wire.call(name, input, later(6 * minute));
  await wire.call(name, { ...input, date: '2026-11-20' }, later(6 * minute));
  await wire.call(name, input);

  expect(wire.questions[0]).toContain('2026-11-21');
  expect(wire.writes().map(({ body }) => Object(body).TxnDate)).toEqual(['2026-11-21', '2026-11-20', '2026-11-22']);
  expect(Object(wire.writes()[0]?.body).DueDate).toBe(due);
});

test('a question that nobody answered leaves its day to no later one', async () => {
  const wire = createQuickBooksWire(stored);
  const giveUp = () => {
    throw new Error('nobody is there');
  };

  await expect(wire.call('create_invoice', invoice, giveUp)).rejects.toThrow('nobody');
  vi.setSystemTime(Date.now() + 12 * hour);
  await wire.call('create_invoice', invoice);

  expect(wire.writes().map(({ body }) => Object(body).TxnDate)).toEqual(['2026-11-22']);
});

test('an invoice whose item was given another price since it was shown is not written', async () => {
  let price = 100;
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY item': () => rows('Item', [{ ...item, UnitPrice: price }])(),
  });
  const raise = () => {
    price = 900;
  };

  const error = await wire.fail('create_invoice', invoice, raise);

  expect(error).toMatchObject({ code: 'conflict' });
  expect(error.message).toContain('Make the same call again');
  expect(wire.writes()).toEqual([]);
  await wire.call('create_invoice', invoice);
  expect(wire.questions[1]).toContain('1 x Workshop at 900.00 = 900.00 USD, item 5');
  expect(wire.writes()).toHaveLength(1);
});

test('an invoice is not emailed to an address that came after it was shown', async () => {
  let address = 'office@harbour.example';
  const wire = createQuickBooksWire({
    ...stored,
    'GET /invoice/7': () => ({ Invoice: { ...open, BillEmail: { Address: address } } }),
  });
  const redirect = () => {
    address = 'thief@elsewhere.example';
  };

  const error = await wire.fail('send_invoice', { invoice_id: '7' }, redirect);

  expect(error).toMatchObject({ code: 'conflict' });
  expect(wire.writes()).toEqual([]);
});

test('what was edited after it was shown is not voided', async () => {
  let token = 3;
  const wire = createQuickBooksWire({
    ...stored,
    'GET /payment/80': () => ({ Payment: { ...payment, SyncToken: String(token) } }),
  });
  const edit = () => {
    token += 1;
  };

  const error = await wire.fail('void_transaction', { type: 'payment', transaction_id: '80' }, edit);

  expect(error).toMatchObject({ code: 'conflict' });
  expect(wire.writes()).toEqual([]);
});

test("a customer's new address is on no invoice that was shown without it", async () => {
  let address = 'office@harbour.example';
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY customer': () => rows('Customer', [{ ...customer, PrimaryEmailAddr: { Address: address } }])(),
  });
  const move = () => {
    address = 'new@harbour.example';
  };

  expect(await wire.fail('create_invoice', invoice, move)).toMatchObject({ code: 'conflict' });
  expect(wire.writes()).toEqual([]);
});

test('no invoice is written under a warning that nobody saw', async () => {
  let owed: object[] = [];
  const wire = createQuickBooksWire({ ...stored, 'QUERY invoice': () => rows('Invoice', owed)() });
  const twin = () => {
    owed = [{ ...open, TxnDate: '2026-11-20', DocNumber: '108' }];
  };

  expect(await wire.fail('create_invoice', invoice, twin)).toMatchObject({ code: 'conflict' });
  expect(wire.writes()).toEqual([]);
});

test('each of several documents that were shown together is written, though the ones before it are owed by then', async () => {
  let owed = 0;
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY customer': () => rows('Customer', [{ ...customer, Balance: owed }])(),
    'QUERY vendor': () => rows('Vendor', [{ ...vendor, Balance: owed }])(),
  });
  const owe = () => {
    owed += 250;
  };

  await wire.call('create_invoice', invoice, owe);
  await wire.call('create_bill', { vendor_id: '9', line_items: [{ rate: '7.00', account_id: '60' }] }, owe);

  expect(wire.writes()).toHaveLength(2);
});

test('a payment is held to the balance that was shown', async () => {
  let balance = 100;
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY invoice': () => rows('Invoice', [{ ...open, Balance: balance }])(),
  });
  const pay = () => {
    balance = 60;
  };

  const input = { invoices: [{ invoice_id: '7', amount: '20.00' }] };
  expect(await wire.fail('record_payment', input, pay)).toMatchObject({ code: 'conflict' });
  expect(wire.writes()).toEqual([]);
});
