import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { createReportWire } from './reports-wire.ts';

holdDay('2026-11-21T10:00:00Z');

const line = { description: 'Power, kWh', quantity: '7000', unit_amount: '0.1648', account_code: '400' };
const stored = { InvoiceID: invoiceId, Type: 'ACCPAY', Status: 'DRAFT' };

test('each request with lines asks Xero for the four places that it would round to two', async () => {
  const wire = createXeroWire({
    'PUT /Invoices': () => ({ Invoices: [stored] }),
    'PUT /BankTransactions': () => ({ BankTransactions: [{ BankTransactionID: invoiceId, Type: 'SPEND' }] }),
    'GET /BankTransactions': () => ({ BankTransactions: [] }),
    [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [stored] }),
    [`POST /Invoices/${invoiceId}`]: () => ({ Invoices: [{ ...stored, Status: 'AUTHORISED' }] }),
  });
  const day = { contact_id: contactId, line_items: [line], date: '2026-11-20' };

  await wire.call('create_invoice', { ...day, type: 'ACCPAY', due_date: '2026-12-20' });
  await wire.call('create_bank_transaction', { ...day, type: 'SPEND', bank_account_id: bankId });
  await wire.call('update_invoice_status', { invoice_id: invoiceId, status: 'AUTHORISED' });
  await wire.call('list_bank_transactions', {});

  const asked = wire.requests.filter(({ query }) => query.get('unitdp') === '4');
  expect(new Set(asked.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set([
      'PUT /Invoices',
      'PUT /BankTransactions',
      `GET /Invoices/${invoiceId}`,
      `POST /Invoices/${invoiceId}`,
      'GET /BankTransactions',
    ]),
  );
});

test('a price of four places is booked as it was given: 7000 x 0.1648 = 1153.60, not 1120.00', async () => {
  const wire = createReportWire();
  const { contacts } = await wire.call('search_contacts', { kind: 'supplier', limit: 1 });
  const bill = {
    ...{ type: 'ACCPAY', contact_id: contacts[0].contact_id, line_amount_types: 'NoTax', invoice_number: 'P-1' },
    ...{ line_items: [{ ...line, account_code: '6110' }], date: '2026-11-20', due_date: '2026-12-20' },
  };

  const { invoice } = await wire.call('create_invoice', bill);
  const again = await wire.call('get_invoice', { invoice_id: invoice.invoice_id });

  expect(invoice).toMatchObject({ total: '1153.60', line_items: [{ unit_amount: '0.1648' }] });
  expect(again.invoice).toMatchObject({ total: '1153.60', line_items: [{ unit_amount: '0.1648' }] });
});

test.each([
  ['create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' }],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId }],
])('%s tells how a number is read that others write for thousands', async (tool, kind) => {
  const wire = createXeroWire({
    'PUT /Invoices': () => ({ Invoices: [stored] }),
    'PUT /BankTransactions': () => ({ BankTransactions: [{ BankTransactionID: invoiceId, Type: 'SPEND' }] }),
  });
  const told = [line, { ...line, quantity: '1.5', unit_amount: '1.234' }, { ...line, quantity: '-12.500' }];

  const { warnings } = await wire.call(tool, {
    ...{ ...kind, contact_id: contactId, date: '2026-11-20', line_items: told },
  });

  expect(warnings).toEqual([
    {
      ...{ kind: 'amount', field: 'line_items.1.unit_amount' },
      message: '1.234 is read as 1 and 234 thousandths, not as 1,234',
    },
    expect.objectContaining({ message: expect.stringContaining('not as -12,500') }),
  ]);
});
