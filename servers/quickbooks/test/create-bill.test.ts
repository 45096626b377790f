import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createQuickBooksWire, item, rows, vendor } from './fake-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const line = { description: 'Rent', rate: '1200.00', account_id: '60' };
const input = { vendor_id: '9', line_items: [line], date: '2026-11-20', doc_number: 'R-77' };
const stored = {
  'POST /bill': () => ({ Bill: { Id: '90', SyncToken: '0', TotalAmt: 1200, Balance: 1200 } }),
  'QUERY item': rows('Item', [item, { ...item, Id: '6', ExpenseAccountRef: null }]),
};

test('a blank at the ends of a number is not stored', async () => {
  const wire = createQuickBooksWire(stored);

  await wire.call('create_bill', { ...input, doc_number: ' R-77 ' });

  expect(wire.writes()[0]?.body).toMatchObject({ DocNumber: 'R-77' });
});

test('a bill of an account and an item is sent once with a request id', async () => {
  const wire = createQuickBooksWire(stored);

  const { bill, warnings } = await wire.call('create_bill', {
    ...input,
    line_items: [line, { item_ref: '5', quantity: '2.5', rate: '10.01' }],
  });

  const [write, ...others] = wire.writes();
  expect(others).toEqual([]);
  expect(write?.query.has('requestid')).toBe(true);
  expect(write?.body).toMatchObject({
    VendorRef: { value: '9' },
    DocNumber: 'R-77',
    Line: [
      { Amount: 1200, AccountBasedExpenseLineDetail: { AccountRef: { value: '60' } } },
      { Amount: 25.03, ItemBasedExpenseLineDetail: { ItemRef: { value: '5' }, Qty: 2.5, UnitPrice: 10.01 } },
    ],
  });
  expect(bill).toMatchObject({ transaction_id: '90', total: '1200.00' });
  expect(warnings).toEqual([]);
});

test('a line of an account keeps quantity and price in its description, where QuickBooks has no place for them', async () => {
  const wire = createQuickBooksWire(stored);
  const counted = { rate: '45.50', quantity: '10', account_id: '60' };

  await wire.call('create_bill', {
    ...input,
    line_items: [
      { ...counted, description: 'Oak' },
      counted,
      { ...counted, quantity: '1.00', description: 'Oak' },
      { ...counted, description: 'O'.repeat(4000) },
    ],
  });

  const { Line } = Object(wire.writes()[0]?.body);
  const descriptions = Line.map(({ Description }: { Description?: string }) => Description);
  expect(descriptions).toEqual(['Oak (10 x 45.50)', '10 x 45.50', 'Oak', 'O'.repeat(4000)]);
});

test('a bill that came before is warned of, by its number and by its sum', async () => {
  const past = (id: string, change: Record<string, unknown>) => ({
    Id: id,
    TxnDate: '2026-11-02',
    TotalAmt: 1200,
    ...change,
  });
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY bill': rows('Bill', [
      past('70', { DocNumber: 'R-77', TxnDate: '2026-01-02', TotalAmt: 5 }),
      past('71', { DocNumber: 'R-76' }),
      past('72', { DocNumber: 'R-70', TxnDate: '2026-10-21' }),
      past('73', { DocNumber: 'R-80', TxnDate: '2026-12-20' }),
    ]),
  });

  const { warnings } = await wire.call('create_bill', input);

  expect(warnings.map(({ field, message }: { field: string; message: string }) => [field, message])).toEqual([
    ['doc_number', 'bill “R-77” (id 70) of 2026-01-02 from “Paper Mill” has the same number'],
    ['line_items', 'bill “R-76” (id 71) of 2026-11-02 from “Paper Mill” has the same sum, 1200.00 USD before tax'],
  ]);
  expect(wire.questions[0]).toContain('has the same number');
});

test('a day of a fiscal year that is over is warned of, the first day of this one is not', async () => {
  const wire = createQuickBooksWire(stored);
  const toldOf = async (date: string) => (await wire.call('create_bill', { ...input, date })).warnings;

  const [last, first] = [await toldOf('2026-03-31'), await toldOf('2026-04-01')];

  const message = '2026-03-31 changes a fiscal year that is over: this one began on 2026-04-01';
  expect(last).toContainEqual({ kind: 'date', field: 'date', message });
  expect(JSON.stringify(first)).not.toContain('fiscal year');
});

test('a number without the letters in front of it is the same on whatever day, as the day may be misread', async () => {
  const past = { Id: '70', DocNumber: 'R-77', TxnDate: '2026-11-20', TotalAmt: 5 };
  const wire = createQuickBooksWire({ ...stored, 'QUERY bill': rows('Bill', [past]) });

  const { warnings } = await wire.call('create_bill', { ...input, doc_number: '0077', date: '2026-04-03' });

  expect(warnings[0].message).toBe('bill “R-77” (id 70) of 2026-11-20 from “Paper Mill” has the same number');
});

test.each([
  [
    'five times the usual',
    9,
    '6000.00',
    ['6000.00 USD before tax is 5 times the usual of 9 bills from “Paper Mill”, 1200.00 USD'],
  ],
  ['twice the usual', 9, '2400.00', []],
  [
    'a hundred times that of few bills',
    3,
    '120000.00',
    ['120000.00 USD before tax is at least 10 times the largest of 3 bills from “Paper Mill”, 1180.00 USD'],
  ],
  ['five times that of few bills', 7, '6000.00', []],
])('a sum of %s is told, if at all, with what is usual', async (_case, count, rate, told) => {
  const bills = Array.from({ length: count }, (_, index) => ({
    ...{ Id: `${index}`, TxnDate: `2026-0${index + 1}-20`, TotalAmt: 1160 + 10 * index },
  }));
  const wire = createQuickBooksWire({ ...stored, 'QUERY bill': rows('Bill', bills) });

  const { warnings } = await wire.call('create_bill', { ...input, line_items: [{ ...line, rate }] });

  expect(warnings.map(({ message }: { message: string }) => message)).toEqual(told);
});

test('what a vendor bills each week is no bill that came before', async () => {
  const bills = ['13', '06'].map((day) => ({ Id: day, TxnDate: `2026-11-${day}`, TotalAmt: 1200 }));
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY bill': rows('Bill', [...bills, { Id: '30', TxnDate: '2026-10-30', TotalAmt: 1200 }]),
  });

  expect((await wire.call('create_bill', input)).warnings).toEqual([]);
});

test('a number is the same however it is written, and a day years away is told', async () => {
  const past = { Id: '70', DocNumber: 'R-77', TxnDate: '2036-05-02', TotalAmt: 5 };
  const wire = createQuickBooksWire({ ...stored, 'QUERY bill': rows('Bill', [past]) });

  const { warnings } = await wire.call('create_bill', { ...input, doc_number: 'r 77', date: '2036-06-01' });

  expect(warnings.map(({ kind, field }: { kind: string; field: string }) => [kind, field])).toEqual([
    ['duplicate', 'doc_number'],
    ['date', 'date'],
  ]);
  expect(warnings[1].message).toBe('2036-06-01 is 3480 days after today');
});

test.each([
  ['no account and no item', { line_items: [{ rate: '1' }] }, 'line_items.0.account_id', 'give either'],
  ['both', { line_items: [{ ...line, item_ref: '5' }] }, 'line_items.0.account_id', 'give either'],
  ['an unknown account', { line_items: [{ ...line, account_id: '1' }] }, 'line_items.0.account_id', 'no account 1'],
  [
    'a control account',
    { line_items: [{ ...line, account_id: '84' }] },
    'line_items.0.account_id',
    'kept by QuickBooks',
  ],
  [
    'an item that is only sold',
    { line_items: [{ item_ref: '6', rate: '1' }] },
    'line_items.0.item_ref',
    'no expense account',
  ],
  ['a closed period', { date: '2025-03-31' }, 'date', 'closed until'],
  ['another currency', { currency: 'EUR' }, 'currency', 'in USD alone; amounts in EUR must not be booked as USD'],
  [
    'a tax code that no purchase in the US has',
    { line_items: [{ ...line, tax_code: 'TAX' }] },
    'line_items.0.tax_code',
    'no tax of its own',
  ],
  ['more taken off than there is', { line_items: [{ ...line, rate: '-5' }] }, 'line_items', 'is a vendor credit'],
  ['a part too small', { line_items: [{ ...line, quantity: '0.33333' }] }, 'line_items.0.quantity', '4 decimal places'],
])('%s is refused with the field before anything is written', async (_name, change, path, problem) => {
  const wire = createQuickBooksWire(stored);

  const error = await wire.fail('create_bill', { ...input, ...change });

  expect(error.details.fields?.find((field) => field.path === path)?.problem).toContain(problem);
  expect(wire.writes()).toEqual([]);
});

test('who names a vendor that there is not reads where one is created', async () => {
  const error = await createQuickBooksWire({ ...stored, 'QUERY vendor': rows('Vendor', []) }).fail(
    'create_bill',
    input,
  );

  expect(error.message).toContain('Find it with search_vendors, or have it created in QuickBooks');
});

test('an inactive vendor is refused before anything is written', async () => {
  const wire = createQuickBooksWire({ ...stored, 'QUERY vendor': rows('Vendor', [{ ...vendor, Active: false }]) });

  const error = await wire.fail('create_bill', input);

  expect(error.details.fields).toEqual([{ path: 'vendor_id', problem: 'is inactive' }]);
  expect(wire.writes()).toEqual([]);
});

test('a price that others write for thousands is told as it is read, in the question too', async () => {
  const wire = createQuickBooksWire(stored);
  const lines = [line, { ...line, quantity: '1.250', rate: '1.234' }, { ...line, rate: '0.125' }];

  const { warnings } = await wire.call('create_bill', { ...input, line_items: lines });

  expect(warnings.map(({ field }: { field: string }) => field)).toEqual(['line_items.1.quantity', 'line_items.1.rate']);
  expect(wire.questions[0]).toContain('1.234 is read as 1 and 234 thousandths, not as 1,234');
});
