import { expect, test } from 'vitest';
import { whereClause } from '../src/where-clause.ts';
import { contactId, createXeroWire } from './fake-xero.ts';

test('each kind of value is written as Xero documents it', () => {
  const where = whereClause([
    ['Type', '==', { text: 'SPEND' }],
    undefined,
    ['Date', '>=', { day: '2026-01-05' }],
    ['Contact.ContactID', '==', { id: contactId }],
    ['IsReconciled', '==', { flag: false }],
    ['TaxNumber', 'EndsWith', { text: '89' }],
    [['CreditNoteNumber', 'Reference'], 'Contains', { text: 'PO' }],
  ]);

  expect(where).toBe(
    `Type=="SPEND" AND Date>=DateTime(2026, 01, 05) AND Contact.ContactID==guid("${contactId}") AND IsReconciled==false AND TaxNumber!=null AND TaxNumber.ToLower().EndsWith("89") AND ((CreditNoteNumber!=null AND CreditNoteNumber.ToLower().Contains("po")) OR (Reference!=null AND Reference.ToLower().Contains("po")))`,
  );
  expect(whereClause([undefined])).toBeUndefined();
});

test.each([
  [{ text: 'a" OR Type=="RECEIVE' }],
  [{ text: 'a\\' }],
  [{ day: '2026-01-05) OR (1==1' }],
  [{ id: '") OR guid("' }],
])('a value that would end its literal is refused: %j', (value) => {
  expect(() => whereClause([['Type', '==', value]])).toThrow('Xero cannot filter by');
});

test('words of a caller go into the search term, never into the filter', async () => {
  const xero = createXeroWire({ 'GET /Invoices': () => ({ Invoices: [] }) });

  await xero.call('search_invoices', { query: 'a" OR 1==1', type: 'ACCPAY', due_to: '2026-02-01' });

  const { query } = xero.requests.at(-1) ?? {};
  expect(query?.get('searchTerm')).toBe('a" OR 1==1');
  expect(query?.get('where')).toBe('Type=="ACCPAY" AND DueDate<=DateTime(2026, 02, 01)');
});
