import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';

holdDay('2026-11-21T10:00:00Z');

const line = { Description: 'Flyers', Quantity: 3, UnitAmount: 19.995, AccountCode: '400', TaxType: 'INPUT2' };
const draft = {
  ...{ InvoiceID: invoiceId, Type: 'ACCPAY', InvoiceNumber: 'OV23320', Reference: '', Status: 'DRAFT' },
  Contact: { ContactID: contactId, Name: 'Harbour Bakery' },
  ...{ Date: '2026-11-20T00:00:00', DueDate: '2026-12-20T00:00:00', CurrencyCode: 'GBP' },
  // With a discount of a tenth.
  LineItems: [{ ...line, DiscountRate: 10, LineAmount: 53.99, TaxAmount: 10.8 }],
  ...{ LineAmountTypes: 'Exclusive', SubTotal: 53.99, TotalTax: 10.8, Total: 64.79, AmountDue: 64.79 },
};
const booked = (change: Record<string, unknown>) => ({
  ...draft,
  ...{ InvoiceID: '44444444-4444-4444-8444-444444444445', Status: 'AUTHORISED', LineItems: undefined },
  ...change,
});

function createWire({ stored = draft as object, others = [] as object[], contact = {} }) {
  return createXeroWire({
    [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [stored] }),
    [`POST /Invoices/${invoiceId}`]: () => ({ Invoices: [{ ...stored, Status: 'AUTHORISED' }] }),
    'GET /Invoices': () => ({ Invoices: [stored, ...others] }),
    'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ...contact }] }),
  });
}

const approve = { invoice_id: invoiceId, status: 'AUTHORISED' };

test('who is asked to approve a draft sees its days, its sum and its lines as they are booked', async () => {
  const preview = await createWire({}).preview('update_invoice_status', approve);

  expect(preview.split('Before -> after:\n')[1]?.split('\n')).toEqual([
    '  invoice: "bill OV23320 of Harbour Bakery: 64.79 GBP, dated 2026-11-20, due 2026-12-20, DRAFT" -> "AUTHORISED"',
    '  lines: [] -> ["3 x 19.995 less 10 % = 53.99 GBP: 400 Advertising, tax INPUT2 10.80, Flyers"]',
  ]);
});

test.each([
  ['the number', { InvoiceNumber: '23320', Total: 5 }, 'invoice_number', 'has the same number'],
  ['the reference', { InvoiceNumber: '1', Total: 5, Reference: 'po 7' }, 'reference', 'has the same reference'],
  ['the sum', { InvoiceNumber: '1' }, 'line_items', 'has the same sum, 64.79 GBP (53.99 net + 10.80 tax)'],
])('a draft with %s of another is told, before it is submitted or approved and with the answer', async (...row) => {
  const [, change, field, told] = row;
  const wire = createWire({ stored: { ...draft, Reference: 'PO-7' }, others: [booked(change)] });
  const message = expect.stringMatching(/^bill “.+” of 2026-11-20 \(AUTHORISED\), “Harbour Bakery”, /);

  const { warnings } = await wire.call('update_invoice_status', approve);

  expect(warnings).toContainEqual({ kind: 'duplicate', field, message });
  for (const status of ['AUTHORISED', 'SUBMITTED'])
    expect(await wire.preview('update_invoice_status', { ...approve, status })).toContain(told);
  expect(await wire.preview('update_invoice_status', { ...approve, status: 'DELETED' })).not.toContain('has the same');
});

test('a draft is no double of itself', async () => {
  expect((await createWire({}).call('update_invoice_status', approve)).warnings).toEqual([]);
});

test('tax, a currency, a contact and an account that are unusual in a draft are told', async () => {
  const untaxed = ['1', '2', '3'].map((number) =>
    booked({
      InvoiceNumber: number,
      CurrencyCode: 'EUR',
      Total: 50,
      SubTotal: 50,
      TotalTax: 0,
      InvoiceID: `4444444${number}`,
    }),
  );
  const stored = { ...draft, LineItems: [{ ...line, AccountCode: '200', TaxType: 'OUTPUT2', LineAmount: 53.99 }] };
  const contact = { DefaultCurrency: 'EUR', IsCustomer: true, IsSupplier: false };

  const { warnings } = await createWire({ stored, others: untaxed, contact }).call('update_invoice_status', approve);

  expect(warnings.map(({ kind, field }: { kind: string; field: string }) => [kind, field])).toEqual([
    ['contact', 'contact_id'],
    ['currency', 'currency'],
    ['tax', 'line_items'],
    ['account', 'line_items.0.account_code'],
  ]);
});

test.each([
  ['ACCPAY', { IsCustomer: true, IsSupplier: true }, 'is a customer, and this is its only bill in two years'],
  ['ACCREC', { IsCustomer: true, IsSupplier: true }, 'is a supplier, and this is its only invoice in two years'],
])('an %s that alone made its contact what it is for is told before it is approved', async (Type, contact, told) => {
  const stored = { ...draft, Type };
  const other = booked({ Type, InvoiceNumber: '1', Total: 5, SubTotal: 5 });
  const preview = (wire: object) => createWire({ stored, ...wire }).preview('update_invoice_status', approve);

  expect(await preview({ contact })).toContain(`“Harbour Bakery” ${told}`);
  expect(await preview({ contact, others: [other] })).not.toContain(told);
  expect(await preview({ contact: { IsCustomer: Type === 'ACCREC', IsSupplier: Type === 'ACCPAY' } })).not.toContain(
    'in two years',
  );
});

test('a draft without tax is approved without a word about the tax types of its lines', async () => {
  const lines = [{ ...line, AccountCode: '400', TaxType: 'OUTPUT2', LineAmount: 53.99, TaxAmount: 0 }];
  const stored = { ...draft, LineItems: lines, LineAmountTypes: 'NoTax', TotalTax: 0, Total: 53.99 };

  expect((await createWire({ stored }).call('update_invoice_status', approve)).warnings).toEqual([]);
});

test('each of a hundred lines of a draft is shown, and whole', async () => {
  const lines = Array.from({ length: 100 }, (_, index) => ({
    ...{ ...line, Description: `Flyers and posters of week ${index + 1}, printed in colour`, LineAmount: 59.99 },
  }));

  const preview = await createWire({ stored: { ...draft, LineItems: lines } }).preview(
    'update_invoice_status',
    approve,
  );

  expect(preview.match(/of week \d+, printed in colour/g)).toHaveLength(100);
});
