import { expect, test } from 'vitest';
import { createQuickBooksWire, rows } from './fake-quickbooks.ts';

const invoice = (id: string, change: Record<string, unknown> = {}) => ({
  Id: id,
  SyncToken: '0',
  DocNumber: `10${id}`,
  TotalAmt: 100.1,
  Balance: 100.1,
  CustomerRef: { value: '1' },
  CurrencyRef: { value: 'USD' },
  ...change,
});
const input = { invoices: [{ invoice_id: '7', amount: '100.10' }], date: '2026-11-20', deposit_account_id: '35' };
const stored = { 'POST /payment': () => ({ Payment: { Id: '80', SyncToken: '0', TotalAmt: 100.3, UnappliedAmt: 0 } }) };
const open = (...found: unknown[]) => ({ ...stored, 'QUERY invoice': rows('Invoice', found) });

test('a payment of several invoices is sent once, its total exact, and shows what will be left', async () => {
  const wire = createQuickBooksWire(open(invoice('7'), invoice('8', { Balance: 0.3 })));

  await wire.call('record_payment', {
    ...input,
    invoices: [
      { invoice_id: '7', amount: '100.10' },
      { invoice_id: '8', amount: '0.20' },
    ],
    reference: 'CHK 9',
  });

  const [write, ...others] = wire.writes();
  expect(others).toEqual([]);
  expect(write?.query.has('requestid')).toBe(true);
  expect(write?.body).toEqual({
    CustomerRef: { value: '1' },
    TxnDate: '2026-11-20',
    TotalAmt: 100.3,
    CurrencyRef: { value: 'USD' },
    PaymentRefNum: 'CHK 9',
    DepositToAccountRef: { value: '35' },
    Line: [
      { Amount: 100.1, LinkedTxn: [{ TxnId: '7', TxnType: 'Invoice' }] },
      { Amount: 0.2, LinkedTxn: [{ TxnId: '8', TxnType: 'Invoice' }] },
    ],
  });
  expect(wire.questions[0]).toContain('balance of 108');
  expect(wire.questions[0]).toContain('0.10 USD');
});

test.each([
  ['an overpayment', [invoice('7', { Balance: 100 })], {}, 'invoices.0.amount', 'only 100.00 USD is still owed'],
  ['a paid invoice', [invoice('7', { Balance: 0 })], {}, 'invoices.0.amount', 'it is paid'],
  [
    'a voided invoice',
    [invoice('7', { TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' })],
    {},
    'invoices.0.invoice_id',
    'takes no payment',
  ],
  ['an unknown invoice', [], {}, 'invoices.0.invoice_id', 'no invoice 7'],
  ['a closed period', [invoice('7')], { date: '2025-03-01' }, 'date', 'closed until'],
  ['an account of costs', [invoice('7')], { deposit_account_id: '60' }, 'deposit_account_id', 'takes no deposits'],
  ['an account in a third currency', [invoice('7')], { deposit_account_id: '36' }, 'deposit_account_id', 'is in EUR'],
  [
    'a part of a cent',
    [invoice('7')],
    { invoices: [{ invoice_id: '7', amount: '1.0005' }] },
    'invoices.0.amount',
    'USD has 2 decimal places',
  ],
  [
    'what may be thousands',
    [invoice('7')],
    { invoices: [{ invoice_id: '7', amount: '1.234' }] },
    'invoices.0.amount',
    'thousands, or a fraction? Write 1234, or 1.2340',
  ],
  [
    'a part of a yen',
    [invoice('7', { CurrencyRef: { value: 'JPY' } })],
    { invoices: [{ invoice_id: '7', amount: '1.5' }] },
    'invoices.0.amount',
    'JPY has no decimal places',
  ],
  [
    'a negative amount',
    [invoice('7')],
    { invoices: [{ invoice_id: '7', amount: '-1' }] },
    'invoices.0.amount',
    'above 0',
  ],
])('%s is refused with the field before anything is written', async (_name, found, change, path, problem) => {
  const wire = createQuickBooksWire(open(...found));

  const error = await wire.fail('record_payment', { ...input, ...change });

  expect(error.details.fields?.find((field) => field.path === path)?.problem).toContain(problem);
  expect(wire.writes()).toEqual([]);
});

test.each([
  ['another customer', { CustomerRef: { value: '2' } }, 'another customer'],
  ['another currency', { CurrencyRef: { value: 'EUR' } }, 'is in EUR, not USD'],
])('invoices of %s are not paid together', async (_name, change, problem) => {
  const wire = createQuickBooksWire(open(invoice('7'), invoice('8', change)));

  const error = await wire.fail('record_payment', {
    ...input,
    invoices: [...input.invoices, { invoice_id: '8', amount: '1.00' }],
  });

  expect(error.details.fields?.[0]).toMatchObject({
    path: 'invoices.1.invoice_id',
    problem: expect.stringContaining(problem),
  });
  expect(wire.writes()).toEqual([]);
});

test('a payment without an account goes to the account of undeposited funds that the question names', async () => {
  const wire = createQuickBooksWire(open(invoice('7')));

  await wire.call('record_payment', { invoices: input.invoices, date: input.date });

  expect(wire.questions[0]).toContain('Payments to deposit');
  expect(wire.writes()[0]?.body).toMatchObject({ DepositToAccountRef: { value: '37' } });
});
