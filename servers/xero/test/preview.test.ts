import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z'), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const invoice = {
  InvoiceID: invoiceId,
  Type: 'ACCREC',
  InvoiceNumber: 'INV-7',
  Status: 'AUTHORISED',
  Contact: { ContactID: contactId, Name: 'Harbour Bakery' },
  CurrencyCode: 'GBP',
  Total: 120.5,
  AmountDue: 100.5,
};
const stored = { [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [invoice] }) };
const lines = [{ description: 'Flyers', quantity: '3', unit_amount: '19.995', account_code: '400' }];

/** What a person is shown of the change, line by line. */
const shown = (preview: string) => preview.split('Before -> after:\n')[1]?.split('\n');

test('who is asked for a bill sees the supplier, the sum and what each line is booked to', async () => {
  const wire = createXeroWire();

  const preview = await wire.preview('create_invoice', {
    ...{ type: 'ACCPAY', contact_id: contactId, line_items: lines, currency: 'EUR' },
    ...{ date: '2026-11-20', due_date: '2026-12-20', status: 'AUTHORISED' },
  });

  expect(shown(preview)).toEqual([
    '  contact: "Harbour Bakery" -> "one more bill, AUTHORISED: 59.99 EUR, tax on top"',
    '  lines: (none) -> ["3 x 19.995 = 59.99 EUR: 400 Advertising, tax INPUT2"]',
  ]);
  expect(wire.writes()).toEqual([]);
});

test.each([
  ['JPY', '59.99'],
  ['KWD', '59.99'],
])('a sum in %s is shown with the places that Xero keeps of it', async (currency, sum) => {
  const wire = createXeroWire({ 'GET /Currencies': () => ({ Currencies: [{ Code: currency }] }) });

  const preview = await wire.preview('create_invoice', {
    ...{ type: 'ACCPAY', contact_id: contactId, line_items: lines, currency },
    ...{ date: '2026-11-20', due_date: '2026-12-20' },
  });

  expect(shown(preview)?.at(0)).toContain(`${sum} ${currency}`);
});

test('who is asked for money spent sees the bank account by name', async () => {
  const wire = createXeroWire();

  const preview = await wire.preview('create_bank_transaction', {
    ...{ type: 'SPEND', bank_account_id: bankId.toUpperCase(), contact_id: contactId, line_items: lines },
    ...{ date: '2026-11-20', line_amount_types: 'NoTax' },
  });

  expect(shown(preview)).toEqual([
    '  bank_account: "Current account" -> "spends 59.99 GBP, no tax"',
    '  contact: "Harbour Bakery" -> "is paid"',
    '  lines: (none) -> ["3 x 19.995 = 59.99 GBP: 400 Advertising"]',
  ]);
});

test.each([
  [
    'create_bank_transaction',
    { type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: lines },
    '  warnings: [] -> ["2036-11-20 is 3652 days after today"]',
  ],
  [
    'create_payment',
    { invoice_id: invoiceId, account_id: bankId, amount: '1.00' },
    '  date: (none) -> "2036-11-20 is 3652 days after today"',
  ],
])('who is asked for %s is told of a year that was typed wrong', async (tool, input, told) => {
  const wire = createXeroWire(stored);

  expect(shown(await wire.preview(tool, { ...input, date: '2036-11-20' }))?.at(-1)).toBe(told);
  expect(await wire.preview(tool, { ...input, date: '2026-11-20' })).not.toMatch(/date: \(none\)|today|warnings/);
});

test('who is asked for a payment sees the invoice and what is left of it', async () => {
  const wire = createXeroWire(stored);

  const preview = await wire.preview('create_payment', {
    ...{ invoice_id: invoiceId, account_id: bankId, amount: '100.40', date: '2026-11-20' },
  });

  expect(shown(preview)).toEqual([
    '  still_owed: "100.50, invoice INV-7 of Harbour Bakery: 120.50 GBP" -> "0.10"',
    '  bank_account: (none) -> "Current account"',
  ]);
});

test('who is asked to void sees which invoice, and that it is for good', async () => {
  const wire = createXeroWire(stored);

  const preview = await wire.preview('update_invoice_status', { invoice_id: invoiceId, status: 'VOIDED' });

  expect(shown(preview)).toEqual([
    '  invoice: "invoice INV-7 of Harbour Bakery: 120.50 GBP, AUTHORISED" -> "VOIDED for good"',
  ]);
});

test('nobody is asked for a document that is refused', async () => {
  const wire = createXeroWire();
  const refused = [{ description: 'Discount', unit_amount: '-12.00', account_code: '200' }];

  const asked = wire.preview('create_invoice', {
    ...{ contact_id: contactId, line_items: refused, date: '2026-11-20', due_date: '2026-12-20' },
  });

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
});
