import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';

// The year of the organisation ends on 31 March.
holdDay('2026-05-05T10:00:00Z');

const lines = [{ description: 'Flyers', quantity: '1', unit_amount: '10.00', account_code: '400' }];
const bill = (Status: string) => ({
  ...{
    InvoiceID: invoiceId,
    Type: 'ACCPAY',
    Status,
    Date: '2026-03-20T00:00:00',
    DueDate: '2026-05-20T00:00:00',
    AmountDue: 10,
    Total: 10,
  },
  ...{ Contact: { ContactID: contactId, Name: 'Harbour Bakery' }, LineItems: [] },
});
const stored = (status: string) => ({
  [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [bill(status)] }),
});
const told = (day: string) => `${day} changes a financial year that is over: this one began on 2026-04-01`;

const document = { contact_id: contactId, line_items: lines };
const writes = [
  ['create_invoice', { ...document, type: 'ACCPAY', due_date: '2026-05-20', status: 'AUTHORISED' }],
  ['create_bank_transaction', { ...document, type: 'SPEND', bank_account_id: bankId }],
  ['create_payment', { invoice_id: invoiceId, account_id: bankId, amount: '10.00' }],
] as const;

test.each(writes)(
  '%s in a financial year that is over is told, on its last day and not after it',
  async (tool, input) => {
    const wire = createXeroWire(stored('AUTHORISED'));

    expect(await wire.preview(tool, { ...input, date: '2026-03-31' })).toContain(told('2026-03-31'));
    expect(await wire.preview(tool, { ...input, date: '2026-04-01' })).not.toContain('financial year');
  },
);

test.each([
  ['DRAFT', false],
  ['SUBMITTED', true],
  ['AUTHORISED', true],
])('a new bill of a year that is over that is %s: told is %s', async (status, isTold) => {
  const input = { ...document, type: 'ACCPAY', date: '2026-03-20', due_date: '2026-05-20', status };

  const preview = await createXeroWire().preview('create_invoice', input);

  expect(preview.includes(told('2026-03-20'))).toBe(isTold);
});

test.each([
  ['DRAFT', 'SUBMITTED', true],
  ['DRAFT', 'AUTHORISED', true],
  ['AUTHORISED', 'VOIDED', true],
  ['DRAFT', 'DELETED', false],
])('a bill of a year that is over that goes from %s to %s: told is %s', async (before, status, isTold) => {
  const preview = await createXeroWire(stored(before)).preview('update_invoice_status', {
    invoice_id: invoiceId,
    status,
  });

  expect(preview.includes(told('2026-03-20'))).toBe(isTold);
});
