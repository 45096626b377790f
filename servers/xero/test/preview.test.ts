import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';

holdDay('2026-11-21T10:00:00Z');

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
const lines = [{ description: 'Flyers', quantity: '3', unit_amount: '19.9950', account_code: '400' }];

/** What a person is shown of the change, line by line. */
const shown = (preview: string) => preview.split('Before -> after:\n')[1]?.split('\n');

test('who is asked for a bill sees the supplier, the sum and what each line is booked to', async () => {
  const wire = createXeroWire();

  const preview = await wire.preview('create_invoice', {
    ...{ type: 'ACCPAY', contact_id: contactId, line_items: lines, currency: 'EUR' },
    ...{ date: '2026-11-20', due_date: '2026-12-20', status: 'AUTHORISED' },
  });

  expect(shown(preview)).toEqual([
    '  contact: "Harbour Bakery" -> "one more bill, AUTHORISED: 71.99 EUR (59.99 net + 12.00 tax)"',
    '  lines: (none) -> ["3 x 19.9950 = 59.99 EUR: 400 Advertising, tax INPUT2 12.00, Flyers"]',
  ]);
  expect(wire.writes()).toEqual([]);
});

test('who is asked for a draft or a contact sees what can undo it', async () => {
  const wire = createXeroWire();
  const draft = { contact_id: contactId, line_items: lines, date: '2026-11-20', due_date: '2026-12-20' };

  expect(await wire.preview('create_invoice', draft)).toContain('Undo: with update_invoice_status, to DELETED.');
  expect(shown(await wire.preview('create_contact', { name: 'Zed Ltd' }))).toEqual(['  contact: (none) -> "one more"']);
});

test.each([
  ['JPY', '71.99'],
  ['KWD', '71.99'],
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
    '  lines: (none) -> ["3 x 19.9950 = 59.99 GBP: 400 Advertising, Flyers"]',
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
    '  warnings: [] -> ["2036-11-20 is 3652 days after today"]',
  ],
])('who is asked for %s is told of a year that was typed wrong', async (tool, input, told) => {
  const wire = createXeroWire(stored);

  expect(shown(await wire.preview(tool, { ...input, date: '2036-11-20' }))).toContain(told);
  expect(await wire.preview(tool, { ...input, date: '2026-11-20' })).not.toMatch(/today|warnings/);
});

test.each([
  // https://developer.xero.com/documentation/api-guides/rounding-in-xero#line-item-totals
  ['Exclusive', '35.88 GBP (29.91 net + 5.97 tax)'],
  ['Inclusive', '29.91 GBP (24.93 net + 4.98 tax)'],
])('tax is rounded line by line, as Xero does it: %s', async (line_amount_types, sum) => {
  const three = ['9.97', '9.97', '9.97'].map((unit_amount) => ({ ...lines[0], quantity: '1', unit_amount }));

  const preview = await createXeroWire().preview('create_invoice', {
    ...{ type: 'ACCPAY', contact_id: contactId, line_items: three, line_amount_types },
    ...{ date: '2026-11-20', due_date: '2026-12-20' },
  });

  expect(preview).toContain(sum);
});

test('a sum whose tax is unknown is said to be without it', async () => {
  const wire = createXeroWire({ 'GET /TaxRates': () => ({ TaxRates: [] }) });

  const preview = await wire.preview('create_bank_transaction', {
    ...{ type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: lines, date: '2026-11-20' },
  });

  expect(preview).toContain('spends 59.99 GBP, tax on top');
});

test('each of many lines is shown whole, with its tracking, after what a person should know', async () => {
  const many = Array.from({ length: 40 }, (_, index) => ({
    ...{ description: `Flyers of week ${index + 1}`, unit_amount: '1.00', account_code: '400' },
    tracking: ['region:north'],
  }));

  const preview = await createXeroWire().preview('create_bank_transaction', {
    ...{ type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: many },
    date: '2036-11-20',
  });

  expect(shown(preview)?.at(2)).toMatch(/^ {2}warnings/);
  expect(shown(preview)?.at(42)).toBe(
    '  lines.39: (none) -> "1 x 1.00 = 1.00 GBP: 400 Advertising, tax INPUT2 0.20, Region: North, Flyers of week 40"',
  );
});

test.each([
  ['create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' }],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId }],
])('each of a hundred lines of %s is shown once, and whole', async (tool, input) => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    ...{
      description: `Flyers and posters of week ${index + 1}, printed in colour`,
      quantity: '3',
      unit_amount: '19.9950',
    },
    ...{ account_code: '400', tracking: ['Region: North'], item_code: 'FLYER' },
  }));
  const items = { 'GET /Items': () => ({ Items: [{ ItemID: contactId, Code: 'FLYER' }] }) };
  const document = { ...input, contact_id: contactId, line_items: many, date: '2026-11-20' };

  const preview = await createXeroWire(items).preview(tool, document);

  expect(preview).not.toMatch(/! Not all|line_items/);
  expect(preview.match(/of week \d+, printed/g)).toHaveLength(100);
});

test.each([
  ['create_payment', { invoice_id: invoiceId, account_id: bankId, amount: '1.00' }],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: lines }],
])('who is asked for %s is told of a day that is still to come, but not of today', async (tool, input) => {
  const wire = createXeroWire(stored);

  const [later, now] = ['2026-11-22', '2026-11-21'].map((date) => wire.preview(tool, { ...input, date }));

  expect(await later).toContain('2026-11-22 is after today: the money has not moved yet');
  expect(await now).not.toContain('warnings');
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

  expect(shown(preview)).toEqual(['  invoice: "invoice INV-7 of Harbour Bakery: 120.50 GBP, AUTHORISED" -> "VOIDED"']);
  expect(preview).toContain('Undo: not possible.');
});

test('who is asked to approve a draft is told of a year that was typed wrong in it', async () => {
  const days = { Date: '2036-11-20T00:00:00', DueDate: '2062-12-20T00:00:00' };
  const draft = { Invoices: [{ ...invoice, Status: 'DRAFT', ...days }] };
  const wire = createXeroWire({ [`GET /Invoices/${invoiceId}`]: () => draft });
  const ask = (status: string) => wire.preview('update_invoice_status', { invoice_id: invoiceId, status });

  expect(shown(await ask('AUTHORISED'))).toContain(
    '  warnings: [] -> ["2036-11-20 is 3652 days after today","due_date 2062-12-20 is more than a year after the date, 2036-11-20"]',
  );
  expect(await ask('AUTHORISED')).toContain('Undo: with update_invoice_status, to VOIDED alone.');
  expect(await ask('DELETED')).not.toContain('warnings');
  expect(await ask('DELETED')).toContain('Undo: not possible.');
});

test('nobody is asked for a document that is refused', async () => {
  const wire = createXeroWire();
  const refused = [{ description: 'Discount', unit_amount: '-12.00', account_code: '200' }];

  const asked = wire.preview('create_invoice', {
    ...{ contact_id: contactId, line_items: refused, date: '2026-11-20', due_date: '2026-12-20' },
  });

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
});
