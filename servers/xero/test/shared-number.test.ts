import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { createReportWire } from './reports-wire.ts';

const otherId = '44444444-4444-4444-8444-444444444445';
const bill = (InvoiceID: string, change: object = {}) => ({
  ...{ InvoiceID, Type: 'ACCPAY', InvoiceNumber: 'BS48213', Status: 'AUTHORISED', Date: '2026-11-02T00:00:00' },
  ...{ Total: 10, AmountDue: 10, CurrencyCode: 'GBP', Contact: { ContactID: contactId, Name: 'Bright Spark' } },
  ...change,
});

test.each([
  ['get_invoice', {}],
  ['update_invoice_status', { status: 'VOIDED' }],
  ['create_payment', { account_id: bankId, amount: '10.00', date: '2026-11-20' }],
])(
  '%s by a number that documents share is refused with each of them once, and with the contact by its id alone',
  async (tool, input) => {
    const Invoices = [bill(invoiceId), bill(otherId, { Status: 'PAID', Date: '2026-11-09T00:00:00' })];
    const wire = createXeroWire({ 'GET /Invoices': () => ({ Invoices }) });

    const error = await wire.fail(tool, { ...input, invoice_id: 'BS48213' });

    const name = 'bill “BS48213” of 2026-11';
    expect(error.code).toBe('invalid_input');
    expect(error.details.fields).toEqual([{ path: 'invoice_id', problem: 'is the number of 2 documents' }]);
    expect(error.message).toContain(
      `Pass the id of the one that is meant: ${name}-02: 10.00 GBP (AUTHORISED, id ${invoiceId}, contact ${contactId}), ` +
        `${name}-09: 10.00 GBP (PAID, id ${otherId}, contact ${contactId}).`,
    );
    expect(error.message).not.toContain('Bright Spark');
    expect(wire.requests.find(({ path }) => path === '/Invoices')?.query.get('InvoiceNumbers')).toBe('BS48213');
  },
);

test('a bill of the sandbox that was entered twice is two by its number, and by what Xero says of each', async () => {
  const { call, fail } = createReportWire();
  const { invoices } = await call('search_invoices', { type: 'ACCPAY', query: 'BS48213' });

  const error = await fail('get_invoice', { invoice_id: 'BS48213' });

  expect(invoices.length).toBeGreaterThan(1);
  for (const { invoice_id: id } of invoices) expect(error.message).toContain(id);
});
