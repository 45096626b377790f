import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createQuickBooksWire, customer, item, type Replies, rows } from './fake-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const invoice = {
  Id: '7',
  SyncToken: '0',
  DocNumber: '107',
  TxnDate: '2026-11-01',
  TotalAmt: 100.1,
  Balance: 100.1,
  CustomerRef: { value: '1', name: 'Harbour Bakery' },
  CurrencyRef: { value: 'USD' },
  BillEmail: { Address: 'office@harbour.example' },
  EmailStatus: 'EmailSent',
};
const stored = {
  'GET /invoice/7': () => ({ Invoice: invoice }),
  'POST /invoice/7/send': () => ({ Invoice: invoice }),
  'POST /invoice': () => ({ Invoice: { ...invoice, TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' } }),
  'POST /bill': () => ({ Bill: { Id: '9', SyncToken: '0' } }),
  'POST /payment': () => ({ Payment: { Id: '80', SyncToken: '0', TotalAmt: 100 } }),
  'QUERY invoice': rows('Invoice', [invoice]),
};

/** What a person was shown of the change, line by line. */
async function shownOf(name: string, input: unknown, replies: Replies = {}) {
  const wire = createQuickBooksWire({ ...stored, ...replies });
  await wire.call(name, input);
  const { message } = JSON.parse(wire.questions[0] ?? '{}');
  return String(message).split('Before -> after:\n')[1]?.split('\n');
}

test('who is asked to email an invoice sees which, whose, to whom, and that it went out before', async () => {
  expect(await shownOf('send_invoice', { invoice_id: '7' })).toEqual([
    '  invoice: "invoice 107 of Harbour Bakery: 100.10 USD" -> "emailed again"',
    '  email: "office@harbour.example" -> "receives it"',
  ]);
  expect(await shownOf('send_invoice', { invoice_id: '7', email: 'else@harbour.example' })).toEqual([
    '  invoice: "invoice 107 of Harbour Bakery: 100.10 USD" -> "emailed again"',
    '  email: "office@harbour.example" -> "else@harbour.example receives it, and is kept on the invoice"',
  ]);
});

test.each([
  [0, 'emailed, though it is paid'],
  [40.1, 'emailed, of which 40.10 is still owed'],
  [100.1, 'emailed'],
])('who is asked to email an invoice of which %s is owed reads "%s"', async (Balance, told) => {
  const found = { 'GET /invoice/7': () => ({ Invoice: { ...invoice, Balance, EmailStatus: 'NotSet' } }) };

  const shown = await shownOf('send_invoice', { invoice_id: '7' }, found);

  expect(shown?.[0]).toBe(`  invoice: "invoice 107 of Harbour Bakery: 100.10 USD" -> "${told}"`);
});

test.each([
  ['is voided', { TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' }, 'conflict'],
  ['has no address', { BillEmail: undefined }, 'invalid_input'],
])('nobody is asked to email an invoice that %s', async (_what, change, code) => {
  const wire = createQuickBooksWire({ ...stored, 'GET /invoice/7': () => ({ Invoice: { ...invoice, ...change } }) });

  expect((await wire.fail('send_invoice', { invoice_id: '7' })).code).toBe(code);
  expect([wire.questions, wire.writes()]).toEqual([[], []]);
});

test('who is asked for a payment of two invoices sees what is received in all, as a bank statement shows it', async () => {
  const both = { 'QUERY invoice': rows('Invoice', [invoice, { ...invoice, Id: '8', DocNumber: '108' }]) };
  const invoices = ['7', '8'].map((id) => ({ invoice_id: id, amount: '50.05' }));

  const shown = await shownOf('record_payment', { invoices }, both);

  expect(shown).toContain('  received: (none) -> "100.10 USD"');
});

test('who is asked to void sees which transaction', async () => {
  const shown = await shownOf('void_transaction', { type: 'invoice', transaction_id: '7' });

  expect(shown?.[0]).toBe('  transaction: "invoice 107 of Harbour Bakery: 100.10 USD, of 2026-11-01" -> "voided"');
  expect(shown?.join()).not.toContain('warnings');
});

test('who is asked to void a payment of a year that is over sees its day, its account and what the day does', async () => {
  const payment = { ...invoice, TxnDate: '2025-12-30', DepositToAccountRef: { value: '35', name: 'Checking' } };
  const old = { 'GET /payment/80': () => ({ Payment: payment }) };
  const wire = createQuickBooksWire({ ...stored, ...old });

  await wire.call('void_transaction', { type: 'payment', transaction_id: '80' });

  const { message } = JSON.parse(wire.questions[0] ?? '{}');
  expect(message).toContain(
    'Undo: not possible; record_payment books its money anew, credit is applied again in QuickBooks alone.',
  );
  expect(message).toContain('100.10 USD, of 2025-12-30, account Checking" -> "voided"');
  expect(message).toContain('2025-12-30 changes a fiscal year that is over: this one began on 2026-');
});

const addedTax = ' without tax; QuickBooks adds the tax when it saves, and the sum with it is not known before';

test('who is asked for a bill sees the vendor and what each line is booked to', async () => {
  const line = { rate: '19.995', quantity: '3', account_id: '60' };

  const shown = await shownOf('create_bill', { vendor_id: '9', line_items: [line], date: '2026-11-20' });

  expect(shown?.slice(0, 2)).toEqual(['  vendor: (none) -> "Paper Mill"', '  total: (none) -> "59.99 USD"']);
  expect(shown?.at(-1)).toBe(
    '  lines: (none) -> ["3 x 19.995 = 59.99 USD: Rent, account 60, quantity and price in its description"]',
  );
});

test('who is asked for an invoice sees the customer and the price that the item brings', async () => {
  const shown = await shownOf('create_invoice', { customer_id: '1', line_items: [{ item_ref: '5', quantity: '2' }] });

  expect(shown?.slice(0, 2)).toEqual([
    '  customer: (none) -> "Harbour Bakery"',
    `  total: (none) -> "200.00 USD${addedTax}"`,
  ]);
  expect(shown?.at(-1)).toBe(
    '  lines: (none) -> ["2 x Workshop at 100.00 = 200.00 USD, item 5, tax as the item has it"]',
  );
});

test('who is asked for an invoice reads of each line whether it is taxed, and what a foreign total is at home', async () => {
  const euro = { CurrencyRef: { value: 'EUR' } };
  const replies = {
    'QUERY customer': rows('Customer', [{ ...customer, ...euro }]),
    'QUERY item': rows('Item', [{ ...item, Taxable: true }]),
  };
  const sold = { item_ref: '5', rate: '10.01' };

  const shown = await shownOf(
    ...(['create_invoice', { customer_id: '1', line_items: [sold, { ...sold, tax_code: 'NON' }] }] as const),
    replies,
  );

  expect(shown?.[1]).toBe(`  total: (none) -> "20.02 EUR (22.02 USD at 1.1)${addedTax}"`);
  expect(shown?.at(-1)).toBe(
    '  lines: (none) -> ["1 x Workshop at 10.01 = 10.01 EUR, item 5, tax TAX by the item","1 x Workshop at 10.01 = 10.01 EUR, item 5, tax NON"]',
  );
});

test.each([
  ['create_invoice', { customer_id: '1' }, { item_ref: '5' }],
  ['create_bill', { vendor_id: '9' }, { account_id: '60' }],
])('who is asked for 100 lines by %s reads each of them once, and all of it', async (name, whose, target) => {
  const line_items = Array.from({ length: 100 }, (_, index) => ({
    ...{ ...target, description: `Work on part ${index + 1} of the bridge`, quantity: '2', rate: `${index + 1}.50` },
  }));
  const wire = createQuickBooksWire(stored);

  await wire.call(name, { ...whose, line_items, date: '2026-11-20', due_date: '2026-12-20' });

  const { message } = JSON.parse(wire.questions[0] ?? '{}');
  const timesTold = line_items.map(({ description }) => message.split(description).length - 1);
  expect(timesTold).toEqual(line_items.map(() => 1));
  expect(message).not.toContain('line_items');
  expect(message).not.toContain('more');
});

test('who is asked for an invoice of an item that is not taxable reads of no tax', async () => {
  const exempt = { 'QUERY item': rows('Item', [{ ...item, Taxable: false }]) };
  const totalOf = async (line: object) =>
    (await shownOf('create_invoice', { customer_id: '1', line_items: [{ item_ref: '5', ...line }] }, exempt))?.[1];

  expect(await totalOf({})).not.toContain('tax');
  expect(await totalOf({ tax_code: 'TAX' })).toContain(addedTax);
});

test('who is asked for an invoice on which nothing is taxed reads of no tax', async () => {
  const line = { item_ref: '5', tax_code: 'non' };

  const shown = await shownOf('create_invoice', { customer_id: '1', line_items: [line] });

  expect(shown?.[1]).toBe('  total: (none) -> "100.00 USD"');
});

test('who is asked for a payment sees whose invoice it pays, where the money goes, and the day that was chosen', async () => {
  const input = { invoices: [{ invoice_id: '7', amount: '100.00' }] };

  expect(await shownOf('record_payment', { ...input, date: '2026-11-20', deposit_account_id: '35' })).toEqual([
    '  balance of 107: "100.10 USD, Harbour Bakery" -> "0.10 USD"',
    '  deposited_to: (none) -> "Checking"',
  ]);
  expect((await shownOf('record_payment', input))?.slice(1)).toEqual([
    '  date: (none) -> "2026-11-21"',
    '  deposited_to: (none) -> "Payments to deposit"',
  ]);
});

test('who is asked for a payment is told of a day long ago, and of one before the invoice', async () => {
  const input = { invoices: [{ invoice_id: '7', amount: '100.00' }], deposit_account_id: '35' };

  expect((await shownOf('record_payment', { ...input, date: '2025-04-02' }))?.at(-1)).toMatch(
    /^ {2}warnings: \(none\) -> "2025-04-02 is 598 days before today; 2025-04-02 changes a fiscal year that is over: this one began on 2026-04-01; 2025-04-02 is before 107, which is of 2026-11-01"$/,
  );
  expect((await shownOf('record_payment', { ...input, date: '2026-11-01' }))?.join()).not.toContain('warnings');
});
