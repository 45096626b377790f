import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';

const line = { Quantity: 2, UnitAmount: 100, LineAmount: 200, TaxAmount: 40, TaxType: 'OUTPUT2', AccountCode: '200' };
const invoice = (LineItems: object[]) => ({
  ...{ InvoiceID: invoiceId, Type: 'ACCREC', InvoiceNumber: 'INV-1', Status: 'DRAFT', CurrencyCode: 'GBP', LineItems },
  Contact: { ContactID: contactId, Name: 'Harbour Bakery' },
  ...{ Date: '2026-11-20T00:00:00', SubTotal: 60000, TotalTax: 12000, Total: 72000 },
});

test('an invoice of more lines than an answer has room for is told with the first of them, and how many follow', async () => {
  const Description = 'Cleaning of the offices and the stairs, with all that was used for it';
  const long = invoice(Array.from({ length: 300 }, () => ({ ...line, Description })));
  const wire = createXeroWire({
    [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [long] }),
    [`POST /Invoices/${invoiceId}`]: () => ({ Invoices: [{ ...long, Status: 'AUTHORISED' }] }),
  });

  const { invoice: read } = await wire.call('get_invoice', { invoice_id: invoiceId });
  const { invoice: approved } = await wire.call('update_invoice_status', {
    invoice_id: invoiceId,
    status: 'AUTHORISED',
  });

  expect(read.line_items.length).toBeGreaterThan(100);
  expect(read.line_items.length + read.lines_left_out).toBe(300);
  expect(approved).toEqual({ ...read, status: 'AUTHORISED' });
});

test.each([
  [{ DiscountRate: 12.5, LineAmount: 175 }, '12.5 %'],
  [{ DiscountAmount: 30, LineAmount: 170 }, '30.00'],
  [{ DiscountRate: 0 }, undefined],
])('a line with %o has the discount %s', async (change, discount) => {
  const wire = createXeroWire({
    [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [invoice([{ ...line, ...change }])] }),
  });

  const read = await wire.call('get_invoice', { invoice_id: invoiceId });

  expect(read.invoice.line_items.map((one: { discount?: string }) => one.discount)).toEqual([discount]);
  expect(read.invoice.lines_left_out).toBeUndefined();
});
