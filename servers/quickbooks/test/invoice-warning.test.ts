import { holdDay, type WireRequest } from '@bizmcp/testkit/fake-vendor';
import { describe, expect, test } from 'vitest';
import { createQuickBooksWire, customer, rows } from './fake-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const input = { customer_id: '1', date: '2026-11-20', due_date: '2026-12-20' };
const stored = { 'POST /invoice': () => ({ Invoice: { Id: '77', SyncToken: '0' } }) };

/** An invoice of the past, with one line of the workshop. */
const past = (id: number, rate: number, change: Record<string, unknown> = {}) => ({
  Id: String(id),
  DocNumber: String(id),
  TxnDate: '2026-06-10',
  DueDate: '2026-07-10',
  TotalAmt: rate,
  Balance: 0,
  CustomerRef: { value: '2' },
  CurrencyRef: { value: 'USD' },
  Line: [
    {
      Amount: rate,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { ItemRef: { value: '5' }, UnitPrice: rate },
    },
  ],
  ...change,
});

/** The invoices that a query asks for, by what its conditions say. */
const matching =
  (invoices: readonly ReturnType<typeof past>[]) =>
  ({ query }: Pick<WireRequest, 'query'>) => {
    const statement = query.get('query') ?? '';
    const value = (condition: string) => new RegExp(`${condition} '([^']*)'`).exec(statement)?.[1];
    const found = invoices.filter(
      ({ CustomerRef, Balance, DueDate, TxnDate }) =>
        CustomerRef.value === (value('CustomerRef =') ?? CustomerRef.value) &&
        Balance > Number(value('Balance >') ?? -1) &&
        DueDate < (value('DueDate <') ?? '9') &&
        TxnDate >= (value('TxnDate >=') ?? '') &&
        TxnDate <= (value('TxnDate <=') ?? '9'),
    );
    return rows('Invoice', found)();
  };

test('warnings of debts, prices and duplicates come with the invoice, and stand in the question before it', async () => {
  const usual = [98, 100, 100, 101, 102, 100].map((rate, index) => past(100 + index, rate));
  const late = past(200, 150, { CustomerRef: { value: '1' }, Balance: 150, DueDate: '2026-01-31' });
  const twin = past(201, 500, { CustomerRef: { value: '1' }, TxnDate: '2026-11-18', DueDate: '2099-01-01', Line: [] });
  const invoices = [...usual, late, twin];
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY customer': rows('Customer', [{ ...customer, Balance: 650 }]),
    'QUERY invoice': matching(invoices),
  });

  const { warnings } = await wire.call('create_invoice', {
    ...input,
    line_items: [{ item_ref: '5', rate: '500.00' }],
    credit_limit: '1000',
  });

  expect(warnings).toEqual([
    {
      kind: 'over_limit',
      field: 'customer_id',
      message: '“Harbour Bakery” would owe 1150.00 USD before tax, above the limit of 1000.00 USD',
    },
    {
      kind: 'overdue',
      field: 'customer_id',
      message:
        '“Harbour Bakery” is overdue with 150.00 USD on 1 invoice, any payments dated ahead taken off, the oldest (invoice “200” (id 200)) due 2026-01-31',
    },
    {
      kind: 'duplicate',
      field: 'line_items',
      message: 'invoice “201” (id 201) of 2026-11-18 for “Harbour Bakery” has the same sum, 500.00 USD before tax',
    },
    {
      kind: 'unusual_price',
      field: 'line_items.0.rate',
      message: 'Workshop at 500.00 USD; usual is 100.00 USD, over 7 lines of the last year',
    },
  ]);
  expect(wire.questions[0]).toContain('would owe 1150.00 USD');
});

test('unusual prices of one item are told once, after the debts', async () => {
  const usual = [98, 100, 100, 101, 102, 100].map((rate, index) => past(100 + index, rate));
  const wire = createQuickBooksWire({ ...stored, 'QUERY invoice': matching(usual) });
  const line_items = Array.from({ length: 40 }, (_, index) => ({ item_ref: '5', rate: `${index + 1}.00` }));

  const { warnings } = await wire.call('create_invoice', { ...input, line_items, credit_limit: '1' });

  expect(warnings.map(({ message }: { message: string }) => message)).toEqual([
    '“Harbour Bakery” would owe 820.00 USD before tax, above the limit of 1.00 USD',
    'lines 1–40: Workshop at 1.00 USD to 40.00 USD; usual is 100.00 USD, over 6 lines of the last year',
  ]);
});

test('a price that others write for thousands is told as it is read', async () => {
  const wire = createQuickBooksWire({ ...stored, 'QUERY invoice': rows('Invoice', []) });
  const line_items = [{ item_ref: '5' }, { item_ref: '5', rate: '1.234' }];

  const { warnings } = await wire.call('create_invoice', { ...input, line_items });

  expect(warnings).toMatchObject([
    { field: 'line_items.1.rate', message: expect.stringContaining('1.234 is read as 1 and 234 thousandths') },
  ]);
});

test('a usual price, one of an item that was seldom sold, and a discount bring no warning', async () => {
  const usual = [98, 100, 100, 101, 102, 100].map((rate, index) => past(100 + index, rate));
  const often = createQuickBooksWire({ ...stored, 'QUERY invoice': matching(usual) });
  const seldom = createQuickBooksWire({ ...stored, 'QUERY invoice': matching(usual.slice(0, 4)) });

  const steady = await often.call('create_invoice', { ...input, line_items: [{ item_ref: '5', rate: '105.00' }] });
  const rare = await seldom.call('create_invoice', { ...input, line_items: [{ item_ref: '5', rate: '900.00' }] });
  const discounted = [
    { item_ref: '5', rate: '105.00' },
    { item_ref: '5', rate: '-10.00' },
  ];
  const less = await often.call('create_invoice', { ...input, line_items: discounted });

  expect([...steady.warnings, ...rare.warnings, ...less.warnings]).toEqual([]);
});

const billed = (days: readonly string[]) =>
  days.map((TxnDate, index) => past(300 + index, 105, { CustomerRef: { value: '1' }, TxnDate }));
const weekly = ['2026-11-13', '2026-11-06', '2026-10-30'];

test.each([
  ['what a customer is billed each month is', ['2026-10-21', '2026-12-20'], []],
  ['what a customer is billed each week is', weekly, []],
  ['what was billed each week is, but for once more out of turn,', ['2026-11-18', ...weekly], ['invoice 300']],
])('%s no duplicate', async (_what, days, told) => {
  const wire = createQuickBooksWire({ ...stored, 'QUERY invoice': matching(billed(days)) });

  const { warnings } = await wire.call('create_invoice', { ...input, line_items: [{ item_ref: '5', rate: '105.00' }] });

  expect(warnings.map(({ message }: { message: string }) => message.slice(0, 13).replaceAll(/[“”]/g, ''))).toEqual(
    told,
  );
});

describe('a customer whose invoices had no tax', () => {
  const sold = (TaxCodeRef: { value: string }) => ({
    ...{ Amount: 100, DetailType: 'SalesItemLineDetail' },
    SalesItemLineDetail: { ItemRef: { value: '5' }, UnitPrice: 100, TaxCodeRef },
  });
  const own = (id: number, code: string, TotalTax: number) =>
    past(id, 100, {
      ...{ CustomerRef: { value: '1' }, TxnTaxDetail: { TotalTax }, Line: [sold({ value: code })] },
    });
  const taxWarnings = async (invoices: readonly ReturnType<typeof past>[], line: object = {}) => {
    const wire = createQuickBooksWire({ ...stored, 'QUERY invoice': matching(invoices) });
    const { warnings } = await wire.call('create_invoice', { ...input, line_items: [{ item_ref: '5', ...line }] });
    return warnings.filter(({ kind }: { kind: string }) => kind === 'tax');
  };

  test('is told of before the first that may have some', async () => {
    expect(await taxWarnings([own(1, 'NON', 0), own(2, 'NON', 0), past(3, 0)])).toEqual([
      {
        kind: 'tax',
        field: 'line_items.0.tax_code',
        message:
          '“Harbour Bakery” had no tax on the last 2 invoices, and Workshop may be taxed here; choose another tax_code if it should not be',
      },
    ]);
  });

  test.each([
    ['a line that is not taxed', [own(1, 'NON', 0)], { tax_code: 'NON' }],
    ['a customer who was taxed before', [own(1, 'NON', 0), own(2, 'TAX', 8)], {}],
    ['one whose lines of that code brought none, as it is exempt', [own(1, 'TAX', 0)], {}],
    ['one without an invoice', [], {}],
    ['one whose only invoice was voided', [{ ...own(1, 'NON', 0), TotalAmt: 0 }], {}],
  ])('and nothing is said of %s', async (_what, invoices, line) => {
    expect(await taxWarnings(invoices, line)).toEqual([]);
  });
});
