import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { describe, expect, test } from 'vitest';
import { createQuickBooksWire, customer, rows, vendor } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

holdDay('2026-11-21T20:00:00Z');

const terms = rows('Term', [
  { Id: '3', Name: 'Net 30', Type: 'STANDARD', DueDays: 30 },
  { Id: '6', Name: 'The 10th', Type: 'DATE_DRIVEN', DayOfMonthDue: 10, DueNextMonthDays: 5 },
]);
const stored = {
  'QUERY term': terms,
  'POST /invoice': () => ({ Invoice: { Id: '77', SyncToken: '0' } }),
  'POST /bill': () => ({ Bill: { Id: '78', SyncToken: '0' } }),
};
const withTerms = (id: string) => ({
  ...stored,
  'QUERY customer': rows('Customer', [{ ...customer, SalesTermRef: { value: id } }]),
  'QUERY vendor': rows('Vendor', [{ ...vendor, TermRef: { value: id } }]),
});
const invoice = { customer_id: '1', line_items: [{ item_ref: '5' }] };
const bill = { vendor_id: '9', line_items: [{ rate: '7.00', account_id: '60' }] };

/** What was sent of the days, and the lines about them that a person was shown. */
async function daysOf(name: string, input: object, replies: typeof stored) {
  const wire = createQuickBooksWire(replies);
  await wire.call(name, input);
  const shown: string[] = JSON.parse(wire.questions[0] ?? '{}')
    .message.split('Before -> after:')[1]
    .split('\n');
  const { TxnDate, DueDate, SalesTermRef } = Object(wire.writes()[0]?.body);
  return {
    sent: { TxnDate, DueDate, terms: SalesTermRef?.value },
    shown: shown.flatMap((line) => /^ {2}(?:due_)?date: \(none\) -> "(.*)"$/.exec(line)?.[1] ?? []),
  };
}

describe.each([
  ['create_invoice', invoice],
  ['create_bill', bill],
])('%s', (name, input) => {
  test.each([
    ['the own terms', '3', {}, '2026-12-21', '3', ['2026-11-21', '2026-12-21 (Net 30)']],
    ['a leap day', '3', { date: '2028-01-30' }, '2028-02-29', '3', ['2028-02-29 (Net 30)']],
    [
      'terms that are given',
      '6',
      { payment_terms: 'net 30' },
      '2026-12-21',
      '3',
      ['2026-11-21', '2026-12-21 (Net 30)'],
    ],
    ['a due day that is given', '3', { due_date: '2026-12-01' }, '2026-12-01', undefined, ['2026-11-21']],
    ['terms of a day of the month', '6', {}, undefined, '6', ['2026-11-21', 'by the terms The 10th']],
    ['terms no longer in use', '99', {}, undefined, undefined, ['2026-11-21', 'as QuickBooks sets it']],
  ])('with %s writes what the person was shown', async (_case, own, change, DueDate, sentTerms, shown) => {
    const found = await daysOf(name, { ...input, ...change }, withTerms(own));

    expect(found.sent).toEqual({ TxnDate: 'date' in change ? change.date : '2026-11-21', DueDate, terms: sentTerms });
    expect(found.shown).toEqual(shown);
  });
});

test.each([
  ['a date far ahead', { date: '2027-06-01' }, '2027-06-01 is 192 days after today'],
  [
    'a due day years after the date',
    { due_date: '2028-11-20' },
    'due_date 2028-11-20 is more than a year after the date, 2026-11-21',
  ],
  ['a due day long past', { date: '2026-04-03', due_date: '2026-05-03' }, 'due_date 2026-05-03 is 202 days ago'],
  [
    'a day long past by the terms',
    { date: '2026-08-22', payment_terms: 'Net 30' },
    'due_date 2026-09-21 is 61 days ago',
  ],
])('%s is told before the yes', async (_case, days, told) => {
  const wire = createQuickBooksWire(stored);

  await wire.call('create_invoice', { ...invoice, ...days });
  await wire.call('create_bill', { ...bill, ...days });

  expect(wire.questions.map((question) => question.includes(told))).toEqual([true, true]);
});

test('a document that is overdue by two months is entered without a word about it', async () => {
  const wire = createQuickBooksWire(stored);

  await wire.call('create_bill', { ...bill, date: '2026-08-23', payment_terms: 'Net 30' });

  expect(wire.questions[0]).toContain('2026-09-22 (Net 30)');
  expect(wire.questions[0]).not.toContain('days ago');
});

test("an invoice on the company's own terms is due on the day that was shown", async () => {
  const server = openServer();
  const input = { customer_id: '1', line_items: [{ item_ref: '1', rate: '131.00' }] };

  const message = await server.preview('create_invoice', input);
  const { invoice: made } = await server.call('create_invoice', input);

  expect(message).toContain(`due_date: (none) -> "${made.due_date} (Net 14)"`);
  expect(message).toContain(`date: (none) -> "${made.date}"`);
  const { body } = await server.get(`/invoice/${made.transaction_id}`);
  expect(body.Invoice.SalesTermRef.value).toBe('4');
});
