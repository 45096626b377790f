import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';

const invoice = { InvoiceID: invoiceId, Type: 'ACCREC', Status: 'AUTHORISED', InvoiceNumber: 'INV-7', Total: 90 };
const line = { Description: 'Workshop', Quantity: 1, UnitAmount: 90, LineAmount: 90 };

const wireWith = (odd: object, oddLine: object = {}) => {
  const LineItems = [{ ...line, ...oddLine }];
  return createXeroWire({ [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [{ ...invoice, LineItems, ...odd }] }) });
};

test.each([
  ['an amount beyond all money', wireWith({ Total: 1e300 }), 'at invoices.0.total'],
  ['an amount of 16 digits', wireWith({ AmountDue: -1e15 }), 'at invoices.0.amountDue'],
  ['a price beyond all money', wireWith({}, { UnitAmount: 1e300 }), 'at invoices.0.lineItems.0.unitAmount'],
])('%s is told as an answer that cannot be read', async (_, xero, place) => {
  const error = await xero.fail('get_invoice', { invoice_id: invoiceId });

  expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining(place) });
});

test.each([
  [5.551115123125783e-17, '0.00'],
  [1234.5600000000002, '1234.56'],
])('what floats leave over of %d is no amount', async (Total, told) => {
  const answer = await wireWith({ Total }).call('get_invoice', { invoice_id: invoiceId });

  expect(answer.invoice.total).toBe(told);
});

test('a balance beyond all money is told as an answer that cannot be read', async () => {
  const Balances = { AccountsReceivable: { Outstanding: 1e300, Overdue: 0 } };
  const xero = createXeroWire({
    'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Ann', Balances }] }),
  });

  const error = await xero.fail('search_contacts', {});

  expect(error).toMatchObject({ code: 'bad_answer' });
});

test.each([
  ['none', { page: 1, pageSize: 2, pageCount: 0, itemCount: 0 }],
  ['fewer than none', { page: 1, pageSize: 2, pageCount: -1, itemCount: -7 }],
])('a full page of a list that is said to have %s goes on, and has no total', async (_, pagination) => {
  const Contacts = ['Ann', 'Bob'].map((Name) => ({ ContactID: contactId, Name, ContactStatus: 'ACTIVE' }));
  const xero = createXeroWire({ 'GET /Contacts': () => ({ Contacts, pagination }) });

  const found = await xero.call('search_contacts', { limit: 2 });

  expect(found).toMatchObject({ next_cursor: expect.any(String) });
  expect(found).not.toHaveProperty('total');
});
