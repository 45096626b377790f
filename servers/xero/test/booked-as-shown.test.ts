import { expect, test } from 'vitest';
import { createReportWire } from './reports-wire.ts';

const dated = { date: '2026-11-20', due_date: '2026-12-20', status: 'AUTHORISED' };
const line = { description: 'Coffee', account_code: '4000', tax_type: 'OUTPUT2' };

async function invoiceOf(wire: ReturnType<typeof createReportWire>, ...prices: string[]) {
  const { contacts } = await wire.call('search_contacts', { kind: 'customer', limit: 1 });
  const line_items = prices.map((unit_amount) => ({ ...line, unit_amount }));
  return { ...dated, contact_id: contacts[0].contact_id, line_items, line_amount_types: 'Inclusive' };
}

test.each([
  // https://developer.xero.com/documentation/api-guides/rounding-in-xero#line-item-totals: 0.165 of tax is 0.17.
  [['0.99'], '0.99 GBP (0.82 net + 0.17 tax)', { sub_total: '0.82', total_tax: '0.17', total: '0.99' }],
  [['10.00', '-0.99'], '9.01 GBP (7.51 net + 1.50 tax)', { sub_total: '7.51', total_tax: '1.50', total: '9.01' }],
])('tax within %o is booked as it was shown', async (prices, shown, booked) => {
  const wire = createReportWire();
  const input = await invoiceOf(wire, ...prices);

  const preview = await wire.preview('create_invoice', input);
  const { invoice } = await wire.call('create_invoice', input);

  expect(preview).toContain(shown);
  expect(invoice).toMatchObject(booked);
});

test('an invoice that nobody has sent is not said to be sent, neither a new one nor an approved draft', async () => {
  const wire = createReportWire();

  const { invoice } = await wire.call('create_invoice', await invoiceOf(wire, '5.00'));
  const { invoices } = await wire.call('search_invoices', { query: 'INV-DRAFT-1', statuses: ['DRAFT'] });
  const { invoice_id: draft } = invoices[0];
  const approved = await wire.call('update_invoice_status', { invoice_id: draft, status: 'AUTHORISED' });

  expect([invoice.sent, approved.invoice.sent]).toEqual([false, false]);
});

test('what a supplier gives back lowers the cost that it was, with its tax, as it was shown', async () => {
  const wire = createReportWire();
  const { contacts } = await wire.call('search_contacts', { kind: 'supplier', limit: 1 });
  const { accounts } = await wire.call('list_accounts', { bank_only: true });
  const refund = {
    ...{ type: 'RECEIVE', contact_id: contacts[0].contact_id, bank_account_id: accounts[0].account_id },
    ...{ line_items: [{ description: 'Returned', unit_amount: '30.00', account_code: '6400' }], date: '2026-11-20' },
  };

  const preview = await wire.preview('create_bank_transaction', refund);
  const { bank_transaction: stored } = await wire.call('create_bank_transaction', refund);

  expect(preview).toContain('receives 36.00 GBP (30.00 net + 6.00 tax)');
  expect(stored).toMatchObject({ total: '36.00', total_tax: '6.00', line_items: [{ tax_type: 'INPUT2' }] });
});

test('an asset that is sold can have the tax of sales', async () => {
  const wire = createReportWire();
  const van = { description: 'Van', unit_amount: '100.00', account_code: '1510' };
  const sale = { ...(await invoiceOf(wire)), line_amount_types: 'Exclusive' };
  const taxedAs = async (line: object) =>
    (await wire.call('create_invoice', { ...sale, line_items: [line] })).invoice.line_items[0].tax_type;

  expect(await taxedAs({ ...van, tax_type: 'OUTPUT2' })).toBe('OUTPUT2');
  expect(await wire.preview('create_invoice', { ...sale, line_items: [van] })).toContain('the tax of a purchase');
});
