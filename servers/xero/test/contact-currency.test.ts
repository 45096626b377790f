import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { openServer } from './open-server.ts';

const today = '2026-11-21';
const line = { description: 'Menu design', quantity: '1', unit_amount: '100.00', account_code: '400' };
const bill = { type: 'ACCPAY', contact_id: contactId, line_items: [line], date: today, due_date: today };

function createWire(currencies: string[], contact: { DefaultCurrency?: string }) {
  const invoices = currencies.map((CurrencyCode, index) => ({
    ...{ InvoiceID: `99999999-9999-4999-8999-99999999999${index}`, Type: 'ACCPAY', Status: 'PAID', CurrencyCode },
  }));
  return createXeroWire({
    'PUT /Invoices': () => ({ Invoices: [{ InvoiceID: invoiceId, Type: 'ACCPAY', Status: 'DRAFT' }] }),
    'GET /Invoices': () => ({ Invoices: invoices }),
    'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ...contact }] }),
  });
}

test('a contact made without a currency has none, and what it owes is not said to be in that of the organisation', async () => {
  const { call, fail, preview } = openServer();
  const { contact } = await call('create_contact', { name: 'Quai Neuf' });
  const { contact_id } = contact;
  const sale = { ...bill, type: 'ACCREC', contact_id, currency: 'EUR', line_amount_types: 'NoTax' };
  const invoice = { ...sale, line_items: [{ ...line, account_code: '4000' }] };

  const question = await preview('create_invoice', invoice);
  const { invoice: draft, warnings } = await call('create_invoice', invoice);
  await call('update_invoice_status', { invoice_id: draft.invoice_id, status: 'AUTHORISED' });
  const { contacts, hint } = await call('search_contacts', { query: 'Quai Neuf' });
  const withoutContact = await fail('get_report', { report: 'aged_receivables' });

  expect(question).not.toContain('currency of');
  expect(warnings.filter(({ kind }: { kind: string }) => kind === 'currency')).toEqual([]);
  expect(contacts).toMatchObject([{ receivable: '100.00' }]);
  expect(JSON.stringify(contacts)).not.toContain('GBP');
  expect(withoutContact.message).toContain('is in search_contacts (not converted)');
  expect(hint).toContain('whatever default_currency is');
  expect(hint).toMatch(/aged_receivables and aged_payables are converted to GBP\.$/);
});

test.each([
  [[], { DefaultCurrency: 'EUR' }, 'Xero has EUR as the default currency of “Harbour Bakery”'],
  [['USD', 'GBP'], { DefaultCurrency: 'EUR' }, 'Xero has EUR as the default currency of “Harbour Bakery”'],
  [['EUR', 'EUR', 'EUR'], { DefaultCurrency: 'GBP' }, 'the latest 3 bills of “Harbour Bakery” are all in EUR'],
  [['EUR', 'EUR'], {}, undefined],
  [['EUR', 'EUR', 'GBP'], {}, undefined],
  [['GBP'], { DefaultCurrency: 'EUR' }, undefined],
  [[], {}, undefined],
])(
  'a bill in GBP after bills in %j for a contact with %j is held against what is known: %s',
  async (past, contact, known) => {
    const { warnings } = await createWire(past, contact).call('create_invoice', bill);

    const message = `${known}, this one is in GBP`;
    expect(warnings.filter(({ kind }: { kind: string }) => kind === 'currency')).toEqual(
      known === undefined ? [] : [{ kind: 'currency', field: 'currency', message }],
    );
  },
);
