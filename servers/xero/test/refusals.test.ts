import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';

const nobody = '99999999-9999-4999-8999-999999999999';
const line = { description: 'Workshop', unit_amount: '10.00', account_code: '4000' };
const invoice = {
  ...{ contact_id: 'feb15f64-1863-425f-afc7-d347d460e0be', line_items: [line] },
  ...{ date: '2026-11-20', due_date: '2026-12-20' },
};
const range = { start_date: '2010-01-01', end_date: '2010-01-31' };

test.each([
  [
    'a report that ends before it begins',
    'get_report',
    { report: 'profit_and_loss', from_date: '2026-10-31', to_date: '2026-10-01' },
    'from_date',
    'is after to_date 2026-10-01',
  ],
  [
    'a report over more than a year',
    'get_report',
    { report: 'profit_and_loss', from_date: '2024-07-01', to_date: '2025-07-31' },
    'from_date',
    'at most a year',
  ],
  [
    'a report of an unknown contact',
    'get_report',
    { report: 'aged_payables', contact_id: nobody },
    'contact_id',
    'search_contacts',
  ],
  [
    'a bank account by its name',
    'list_bank_transactions',
    { bank_account_id: 'Main account' },
    'bank_account_id',
    'take it from list_accounts',
  ],
  [
    'a contact by its name',
    'search_invoices',
    { contact_id: 'Ridge Petrol' },
    'contact_id',
    'take it from search_contacts',
  ],
  [
    'a report by an unknown category',
    'get_report',
    { report: 'profit_and_loss', tracking_category_id: nobody },
    'tracking_category_id',
    'list_tracking_categories',
  ],
  [
    'a report of days without figures',
    'get_report',
    { report: 'profit_and_loss', from_date: '2010-01-01', to_date: '2010-01-31' },
    'to_date',
    'no figures from 2010-01-01 to 2010-01-31',
  ],
  [
    'a management report before the books',
    'generate_management_report',
    { period_end: '2010-01-31' },
    'period_end',
    'nothing was booked until 2010-01-31',
  ],
  [
    'an analysis of days without spending',
    'expense_categorization',
    { date_range: range },
    'date_range',
    'nothing was spent from 2008-01-01',
  ],
  [
    'an unknown item',
    'create_invoice',
    { ...invoice, line_items: [{ ...line, item_code: 'NOPE' }] },
    'line_items.0.item_code',
    'no such item',
  ],
  ['a taken number', 'create_invoice', { ...invoice, invoice_number: 'INV-1001' }, 'invoice_number', 'leave it out'],
  ['a taken name', 'create_contact', { name: 'Alder & Finch Hotels' }, 'name', 'search_contacts'],
  [
    'a name that looks like a taken one',
    'create_contact',
    { name: 'Alder\u00A0& Finch  Ho\u00ADtels\u200B' },
    'name',
    'search_contacts',
  ],
  ['a wrong email address', 'create_contact', { name: 'Zed', email: 'zed' }, 'email', 'is no email address'],
] as const)('%s is refused at its one field, with what to do', async (_what, name, input, path, problem) => {
  const error = await openServer().fail(name, input);

  expect(error.details.fields).toEqual([{ path, problem: expect.stringContaining(problem) }]);
  expect(error.message).toContain(problem);
});

test.each(['profit_and_loss', 'bank_summary'])(
  'a %s that names its last day alone begins with that month',
  async (report) => {
    const { call } = openServer();

    const short = await call('get_report', { report, to_date: '2026-09-30' });
    const whole = await call('get_report', { report, from_date: '2026-09-01', to_date: '2026-09-30' });

    expect(short).toEqual(whole);
  },
);

test('what Xero misses in plain text is told as what is missing', async () => {
  const { fail, simulator } = openServer();
  simulator.inject({ match: { path: /Contacts/ }, fault: { kind: 'status', status: 404 } });

  const error = await fail('search_contacts', { query: 'Alder' });

  expect(error.code).toBe('not_found');
  expect(error.message).toContain('nothing with this identifier in this organisation');
});

test('a paid invoice that is to be voided is refused with what stands in the way', async () => {
  const { call, fail } = openServer();
  const { invoice: paid } = await call('get_invoice', { invoice_id: 'INV-1001' });

  const error = await fail('update_invoice_status', { invoice_id: paid.invoice_id, status: 'VOIDED' });

  expect(error.code).toBe('conflict');
  const [payment] = paid.payments;
  expect(error.message).toContain(
    `has to be removed in Xero first, a payment with its Options > Remove & Redo; then it can be voided: payment ${payment.payment_id} of ${payment.date} over ${payment.amount}.`,
  );
});

test.each([
  [
    { first_name: ' Anna', last_name: ' Lee ' },
    { first_name: 'Anna', last_name: 'Lee' },
  ],
  [{ first_name: ' Zoé ' }, { first_name: 'Zoé' }],
  [
    { first_name: 'Mary Ann', last_name: 'van Dyck' },
    { first_name: 'Mary Ann', last_name: 'van Dyck' },
  ],
  [{ last_name: 'Lee' }, { last_name: 'Lee' }],
])('a contact person %j of a new contact is stored as %j', async (given, stored) => {
  const { call } = openServer();

  const { contact } = await call('create_contact', { name: 'Zed Ltd', ...given });

  const { first_name, last_name } = contact;
  expect({ first_name, last_name }).toEqual({ first_name: undefined, last_name: undefined, ...stored });
});
