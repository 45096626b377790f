import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';

holdDay('2026-11-21T10:00:00Z');

const line = (account_code: string, unit_amount = '10.00') => ({ description: 'Flyers', unit_amount, account_code });
const day = { contact_id: contactId, date: '2026-11-20' };
const replies = {
  'PUT /BankTransactions': () => ({
    BankTransactions: [{ BankTransactionID: 'b-1', Type: 'SPEND', Status: 'AUTHORISED' }],
  }),
  'PUT /Invoices': () => ({ Invoices: [{ InvoiceID: 'i-1', Type: 'ACCREC', Status: 'DRAFT' }] }),
};

test.each([
  ['create_invoice', { type: 'ACCREC', due_date: '2026-12-20' }, '200', '400', 'Advertising is an account of costs'],
  ['create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' }, '400', '200', 'Sales is an account of income'],
  ['create_bank_transaction', { type: 'RECEIVE', bank_account_id: bankId }, '200', '400', 'an account of costs'],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId }, '400', '200', 'an account of income'],
])('%s %o warns of a line on an account of the other side alone', async (tool, kind, usual, odd, told) => {
  const wire = createXeroWire(replies);
  const lines = [line(usual, '100.00'), line(odd), line(odd, '-5.00')];

  const { warnings } = await wire.call(tool, { ...day, ...kind, line_items: lines });

  const doubts = warnings.filter(({ kind: about }: { kind: string }) => about === 'account');
  expect(doubts).toEqual([
    { kind: 'account', field: 'line_items.1.account_code', message: expect.stringContaining(told) },
  ]);
});

test.each([
  ['create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' }],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId }],
])('%s warns once of many lines on an account of the other side, with their numbers', async (tool, kind) => {
  const odd = ['200', '200', '200', '400', '200'].map((code) => line(code));

  const { warnings } = await createXeroWire(replies).call(tool, { ...day, ...kind, line_items: odd });

  const doubts = warnings.filter(({ kind: about }: { kind: string }) => about === 'account');
  expect(doubts).toEqual([
    {
      kind: 'account',
      field: 'line_items.0.account_code',
      message: expect.stringMatching(/^lines 1–3, 5: 200 Sales is an account of income/),
    },
  ]);
});

const account = (Code: string, Name: string, rest: object) => ({
  ...{ AccountID: `66666666-6666-4666-8666-66666666${Code}`, Code, Name, Status: 'ACTIVE', ...rest },
});
const accounts = [
  account('0200', 'Sales', { Type: 'SALES', Class: 'REVENUE', TaxType: 'OUTPUT2' }),
  account('1510', 'Vehicles', { Type: 'FIXED', Class: 'ASSET', TaxType: 'INPUT2' }),
  account('2200', 'VAT', { Type: 'CURRLIAB', Class: 'LIABILITY', TaxType: 'NONE', SystemAccount: 'GST' }),
  account('3900', 'Retained Earnings', { Type: 'EQUITY', Class: 'EQUITY', SystemAccount: 'RETAINEDEARNINGS' }),
  account('2100', 'Card', { Type: 'BANK', Class: 'LIABILITY', BankAccountType: 'CREDITCARD', CurrencyCode: 'GBP' }),
  account('0090', 'Bank', { Type: 'BANK', Class: 'ASSET', BankAccountType: 'BANK', CurrencyCode: 'GBP' }),
];
const accountId = (code: string) => accounts.find(({ Code }) => Code === code)?.AccountID;
/** As Xero's documentation has them: https://developer.xero.com/documentation/api/accounting/taxrates */
const onAssets = { Status: 'ACTIVE', EffectiveRate: 20, CanApplyToAssets: true, CanApplyToEquity: true };
const taxRates = [
  { ...onAssets, Name: '20% on income', TaxType: 'OUTPUT2', CanApplyToLiabilities: true, CanApplyToRevenue: true },
  { ...onAssets, Name: '20% on expenses', TaxType: 'INPUT2', CanApplyToLiabilities: true, CanApplyToExpenses: true },
  { ...onAssets, Name: 'No VAT', TaxType: 'NONE', CanApplyToRevenue: true, CanApplyToExpenses: true },
];
const charted = { 'GET /Accounts': () => ({ Accounts: accounts }), 'GET /TaxRates': () => ({ TaxRates: taxRates }) };
const invoice = { ...day, due_date: '2026-12-20' };

test('a sale on an account of assets with the tax of purchases is told, with the tax of sales', async () => {
  const wire = createXeroWire({ ...replies, ...charted });
  const warningsOf = async (sold: object, input: object = {}) =>
    (await wire.call('create_invoice', { ...invoice, ...input, line_items: [{ ...line('1510'), ...sold }] })).warnings;

  const message = 'INPUT2 of 1510 Vehicles is the tax of a purchase; that of a sale is OUTPUT2 (20% on income)';
  expect(await warningsOf({})).toEqual([{ kind: 'tax', field: 'line_items.0.tax_type', message }]);
  expect(await warningsOf({ tax_type: 'OUTPUT2' })).toEqual([]);
  expect(await warningsOf({ tax_type: 'NONE' })).toEqual([]);
  expect(await warningsOf({}, { line_amount_types: 'NoTax' })).toEqual([]);
  expect(await warningsOf({}, { type: 'ACCPAY' })).toEqual([]);
  expect(await warningsOf({ tax_type: 'OUTPUT2' }, { type: 'ACCPAY' })).toMatchObject([{ kind: 'tax' }]);
});

test('lines on retained earnings, and on the account of sales tax but for what moves at the bank, are told', async () => {
  const wire = createXeroWire({ ...replies, ...charted });
  const lines = [line('2200'), line('3900'), line('1510')];
  const doubtsOf = async (tool: string, input: object) => {
    const { warnings } = await wire.call(tool, { ...day, ...input, line_items: lines });
    return warnings.filter(({ kind }: { kind: string }) => kind === 'account');
  };
  const vat = { field: 'line_items.0.account_code', message: expect.stringContaining('2200 VAT is where Xero itself') };
  const profit = { field: 'line_items.1.account_code', message: expect.stringContaining('3900 Retained Earnings') };

  expect(await doubtsOf('create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' })).toMatchObject([vat, profit]);
  const paid = { type: 'SPEND', bank_account_id: accountId('0090') };
  expect(await doubtsOf('create_bank_transaction', paid)).toMatchObject([profit]);
});

test.each([
  ['RECEIVE', { IsSupplier: true }, { IsCustomer: true }, '5010', '0200'],
  ['SPEND', { IsCustomer: true }, { IsSupplier: true }, '0200', '5010'],
])('%s with %o is a refund on the account it was booked to, with its tax; with %o it is told', async (...row) => {
  const [type, refunded, other, code, ownSide] = row;
  const costs = account('5010', 'Purchases', { Type: 'DIRECTCOSTS', Class: 'EXPENSE', TaxType: 'INPUT2' });
  const warningsOf = async (contact: object, sent: object) => {
    const wire = createXeroWire({
      ...{ ...replies, ...charted, 'GET /Accounts': () => ({ Accounts: [...accounts, costs] }) },
      'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ...contact }] }),
    });
    const money = { ...day, type, bank_account_id: accountId('0090'), line_items: [{ ...line(code), ...sent }] };
    return (await wire.call('create_bank_transaction', money)).warnings;
  };

  expect(await warningsOf(refunded, {})).toEqual([]);
  expect(await warningsOf(refunded, { account_code: ownSide })).toEqual([]);
  const message = expect.stringContaining('but for a refund');
  expect(await warningsOf(other, {})).toMatchObject([{ kind: 'account', message }]);
});

test('money of a customer on a credit card is told, and what a supplier gives back on it is not', async () => {
  const roles = { IsCustomer: true, IsSupplier: false };
  const wireOf = (contact: object) =>
    createXeroWire({
      ...{ ...replies, ...charted },
      'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ...contact }] }),
    });
  const money = { ...day, type: 'RECEIVE', line_items: [line('0200')] };
  const warningsOf = async (contact: object, code: string) =>
    (await wireOf(contact).call('create_bank_transaction', { ...money, bank_account_id: accountId(code) })).warnings;

  const message = '“Card” is a credit card; customers pay into a bank account';
  expect(await warningsOf(roles, '2100')).toEqual([{ kind: 'account', field: 'bank_account_id', message }]);
  expect(await warningsOf(roles, '0090')).toEqual([]);
  expect(await warningsOf({ IsCustomer: true, IsSupplier: true }, '2100')).toEqual([]);
});

test.each([
  ['ACCREC', '2100', true],
  ['ACCREC', '0090', false],
  ['ACCPAY', '2100', false],
])('a payment of an %s on %s is told as one on a credit card: %s', async (type, code, isTold) => {
  const stored = { InvoiceID: invoiceId, Type: type, Status: 'AUTHORISED', Total: 10, AmountDue: 10 };
  const wire = createXeroWire({ ...charted, [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [stored] }) });
  const payment = { invoice_id: invoiceId, account_id: accountId(code), amount: '10.00', date: '2026-11-20' };

  expect((await wire.preview('create_payment', payment)).includes('“Card” is a credit card')).toBe(isTold);
});
