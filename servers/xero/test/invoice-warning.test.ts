import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';

holdDay('2026-11-21T10:00:00Z');

const line = { description: 'Flyers', quantity: '3', unit_amount: '19.9950', account_code: '400' };
const bill = { type: 'ACCPAY', contact_id: contactId, line_items: [line], date: '2026-11-20', due_date: '2026-12-20' };
const stored = {
  'PUT /Invoices': () => ({ Invoices: [{ InvoiceID: invoiceId, Type: 'ACCPAY', Status: 'DRAFT' }] }),
};

/** A bill of the past; its sum is that of `bill`. */
const past = (number: string, date: string, change: Record<string, unknown> = {}) => ({
  InvoiceID: `99999999-9999-4999-8999-${number.padStart(12, '0')}`,
  Type: 'ACCPAY',
  InvoiceNumber: number,
  Status: 'AUTHORISED',
  Date: `/Date(${Date.parse(date)}+0000)/`,
  CurrencyCode: 'GBP',
  SubTotal: 59.99,
  Total: 71.99,
  ...change,
});

function createWire(invoices: object[], contact: Record<string, unknown> = {}) {
  return createXeroWire({
    ...stored,
    'GET /Invoices': () => ({ Invoices: invoices }),
    'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ...contact }] }),
  });
}

test('a bill with the number or the sum of another of the contact comes with a warning, in the question and in the answer', async () => {
  const wire = createWire([past('701', '2026-11-03'), past('B 77', '2025-03-01', { SubTotal: 5, Status: 'PAID' })]);

  const { warnings } = await wire.call('create_invoice', { ...bill, invoice_number: 'b-77' });

  expect(warnings).toEqual([
    {
      kind: 'duplicate',
      field: 'invoice_number',
      message: 'bill “B 77” of 2025-03-01 (PAID), “Harbour Bakery”, has the same number',
    },
    {
      kind: 'duplicate',
      field: 'line_items',
      message:
        'bill “701” of 2026-11-03 (AUTHORISED), “Harbour Bakery”, has the same sum, 71.99 GBP (59.99 net + 12.00 tax)',
    },
  ]);
  expect(await wire.preview('create_invoice', { ...bill, invoice_number: 'b-77' })).toContain(
    'bill “B 77” of 2025-03-01',
  );
  const [list] = wire.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/Invoices'));
  expect(list?.query.get('ContactIDs')).toBe(contactId);
  expect(list?.query.get('where')).toBe('Type=="ACCPAY" AND Date>=DateTime(2024, 11, 20)');
  expect(list?.query.get('Statuses')).toBe('DRAFT,SUBMITTED,AUTHORISED,PAID');
  expect(wire.writes()).toHaveLength(1);
});

test('a bill whose number lost its prefix comes with a warning, whatever day is on it', async () => {
  const wire = createWire([past('OV23320', '2026-11-21')]);
  const again = { ...bill, date: '2026-09-20', due_date: '2026-11-20' };

  const { warnings } = await wire.call('create_invoice', { ...again, invoice_number: '23320' });

  expect(warnings).toMatchObject([{ kind: 'duplicate', field: 'invoice_number' }]);
  expect((await wire.call('create_invoice', { ...again, invoice_number: '320' })).warnings).toEqual([]);
});

test('an invoice that has the reference of another of the contact comes with a warning, whatever day, sum and tax are on it', async () => {
  const one = { Type: 'ACCREC', Reference: ' deal 0815 ', SubTotal: 5, Total: 5, TotalTax: 0 };
  const wire = createWire([past('INV-2108', '2025-03-01', one), past('INV-2109', '2026-11-19', { Type: 'ACCREC' })]);
  const invoice = { ...bill, type: 'ACCREC', line_items: [{ ...line, account_code: '200' }] };
  const message = 'invoice “INV-2108” of 2025-03-01 (AUTHORISED), “Harbour Bakery”, has the same reference';

  const { warnings } = await wire.call('create_invoice', { ...invoice, reference: 'Deal-0815' });

  expect(warnings).toContainEqual({ kind: 'duplicate', field: 'reference', message });
  expect(warnings).toHaveLength(2);
  expect(await wire.preview('create_invoice', { ...invoice, reference: 'Deal-0816' })).not.toContain('same reference');
  expect(await wire.preview('create_invoice', { ...invoice, reference: '' })).not.toContain('same reference');
});

test.each([
  ['ACCPAY', { IsCustomer: true, IsSupplier: false }, 'a customer alone so far, this is the first bill'],
  ['ACCREC', { IsCustomer: false, IsSupplier: true }, 'a supplier alone so far, this is the first invoice'],
])('an %s of a contact that was only ever on the other side is told', async (type, roles, told) => {
  const message = `“Harbour Bakery” was ${told}`;
  const warningsFor = async (contact: Record<string, unknown>) =>
    (await createWire([], contact).call('create_invoice', { ...bill, type })).warnings;

  expect(await warningsFor(roles)).toContainEqual({ kind: 'contact', field: 'contact_id', message });
  for (const flag of [true, false, undefined])
    expect(JSON.stringify(await warningsFor({ IsCustomer: flag, IsSupplier: flag ?? false }))).not.toContain('so far');
});

test('an amount that includes tax is held against sums that do', async () => {
  const lines = [{ ...line, quantity: '1', unit_amount: '71.99' }];
  const wire = createWire([past('701', '2026-11-03')]);

  const including = await wire.call('create_invoice', { ...bill, line_items: lines, line_amount_types: 'Inclusive' });
  const beforeTax = await wire.call('create_invoice', { ...bill, line_items: lines });

  expect(including.warnings).toMatchObject([{ kind: 'duplicate' }]);
  expect(beforeTax.warnings).toEqual([]);
});

test('a bill of the same sum with tax is a duplicate also where it was booked without tax', async () => {
  const { warnings } = await createWire([past('701', '2026-11-03', { SubTotal: 71.99 })]).call('create_invoice', bill);

  expect(warnings).toMatchObject([{ kind: 'duplicate', field: 'line_items' }]);
});

test.each([
  ['another sum', past('701', '2026-11-03', { SubTotal: 59.98, Total: 71.98 })],
  ['another currency', past('701', '2026-11-03', { CurrencyCode: 'EUR' })],
  ['what is billed each month', past('701', '2026-10-20')],
  ['what is billed each month, after a February,', past('701', '2026-12-18')],
])('%s is no duplicate', async (_what, one) => {
  const { warnings } = await createWire([one]).call('create_invoice', bill);

  expect(warnings).toEqual([]);
});

const weekly = ['2026-11-13', '2026-11-06', '2026-10-30'].map((day, index) => past(`70${index}`, day));
const fortnightly = ['2026-11-06', '2026-10-23', '2026-10-09', '2026-09-25'].map((day, index) =>
  past(`70${index}`, day),
);

test.each([
  ['each week', weekly],
  ['each week, a day early,', weekly.map((one, index) => (index === 0 ? past('700', '2026-11-14') : one))],
  ['every other week', fortnightly],
])('what is billed %s is no duplicate', async (_rhythm, invoices) => {
  expect((await createWire(invoices).call('create_invoice', bill)).warnings).toEqual([]);
});

test.each([
  ['each week', [past('709', '2026-11-19'), ...weekly]],
  ['every other week', [past('709', '2026-11-12'), ...fortnightly]],
  ['twice so far', weekly.slice(0, 1)],
])('what is billed %s and once more out of turn is one', async (_rhythm, invoices) => {
  const { warnings } = await createWire(invoices).call('create_invoice', bill);

  expect(warnings.map(({ message }: { message: string }) => message)).toEqual([
    expect.stringMatching(invoices.length === 1 ? /^bill “700” / : /^bill “709” /),
  ]);
});

test('past documents are looked through for the question and before the write, and not once more in it', async () => {
  const wire = createWire([]);

  await wire.call('create_invoice', bill);

  expect(wire.requests.filter(({ method, path }) => method === 'GET' && path === '/Invoices')).toHaveLength(2);
});

test('a due day whose year was typed wrong is told, before the question and with the answer', async () => {
  const wire = createWire([]);
  const late = { ...bill, due_date: '2062-12-20' };
  const message = 'due_date 2062-12-20 is more than a year after the date, 2026-11-20';

  expect((await wire.call('create_invoice', late)).warnings).toEqual([{ kind: 'date', field: 'due_date', message }]);
  expect(await wire.preview('create_invoice', late)).toContain(message);
  expect((await wire.call('create_invoice', { ...bill, due_date: '2027-11-20' })).warnings).toEqual([]);
});

test('a due day that is long past is told, and one that is not so long past is not', async () => {
  const wire = createWire([]);
  const dueOn = async (due_date: string) =>
    (await wire.call('create_invoice', { ...bill, date: '2026-09-01', due_date })).warnings;

  const message = 'due_date 2026-09-21 is 61 days ago';
  expect(await dueOn('2026-09-21')).toEqual([{ kind: 'date', field: 'due_date', message }]);
  expect(await dueOn('2026-09-22')).toEqual([]);
});

test('a sum ten times the largest of the contact is told, where there are some to tell it by', async () => {
  const small = ['2026-10-01', '2026-09-01', '2026-08-01'].map((day, index) =>
    past(`70${index}`, day, { SubTotal: 5, Total: 7.19 }),
  );
  const warningsOf = async (invoices: object[]) => (await createWire(invoices).call('create_invoice', bill)).warnings;

  const message =
    '71.99 GBP (59.99 net + 12.00 tax) is at least 10 times the largest of 3 bills of “Harbour Bakery”, 7.19 GBP';
  expect(await warningsOf(small)).toEqual([{ kind: 'amount', field: 'line_items', message }]);
  expect(await warningsOf([{ ...small[0], Total: 7.2 }, ...small.slice(1)])).toEqual([]);
  expect(await warningsOf([{ ...small[0], CurrencyCode: 'EUR' }, ...small.slice(1)])).toEqual([]);
});

test('a sum of a fifth of that is told too, where many bills say what is usual', async () => {
  const steady = Array.from({ length: 9 }, (_, index) =>
    past(`70${index}`, `2026-0${index + 1}-20`, { SubTotal: 12, Total: 14.4 }),
  );

  const { warnings } = await createWire(steady).call('create_invoice', bill);

  const message = '71.99 GBP (59.99 net + 12.00 tax) is 5 times the usual of 9 bills of “Harbour Bakery”, 14.40 GBP';
  expect(warnings).toContainEqual({ kind: 'amount', field: 'line_items', message });
});

test('tax on a bill of a contact whose latest ones all have none is told, and none where they all have some', async () => {
  const untaxed = ['2026-10-01', '2026-09-01', '2026-08-01'].map((day, index) =>
    past(`70${index}`, day, { SubTotal: 50, Total: 50, TotalTax: 0 }),
  );
  const taxed = untaxed.map((one) => ({ ...one, Total: 60, TotalTax: 10 }));
  const without = { ...bill, line_amount_types: 'NoTax' };
  const warningsOf = async (invoices: object[], input: object) =>
    (await createWire(invoices).call('create_invoice', input)).warnings;
  const tax = (message: string) => [{ kind: 'tax', field: 'line_items', message }];

  const message = 'the latest 3 bills of “Harbour Bakery” all have no tax, this one has 12.00';
  expect(await warningsOf(untaxed, bill)).toEqual(tax(message));
  expect(await createWire(untaxed).preview('create_invoice', bill)).toContain(message);
  expect(await warningsOf(taxed, without)).toEqual(
    tax('the latest 3 bills of “Harbour Bakery” all have tax, this one has none'),
  );
  expect(await warningsOf(untaxed, without)).toEqual([]);
  expect(await warningsOf(taxed, bill)).toEqual([]);
  expect(await warningsOf([...untaxed.slice(1), ...taxed.slice(2)], bill)).toEqual([]);
  expect(await warningsOf(untaxed.slice(1), bill)).toEqual([]);
});

test('a day that is years away, and a currency that is not the usual one of the contact, are told', async () => {
  const wire = createWire([], { DefaultCurrency: 'EUR' });
  const order = { ...bill, date: '2036-11-20', due_date: '2036-12-20' };

  const { warnings } = await wire.call('create_invoice', order);
  const usual = await wire.call('create_invoice', { ...bill, currency: 'eur' });

  expect(warnings).toEqual([
    { kind: 'date', field: 'date', message: '2036-11-20 is 3652 days after today' },
    {
      kind: 'currency',
      field: 'currency',
      message: 'Xero has EUR as the default currency of “Harbour Bakery”, this one is in GBP',
    },
  ]);
  expect(usual.warnings).toEqual([]);
});
