import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { createReportWire } from './reports-wire.ts';

holdDay('2026-11-21T10:00:00Z');

const dollarBankId = '66666666-6666-4666-8666-666666666091';
const salesId = '66666666-6666-4666-8666-666666666200';
const input = { invoice_id: invoiceId, account_id: bankId, amount: '100.10', date: '2026-11-20' };
const invoice = (change: Record<string, unknown> = {}) => ({
  [`GET /Invoices/${invoiceId}`]: () => ({
    Invoices: [
      { InvoiceID: invoiceId, Type: 'ACCREC', Status: 'AUTHORISED', AmountDue: 100.1, CurrencyCode: 'GBP', ...change },
    ],
  }),
});
const stored = {
  'POST /Payments': () => ({
    Payments: [{ PaymentID: 'p-1', Date: '/Date(1795132800000+0000)/', Amount: 100.1, Status: 'AUTHORISED' }],
  }),
  'PUT /Payments': () => ({
    Payments: [{ PaymentID: 'p-1', Date: '/Date(1795132800000+0000)/', Amount: 100.1, Status: 'AUTHORISED' }],
  }),
};

test('a payment of all that is owed is sent once, with a key', async () => {
  const xero = createXeroWire({ ...invoice(), ...stored });

  const { payment } = await xero.call('create_payment', input);

  expect(payment).toEqual({
    payment_id: 'p-1',
    invoice_id: invoiceId,
    amount_due: '0.00',
    amount: '100.10',
    date: '2026-11-20',
    status: 'AUTHORISED',
    bank_account: 'Current account',
  });
  expect(xero.writes()).toHaveLength(1);
  expect(xero.writes()[0]?.headers.has('idempotency-key')).toBe(true);
  expect(await xero.preview('create_payment', input)).toContain('in Xero: open what it pays, click Payment, then');
});

test('a payment in another currency tells its rate and what moved at the bank, and the invoice that of each', async () => {
  const caller = createReportWire();
  const { invoices } = await caller.call('search_invoices', { query: 'INV-2075' });
  const { accounts } = await caller.call('list_accounts', { bank_only: true, contains: 'Operating' });
  const { invoice_id, amount_due: amount } = invoices[0];
  const paid = { invoice_id, account_id: accounts[0].account_id, amount, date: '2026-11-20' };

  const { payment } = await caller.call('create_payment', paid);
  const { invoice: found } = await caller.call('get_invoice', { invoice_id });

  expect(payment).toMatchObject({ bank_account: accounts[0].name, currency_rate: expect.stringMatching(/^1\.\d+$/) });
  expect(Number(payment.bank_amount)).toBeCloseTo(Number(amount) / Number(payment.currency_rate), 1);
  expect(found.payments).toMatchObject([
    {
      ...{ amount, currency_rate: payment.currency_rate },
      ...{ bank_amount: payment.bank_amount, bank_currency: accounts[0].currency },
    },
  ]);
});

test('identifiers are the same whatever their capitals', async () => {
  const account = 'ABCDEF66-6666-4666-8666-66666666AAAA';
  const Accounts = [
    { AccountID: account.toLowerCase(), Name: 'Deposit', Type: 'BANK', Status: 'ACTIVE', CurrencyCode: 'GBP' },
  ];
  const xero = createXeroWire({ ...invoice(), ...stored, 'GET /Accounts': () => ({ Accounts }) });

  expect(await xero.preview('create_payment', { ...input, account_id: account })).toContain('"Deposit"');
});

test.each([
  ['create_payment', input],
  ['update_invoice_status', { status: 'VOIDED' }],
])('%s by the number of an invoice is refused with its id', async (tool, given) => {
  const found = { InvoiceID: invoiceId, InvoiceNumber: 'INV-2107', Type: 'ACCREC', Status: 'AUTHORISED', Total: 100.1 };
  const xero = createXeroWire({ 'GET /Invoices': () => ({ Invoices: [found] }) });

  const error = await xero.fail(tool, { ...given, invoice_id: 'INV-2107' });

  expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'invoice_id' }] } });
  expect(error.message).toContain(`invoice “INV-2107” of no day: 100.10 is ${invoiceId}`);
  expect(xero.writes()).toEqual([]);
});

test.each([
  ['an overpayment', {}, { amount: '100.11' }, 'amount', 'only 100.10 GBP is still owed'],
  ['nothing', {}, { amount: '0.00' }, 'amount', 'above 0'],
  ['a tenth of a penny', {}, { amount: '1.001' }, 'amount', 'more than the 2 places'],
  ['a tenth of a sen', { CurrencyCode: 'JPY' }, { amount: '1.001' }, 'amount', 'more than the 2 places'],
  ['a draft', { Status: 'DRAFT' }, {}, 'invoice_id', 'update_invoice_status'],
  ['a voided invoice', { Status: 'VOIDED' }, {}, 'invoice_id', 'takes no payment'],
  ['an account that there is not', {}, { account_id: contactId }, 'account_id', 'no such account'],
  ['an account of sales', {}, { account_id: salesId }, 'account_id', 'takes no payments'],
  ['an account in a third currency', { CurrencyCode: 'EUR' }, { account_id: dollarBankId }, 'account_id', 'is in USD'],
  ['a locked period', {}, { date: '2024-12-30' }, 'date', 'locked until 2024-12-31'],
])('%s is refused with the field before anything is written', async (_name, change, given, path, problem) => {
  const xero = createXeroWire({ ...invoice(change), ...stored });

  const error = await xero.fail('create_payment', { ...input, ...given });

  expect(error.details.fields?.find((field) => field.path === path)?.problem).toContain(problem);
  expect(xero.writes()).toEqual([]);
});

const bill = {
  ...{ Type: 'ACCPAY', InvoiceNumber: 'B-7', Date: '/Date(1795132800000+0000)/' },
  Contact: { ContactID: contactId, Name: 'Harbour Bakery' },
};
const spent = (change: Record<string, unknown>) => ({
  ...{ BankTransactionID: 'b-1', Type: 'SPEND', Status: 'AUTHORISED', Date: '/Date(1795132800000+0000)/' },
  ...{ Total: 100.1, Contact: bill.Contact, ...change },
});

test('a payment that was booked without its bill is told, before the question and with the answer', async () => {
  const near = [spent({}), spent({ BankTransactionID: 'b-2', Contact: undefined }), spent({ Total: 100.2 })];
  const xero = createXeroWire({
    ...{ ...invoice(bill), ...stored },
    'GET /BankTransactions': () => ({ BankTransactions: near }),
  });

  const { warnings } = await xero.call('create_payment', input);

  const twice = 'has the same sum: if it paid this bill, it would be booked twice';
  expect(warnings).toEqual(
    [`SPEND b-1 of 2026-11-20, “Harbour Bakery”, ${twice}`, `SPEND b-2 of 2026-11-20, without a contact, ${twice}`].map(
      (message) => ({ kind: 'duplicate', field: 'amount', message }),
    ),
  );
  const asked = xero.requests.find(({ path }) => path === '/BankTransactions');
  expect(asked?.query.get('where')).toContain('Type=="SPEND" AND Date>=DateTime(2026, 11, 17)');
  expect(await xero.preview('create_payment', input)).toContain('it would be booked twice');
});

test('a payment of the same sum that the bill has had within days is told; one of another sum or month is an instalment', async () => {
  const payment = (id: string, change: Record<string, unknown>) => ({
    ...{ PaymentID: id, Date: '/Date(1795046400000+0000)/', Amount: 100.1, Reference: 'CARD 7', ...change },
  });
  const Payments = [
    payment('p-7', {}),
    payment('p-8', { Amount: 50 }),
    payment('p-9', { Date: '/Date(1792454400000+0000)/' }),
  ];
  const xero = createXeroWire({ ...invoice({ ...bill, AmountDue: 300, Payments }), ...stored });

  const { warnings } = await xero.call('create_payment', input);

  const message =
    'payment p-7 “CARD 7” of 2026-11-19 on this bill has the same sum, 100.10 GBP: if it is this one, it would be booked twice';
  expect(warnings).toEqual([{ kind: 'duplicate', field: 'amount', message }]);
  expect(await xero.preview('create_payment', input)).toContain(message);
});

test('a bill that was entered before with its number and sum is told before it is paid, whatever became of the first', async () => {
  const other = (InvoiceNumber: string, change: Record<string, unknown> = {}) => ({
    ...{ ...bill, InvoiceID: 'i-1', InvoiceNumber, Status: 'PAID', Total: 100.1, ...change },
  });
  const itself = other('B-7', { InvoiceID: invoiceId, Status: 'AUTHORISED' });
  const Invoices = [itself, other('b 7'), other('B-7', { Total: 100.2 }), other('B-8')];
  const reply = { ...invoice({ ...bill, Total: 100.1 }), ...stored, 'GET /Invoices': () => ({ Invoices }) };
  const xero = createXeroWire(reply);

  const { warnings } = await xero.call('create_payment', input);

  const message =
    'bill “b 7” of 2026-11-20 (PAID), “Harbour Bakery”, has the same number and sum, 100.10 GBP: if it is this bill entered again, it would be paid twice';
  expect(warnings).toEqual([{ kind: 'duplicate', field: 'invoice_id', message }]);
  expect(await xero.preview('create_payment', input)).toContain(message);
  const asked = xero.requests.find(({ path }) => path === '/Invoices');
  expect([asked?.query.get('where'), asked?.query.get('ContactIDs')]).toEqual([
    'Type=="ACCPAY" AND Date>=DateTime(2024, 11, 20)',
    contactId,
  ]);
});

test('a payment before its bill, and one that Xero converts, are told', async () => {
  const euros = { ...bill, CurrencyCode: 'EUR', CurrencyRate: 1.2 };
  const xero = createXeroWire({ ...invoice(euros), ...stored });

  const { warnings } = await xero.call('create_payment', { ...input, date: '2026-11-19' });

  expect(warnings).toEqual([
    { kind: 'date', field: 'date', message: '2026-11-19 is before the day of the bill, 2026-11-20' },
    {
      ...{ kind: 'currency', field: 'account_id' },
      message:
        '100.10 EUR on an account in GBP: Xero converts at the rate of the day, about 83.42 GBP at that of the invoice',
    },
  ]);
});

const credit = (change: Record<string, unknown>) => ({
  ...{ Type: 'ACCPAYCREDIT', Status: 'AUTHORISED', Date: '/Date(1795132800000+0000)/', CurrencyCode: 'GBP' },
  ...{ RemainingCredit: 30, Contact: bill.Contact, ...change },
});

test('credit of the contact that could pay the bill is told, asked for once for the payments of some minutes', async () => {
  const other = { ContactID: '33333333-3333-4333-8333-000000000009', Name: 'Another' };
  const CreditNotes = [
    credit({ CreditNoteID: 'c-1', CreditNoteNumber: 'CN-1' }),
    credit({ CreditNoteID: 'c-2', Contact: other }),
    credit({ CreditNoteID: 'c-3', Type: 'ACCRECCREDIT' }),
    credit({ CreditNoteID: 'c-4', CurrencyCode: 'EUR' }),
    credit({ CreditNoteID: 'c-5', RemainingCredit: 0 }),
  ];
  const Overpayments = [credit({ OverpaymentID: 'o-1', Type: 'SPEND-OVERPAYMENT', RemainingCredit: 20.5 })];
  const forbidden = () => Response.json({ Title: 'Forbidden', Status: 403, Detail: 'Forbidden' }, { status: 403 });
  const xero = createXeroWire({
    ...{ ...invoice(bill), ...stored },
    'GET /CreditNotes': () => ({ CreditNotes }),
    'GET /Overpayments': () => ({ Overpayments }),
    'GET /Prepayments': forbidden,
  });

  const { warnings } = await xero.call('create_payment', input);

  const told = 'left, which can be set against this bill in Xero in place of money';
  expect(warnings).toEqual([
    { kind: 'amount', field: 'amount', message: `credit note “CN-1” of 2026-11-20 has 30.00 GBP ${told}` },
    { kind: 'amount', field: 'amount', message: `overpayment “o-1” of 2026-11-20 has 20.50 GBP ${told}` },
  ]);
  expect(await xero.preview('create_payment', input)).toContain(told);
  const asked = xero.requests.filter(({ path }) => path === '/CreditNotes');
  expect(asked.map(({ query }) => query.get('where'))).toEqual(['Status=="AUTHORISED"']);
});
