import { expect, test } from 'vitest';
import { createQuickBooksWire, customer, fault, item, type Replies, rows, vendor } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

const stored: Replies = {
  'POST /invoice': () => ({ Invoice: { Id: '70', SyncToken: '0' } }),
  'POST /bill': () => ({ Bill: { Id: '90', SyncToken: '0' } }),
  'POST /payment': () => ({ Payment: { Id: '80', SyncToken: '0', TotalAmt: 100 } }),
};
const past = { Id: '7627', DocNumber: 'INV-2105', TxnDate: '2026-11-01', TotalAmt: 10, Balance: 0 };
const invoice = { customer_id: '1', line_items: [{ item_ref: '5' }], date: '2026-11-20' };
const bill = { vendor_id: '9', line_items: [{ account_id: '60', rate: '10' }], date: '2026-11-20' };
const euro = { CurrencyRef: { value: 'EUR' } };

async function asked(name: string, input: unknown, replies: Replies = {}): Promise<string> {
  const wire = createQuickBooksWire({ ...stored, ...replies });
  await wire.call(name, input);
  return wire.questions[0] ?? '';
}

test.each([
  [
    'a due day that the terms do not give',
    'create_invoice',
    { ...invoice, payment_terms: 'Net 30', due_date: '2026-12-31' },
    {},
    'due_date 2026-12-31 counts, though Net 30 gives 2026-12-20',
  ],
  [
    ...(['a rate far from that of the day', 'create_bill', { ...bill, exchange_rate: '1.5' }] as const),
    { 'QUERY vendor': rows('Vendor', [{ ...vendor, ...euro }]) },
    "exchange_rate 1.5 is 36 % above QuickBooks' own of 2026-11-20, 1.1",
  ],
  [
    'a line of a bill on a bank account',
    'create_bill',
    { ...bill, line_items: [{ account_id: '35', rate: '10' }] },
    {},
    'Checking is of type Bank; what a bill buys is booked to costs or assets',
  ],
  [
    'lines of a bill on a bank account',
    'create_bill',
    { ...bill, line_items: ['35', '35'].map((account_id) => ({ account_id, rate: '10' })) },
    {},
    'lines 1–2: Checking is of type Bank',
  ],
  [
    'more than there is in stock, of all lines together',
    'create_invoice',
    { ...invoice, line_items: ['2', '1.5'].map((quantity) => ({ item_ref: '5', quantity })) },
    { 'QUERY item': rows('Item', [{ ...item, Type: 'Inventory', QtyOnHand: 3 }]) },
    "3.5 of Workshop are invoiced, and 3 are in stock by QuickBooks' count of now",
  ],
  [
    ...(['a limit of the customer though a higher one was given', 'create_invoice'] as const),
    { ...invoice, credit_limit: '50000' },
    { 'QUERY customer': rows('Customer', [{ ...customer, CreditLimit: 50 }]) },
    'above the limit of 50.00 USD',
  ],
])('who is asked is warned of %s', async (_what, name, input, replies, warning) => {
  expect(await asked(name, input, replies)).toContain(warning);
});

test.each([
  ['enough is in stock', { Type: 'Inventory', QtyOnHand: 1 }],
  ['QuickBooks keeps no count', { Type: 'NonInventory', QtyOnHand: 0 }],
])('nothing is said of the stock where %s', async (_why, change) => {
  const question = await asked('create_invoice', invoice, { 'QUERY item': rows('Item', [{ ...item, ...change }]) });

  expect(question).toContain('1 x Workshop');
  expect(question).not.toContain('in stock');
});

test('a rate near that of the day is not warned of', async () => {
  const question = await asked(
    'create_bill',
    { ...bill, exchange_rate: '1.12' },
    { 'QUERY vendor': rows('Vendor', [{ ...vendor, ...euro }]) },
  );

  expect(question).toContain('Rent');
  expect(question).not.toContain('exchange_rate 1.12 is');
});

const owed = { ...past, Id: '7', SyncToken: '0', Balance: 100, CustomerRef: { value: '1', name: 'Harbour Bakery' } };
const paid = { invoices: [{ invoice_id: '7', amount: '100.00' }] };

test('who is asked for a payment is warned of a day to come and of a check that was entered before', async () => {
  const same = { Id: '7600', SyncToken: '0', TxnDate: '2026-11-10', TotalAmt: 20, PaymentRefNum: '10442' };
  const replies = { 'QUERY invoice': rows('Invoice', [owed]), 'QUERY payment': rows('Payment', [same]) };

  const question = await asked('record_payment', { ...paid, date: '2099-05-01', reference: '10442' }, replies);

  expect(question).toContain('2099-05-01 is in the future');
  expect(question).toContain('payment 7600 of 2026-11-10 over 20.00 has the reference 10442 too');
});

const received = { Id: '7600', SyncToken: '0', TxnDate: '2026-11-19', TotalAmt: 100 };

test.each([
  ['money that seems to be booked already', {}, received, 'payment 7600 of 2026-11-19 has the same sum'],
  ['money that came with another check', { reference: '10442' }, { ...received, PaymentRefNum: '10441' }, undefined],
  ['money of another sum', {}, { ...received, TotalAmt: 100.01 }, undefined],
  ['money of four days before', {}, { ...received, TxnDate: '2026-11-16' }, undefined],
])('who is asked for a payment is told of %s, if of anything', async (_what, change, one, told) => {
  const replies = { 'QUERY invoice': rows('Invoice', [owed]), 'QUERY payment': rows('Payment', [one]) };

  const question = await asked('record_payment', { ...paid, date: '2026-11-20', ...change }, replies);

  expect(question).toContain('balance of INV-2105');
  expect(question.includes('booked twice')).toBe(told !== undefined);
  expect(question).toContain(told ?? '');
});

test('who is asked for a payment in another currency sees what it is worth at home, and what is lost', async () => {
  const replies = { 'QUERY invoice': rows('Invoice', [{ ...owed, ...euro, ExchangeRate: 1.2 }]) };

  const question = await asked('record_payment', { ...paid, date: '2026-11-20' }, replies);

  expect(question).toContain('worth: (none) -> \\"110.00 USD at 1.1, a loss of 10.00 USD\\"');
});

test('what is gained on a payment is reckoned as it is booked: what stays open by its own conversion, the rest paid', async () => {
  // 99.99 were booked in two lines at 1.0825, each rounded.
  const foreign = { ...owed, ...euro, Balance: 99.99, ExchangeRate: 1.0825, HomeBalance: 108.25 };
  const replies = { 'QUERY invoice': rows('Invoice', [foreign]) };
  const worth = async (amount: string) =>
    asked('record_payment', { invoices: [{ invoice_id: '7', amount }], date: '2026-11-20' }, replies);

  expect(await worth('99.99')).toContain('109.99 USD at 1.1, a gain of 1.74 USD');
  // 49.99 stay open, worth 54.11; the 50.00 that are paid were worth 54.14.
  expect(await worth('50.00')).toContain('55.00 USD at 1.1, a gain of 0.86 USD');
});

test.each([
  [{ name: 'New', currency: 'CHF' }, 'currency', 'CHF is not in use'],
  [{ name: 'jubilee cinemas' }, 'name', 'is that of customer'],
  [{ name: 'New', email: 'bad' }, 'email', 'is not one email address'],
])('nobody is asked for a customer whom QuickBooks would refuse: %j', async (input, path, problem) => {
  const server = openServer();

  const error = await server.fail('create_customer', input);

  expect(error.details.fields?.[0]).toMatchObject({ path, problem: expect.stringContaining(problem) });
  await expect(server.preview('create_customer', input)).rejects.toThrow();
});

test('who wants to void what is not taken back here reads what is, and where else', async () => {
  const error = await createQuickBooksWire().fail('void_transaction', { type: 'deposit', transaction_id: '7' });

  expect(error.details.fields?.[0]?.problem).toContain('bill_payment, bill); delete or void it in QuickBooks');
});

test('who is asked sees what QuickBooks adds to an invoice by itself, and what no tool gives it', async () => {
  const described = { ...item, Description: 'Half a day with materials' };
  const prefs = { TrackDepartments: true, ClassTrackingPerTxnLine: true };
  const replies: Replies = {
    'QUERY item': rows('Item', [described]),
    'GET /preferences': () => ({ Preferences: { AccountingInfoPrefs: prefs } }),
  };

  const told = await asked('create_invoice', invoice, replies);
  const given = await asked(
    'create_invoice',
    { ...invoice, line_items: [{ item_ref: '5', description: 'A' }] },
    replies,
  );

  expect(told).toContain("described as 'Half a day with materials'");
  expect(told).toContain('it gets no class and no location');
  expect(given).toContain("described as 'A'");
  expect(await asked('create_bill', bill, replies)).toContain('it gets no class and no location');
  expect(await asked('create_bill', bill)).not.toContain('it gets no');
});

test('a bill takes a line below 0 where its total stays above', async () => {
  const wire = createQuickBooksWire(stored);
  const rebate = { account_id: '60', rate: '-2.50' };

  await wire.call('create_bill', { ...bill, line_items: [...bill.line_items, rebate] });

  expect(wire.questions[0]).toContain('7.50 USD');
  expect(wire.writes()[0]?.body).toMatchObject({ Line: [{ Amount: 10 }, { Amount: -2.5 }] });
});

test('a number that an invoice has is refused before anybody is asked', async () => {
  const wire = createQuickBooksWire({ ...stored, 'QUERY invoice': rows('Invoice', [past]) });

  const error = await wire.fail('create_invoice', { ...invoice, doc_number: 'INV-2105' });

  const problem =
    'invoice “INV-2105” (id 7627) of 2026-11-01 has this number; choose another, or leave it out for the next';
  expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'doc_number', problem }] } });
  expect(wire.questions).toEqual([]);
});

test('a number that is taken is answered with the one advice that was given before the yes', async () => {
  const wire = createQuickBooksWire({
    'POST /invoice': () => fault('6140', 'DocNumber=INV-2105 is assigned to TxnType=Invoice with TxnId=7627'),
  });

  const error = await wire.fail('create_invoice', { ...invoice, doc_number: 'INV-2105' });

  expect(error.code).toBe('conflict');
  expect(error.message).toMatch(/this number is taken; choose another, or leave it out \(id 7627\) \[error 6140\]\.$/);
});
