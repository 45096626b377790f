import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';

const locked = 'locked until 2024-12-31; use a later date, or an adviser unlocks it';
const line = { description: 'Flyers', unit_amount: '10.00', account_code: '400' };
const bill = { type: 'ACCPAY', contact_id: contactId, line_items: [line], date: '2024-12-01', due_date: '2024-12-31' };

/** An organisation with one bill in its locked period. */
function createWire(status: string) {
  const stored = { InvoiceID: invoiceId, Type: 'ACCPAY', Status: status, Date: '2024-12-01T00:00:00' };
  return createXeroWire({
    [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [stored] }),
    [`POST /Invoices/${invoiceId}`]: () => ({ Invoices: [stored] }),
    'PUT /Invoices': () => ({ Invoices: [stored] }),
  });
}

test.each([
  ['DRAFT', 'SUBMITTED'],
  ['DRAFT', 'DELETED'],
  ['SUBMITTED', 'DRAFT'],
])('what was never posted can go from %s to %s in a locked period', async (before, status) => {
  const wire = createWire(before);

  await wire.call('update_invoice_status', { invoice_id: invoiceId, status });

  expect(wire.writes()).toHaveLength(1);
});

test.each([
  ['SUBMITTED', 'AUTHORISED'],
  ['AUTHORISED', 'VOIDED'],
])('what is or becomes posted cannot go from %s to %s in a locked period', async (before, status) => {
  const wire = createWire(before);

  const error = await wire.fail('update_invoice_status', { invoice_id: invoiceId, status });

  expect(error.message).toContain(locked);
  expect(wire.writes()).toEqual([]);
});

test.each(['DRAFT', 'SUBMITTED'])(
  'a %s can be made in a locked period, a bill that is posted cannot',
  async (status) => {
    const wire = createWire(status);

    await wire.call('create_invoice', { ...bill, status });
    const error = await wire.fail('create_invoice', { ...bill, status: 'AUTHORISED' });

    expect(error.message).toContain(locked);
    expect(wire.writes()).toHaveLength(1);
  },
);
