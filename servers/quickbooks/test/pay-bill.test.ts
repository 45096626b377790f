import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createQuickBooksWire, fault, type Replies, rows } from './fake-quickbooks.ts';

holdDay('2026-11-21T00:00:00Z');

const bill = (id: string, change: Record<string, unknown> = {}) => ({
  Id: id,
  SyncToken: '0',
  DocNumber: `E-${id}`,
  TxnDate: '2026-11-02',
  TotalAmt: 300,
  Balance: 300,
  VendorRef: { value: '9', name: 'City Power' },
  CurrencyRef: { value: 'USD' },
  APAccountRef: { value: '33' },
  ...change,
});
const input = { bills: [{ bill_id: '7', amount: '300.00' }], account_id: '35', date: '2026-11-20' };
const stored: Replies = {
  'POST /billpayment': () => ({ BillPayment: { Id: '90', SyncToken: '0', TotalAmt: 300, PayType: 'Check' } }),
};
const open = (...found: unknown[]): Replies => ({ ...stored, 'QUERY bill': rows('Bill', found) });

/** What a person was shown of the payment, line by line. */
async function shownOf(change: object, replies: Replies): Promise<string[]> {
  const wire = createQuickBooksWire(replies);
  await wire.call('pay_bill', { ...input, ...change });
  const { message } = JSON.parse(wire.questions[0] ?? '{}');
  return String(message).split('Before -> after:\n')[1]?.split('\n') ?? [];
}

test('bills that were paid from a bank account are sent once, their total exact, as a check that is not to be printed', async () => {
  const wire = createQuickBooksWire(open(bill('7', { Balance: 300.1 }), bill('8')));

  await wire.call('pay_bill', {
    ...input,
    bills: [
      { bill_id: '7', amount: '300.10' },
      { bill_id: '8', amount: '0.20' },
    ],
    doc_number: '1042',
  });

  const [write, ...others] = wire.writes();
  expect(others).toEqual([]);
  expect(write?.query.get('requestid')).toMatch(/^.{10,50}$/);
  expect(write?.body).toEqual({
    TxnDate: '2026-11-20',
    CurrencyRef: { value: 'USD' },
    VendorRef: { value: '9' },
    APAccountRef: { value: '33' },
    PayType: 'Check',
    CheckPayment: { BankAccountRef: { value: '35' }, PrintStatus: 'NotSet' },
    TotalAmt: 300.3,
    DocNumber: '1042',
    Line: [
      { Amount: 300.1, LinkedTxn: [{ TxnId: '7', TxnType: 'Bill' }] },
      { Amount: 0.2, LinkedTxn: [{ TxnId: '8', TxnType: 'Bill' }] },
    ],
  });
});

test('a bill that was paid by card is sent with the account of the card', async () => {
  const wire = createQuickBooksWire(open(bill('7')));

  await wire.call('pay_bill', { ...input, account_id: '38' });

  const body = wire.writes()[0]?.body;
  expect(body).toMatchObject({ PayType: 'CreditCard', CreditCardPayment: { CCAccountRef: { value: '38' } } });
  expect(body).not.toHaveProperty('CheckPayment');
});

test('who is asked sees whose bills are paid, what stays owed on each, from where and how much in all', async () => {
  const bills = [
    { bill_id: '7', amount: '100.00' },
    { bill_id: '8', amount: '300.00' },
  ];

  expect(await shownOf({ bills }, open(bill('7'), bill('8')))).toEqual([
    '  balance of E-7: "300.00 USD, City Power" -> "200.00 USD"',
    '  balance of E-8: "300.00 USD, City Power" -> "0.00 USD"',
    '  paid: (none) -> "400.00 USD"',
    '  paid_from: (none) -> "Checking"',
  ]);
});

const near = { Id: '88', SyncToken: '0', TxnDate: '2026-11-18', TotalAmt: 300 };
const paying = (TxnId: string) => ({ Amount: 300, LinkedTxn: [{ TxnId, TxnType: 'Bill' }] });

test.each([
  ['a day before the bill', { date: '2026-11-01' }, {}, '2026-11-01 is before E-7, which is of 2026-11-02'],
  ['a day to come', { date: '2099-01-05' }, {}, '2099-01-05 is in the future'],
  [
    'a day of a fiscal year that is over',
    ...([{ date: '2026-03-31' }, { 'QUERY bill': rows('Bill', [bill('7', { TxnDate: '2026-03-02' })]) }] as const),
    '2026-03-31 changes a fiscal year that is over: this one began on 2026-04-01',
  ],
  [
    'a payment of the same sum some days ago',
    ...([{}, { 'QUERY billpayment': rows('BillPayment', [near]) }] as const),
    'bill payment 88 of 2026-11-18 has the same sum: if it is this one, it is booked twice',
  ],
  [
    'a payment of the same bill and sum some days ago, whatever its number',
    { doc_number: '1042' },
    { 'QUERY billpayment': rows('BillPayment', [{ ...near, DocNumber: 'EFT', Line: [paying('7')] }]) },
    'bill payment 88 of 2026-11-18 has the same sum: if it is this one, it is booked twice',
  ],
  [
    'a check number that was used, written otherwise',
    { doc_number: 'CHQ 77' },
    { 'QUERY billpayment': rows('BillPayment', [{ ...near, TxnDate: '2026-05-04', DocNumber: 'chq-77' }]) },
    'bill payment 88 of 2026-05-04 over 300.00 has the reference chq-77 too',
  ],
  [
    'a bill that was paid in part before',
    { bills: [{ bill_id: '7', amount: '60.00' }] },
    { 'QUERY bill': rows('Bill', [bill('7', { Balance: 60 })]) },
    '240.00 USD of E-7 was paid or credited before',
  ],
  [
    'an account that does not hold as much',
    ...([
      {},
      { 'GET /account/35': () => ({ Account: { Id: '35', Name: 'Checking', CurrentBalance: 299.99 } }) },
    ] as const),
    "Checking holds 299.99 USD by QuickBooks' balance of now, and would stand at -0.01 USD",
  ],
])('who is asked is warned of %s', async (_what, change, replies, warning) => {
  const shown = await shownOf(change, { ...open(bill('7')), ...replies });

  expect(shown.at(-1)).toContain(`warnings: (none) -> "${warning}`);
});

test('a check number that is taken is refused before anybody is asked, whoever has it, be it voided', async () => {
  const other = { Id: '88', DocNumber: '1042', TxnDate: '2019-05-04', TotalAmt: 0, PrivateNote: 'Voided' };
  const wire = createQuickBooksWire({
    ...open(bill('7')),
    'QUERY billpayment': ({ query }) =>
      rows('BillPayment', query.get('query')?.includes("DocNumber = '1042'") ? [other] : [])(),
  });

  const error = await wire.fail('pay_bill', { ...input, doc_number: '1042' });

  const problem = 'bill payment “1042” (id 88) of 2019-05-04 has this number; choose another, or leave it out';
  expect(error.details).toMatchObject({ fields: [{ path: 'doc_number', problem }] });
  expect([wire.questions, wire.writes()]).toEqual([[], []]);
});

test('nothing is said of an account that holds just as much', async () => {
  const holds = { 'GET /account/35': () => ({ Account: { Id: '35', Name: 'Checking', CurrentBalance: 300 } }) };

  expect((await shownOf({}, { ...open(bill('7')), ...holds })).join()).not.toContain('warnings');
});

const euro = { CurrencyRef: { value: 'EUR' } };

test('a foreign bill is paid at the rate that is shown, and what that costs more than the bill was booked at is a loss', async () => {
  const wire = createQuickBooksWire(open(bill('7', { ...euro, ExchangeRate: 1.05 })));

  await wire.call('pay_bill', input);
  await wire.call('pay_bill', { ...input, exchange_rate: '1.04' });

  expect(wire.questions[0]).toContain('worth: (none) -> \\"330.00 USD at 1.1, a loss of 15.00 USD\\"');
  expect(wire.questions[1]).toContain('312.00 USD at 1.04, a gain of 3.00 USD');
  expect(wire.writes().map(({ body }) => Object(body).ExchangeRate)).toEqual([1.1, 1.04]);
});

test('what a foreign bill takes from an account in the home currency is held against what that holds', async () => {
  const holds = { 'GET /account/35': () => ({ Account: { Id: '35', Name: 'Checking', CurrentBalance: 329 } }) };
  const foreign = open(bill('7', { ...euro, ExchangeRate: 1.1 }));
  const home = { CurrencyRef: { value: 'USD' } };
  const own = { 'GET /account/35': () => ({ Account: { ...holds['GET /account/35']().Account, ...home } }) };

  expect((await shownOf({}, { ...foreign, ...own })).at(-1)).toContain('would stand at -1.00 USD');
});

test.each([
  ['more than is owed', [bill('7', { Balance: 299 })], {}, 'bills.0.amount', 'only 299.00 USD is still owed'],
  ['a bill that is paid', [bill('7', { Balance: 0 })], {}, 'bills.0.amount', 'it is paid'],
  [
    'what may be thousands and ends in 0',
    [bill('7')],
    { bills: [{ bill_id: '7', amount: '1.500' }] },
    'bills.0.amount',
    'thousands, or a fraction?',
  ],
  ['an unknown bill', [], {}, 'bills.0.bill_id', 'no bill 7; find it with search_transactions'],
  ['a day in closed books', [bill('7')], { date: '2025-03-01' }, 'date', 'closed until'],
  ['an account of costs', [bill('7')], { account_id: '60' }, 'account_id', 'pays no bills'],
  ['undeposited funds', [bill('7')], { account_id: '37' }, 'account_id', 'pays no bills'],
  ['an unknown account', [bill('7')], { account_id: '99' }, 'account_id', 'no account 99 in use'],
  ['an account in a third currency', [bill('7')], { account_id: '36' }, 'account_id', 'is in EUR; choose one in USD'],
  ['a rate for the home currency', [bill('7')], { exchange_rate: '1.1' }, 'exchange_rate', 'leave it out'],
])('%s is refused with the field before anybody is asked', async (_what, found, change, path, problem) => {
  const wire = createQuickBooksWire(open(...found));

  const error = await wire.fail('pay_bill', { ...input, ...change });

  expect(error.details.fields?.find((field) => field.path === path)?.problem).toContain(problem);
  expect([wire.questions, wire.writes()]).toEqual([[], []]);
});

test.each([
  ['another vendor', { VendorRef: { value: '10' } }, 'belongs to another vendor'],
  ['another currency', euro, 'is in EUR, not USD'],
  ['another account of payables', { APAccountRef: { value: '34' } }, 'is owed on another account of payables'],
])('bills of %s are not paid together', async (_what, change, problem) => {
  const wire = createQuickBooksWire(open(bill('7'), bill('8', change)));

  const error = await wire.fail('pay_bill', { ...input, bills: [...input.bills, { bill_id: '8', amount: '1.00' }] });

  expect(error.details.fields?.[0]).toMatchObject({
    path: 'bills.1.bill_id',
    problem: expect.stringContaining(problem),
  });
  expect(wire.writes()).toEqual([]);
});

test('a bill that was paid by somebody else before the yes is not paid again', async () => {
  let balance = 300;
  const wire = createQuickBooksWire({
    ...stored,
    'QUERY bill': () => rows('Bill', [bill('7', { Balance: balance })])(),
  });
  const pay = () => {
    balance = 0;
  };

  const error = await wire.fail('pay_bill', input, pay);

  expect(error.details.fields?.[0]?.problem).toContain('it is paid');
  expect(wire.writes()).toEqual([]);
});

test.each([
  ['6140', 'DocNumber=1042 is assigned to TxnType=BillPaymentCheck with TxnId=88', 'doc_number', 'is taken', '(id 88)'],
  ['2500', 'Invalid Reference Id : Accounts element id 35 not found', 'account_id', 'does not exist', '(id 35)'],
  ['620', 'Transaction Bill 7 cannot be linked', 'invoices or bills', 'another customer or vendor', ''],
])('what QuickBooks refuses as %s is told by the field of the tool', async (code, detail, path, problem, id) => {
  const wire = createQuickBooksWire({ ...open(bill('7')), 'POST /billpayment': () => fault(code, detail) });

  const error = await wire.fail('pay_bill', { ...input, doc_number: '1042' });

  expect(error.details.fields?.[0]?.path).toBe(path);
  expect(error.message).toContain(problem);
  expect(error.message).toContain(id);
});
