import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { replies, systemAccounts } from './management-wire.ts';
import { bankOf, spentHistory } from './spent-history.ts';
import { wireProfit, wireReport } from './wire-report.ts';

holdDay('2026-11-21T10:00:00Z');

test('what an invoice still owes is unknown where Xero does not tell it, and not 0', async () => {
  const xero = createXeroWire({
    [`GET /Invoices/${invoiceId}`]: () => ({
      Invoices: [{ InvoiceID: invoiceId, Type: 'ACCREC', Status: 'AUTHORISED', InvoiceNumber: 'INV-7', Total: 90 }],
    }),
  });

  const input = { invoice_id: invoiceId, account_id: bankId, amount: '10.00', date: '2026-11-20' };
  const question = await xero.preview('create_payment', input);

  expect(question).toContain('still_owed: "unknown, invoice INV-7 of an unnamed contact: 90.00"');
  expect(question).toContain('"10.00 less"');
});

test('a line of an account without a tax type is not said to be free of tax', async () => {
  const xero = createXeroWire({
    'GET /Accounts': () => ({
      Accounts: [{ AccountID: 'a', Code: '200', Name: 'Sales', Type: 'SALES', Class: 'REVENUE' }],
    }),
  });

  const question = await xero.preview('create_invoice', {
    ...{ contact_id: contactId, date: '2026-11-20', due_date: '2026-12-20' },
    line_items: [{ description: 'Workshop', unit_amount: '450.00', account_code: '200' }],
  });

  expect(question).toContain('450.00 GBP, tax on top');
});

test.each(['Date', 'LineAmount'])(
  'spending that comes without its %s is counted, and is in no figure',
  async (field) => {
    const range = { date_range: { start_date: '2026-09-01', end_date: '2026-09-30' } };
    const rent = spentHistory.findLast(({ contact }) => contact === 'City Estates') ?? spentHistory[0];
    const without = spentHistory.map((one) => {
      if (one !== rent) return one;
      return field === 'Date' ? { ...one, rest: { Date: null } } : { ...one, line: { LineAmount: null } };
    });

    const whole = await createXeroWire(bankOf(spentHistory)).call('expense_categorization', range);
    const report = await createXeroWire(bankOf(without)).call('expense_categorization', range);

    expect(Number(whole.total_expenses) - Number(report.total_expenses)).toBeCloseTo(1200);
    expect(report.hint).toContain('without a day or an amount are in no figure: 1.');
  },
);

test.each([
  [
    'an amount with words',
    { 'GET /Reports/ProfitAndLoss': () => wireProfit(['n/a'], ['1.00'], ['1.00']) },
    'no amount',
  ],
  [
    'a bank summary without a column',
    {
      'GET /Reports/BankSummary': () =>
        wireReport('Bank Summary', ['Closing'], [{ title: '', rows: [['A', '090', '1.00']] }]),
    },
    'left a column out',
  ],
])('%s is no 0 in a management report', async (_what, change, problem) => {
  const error = await createXeroWire({ ...systemAccounts, ...replies, ...change }).fail('generate_management_report', {
    period_end: '2026-09-30',
  });

  expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining(problem) });
});

test('nobody is told to restore a contact that is to be forgotten by law', async () => {
  const xero = createXeroWire({
    'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Ann', ContactStatus: 'GDPRREQUEST' }] }),
  });

  const error = await xero.fail('create_invoice', {
    ...{ contact_id: contactId, date: '2026-11-20', due_date: '2026-12-20' },
    line_items: [{ description: 'Workshop', unit_amount: '450.00', account_code: '200' }],
  });

  expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('is GDPRREQUEST') });
  expect(error.message).not.toContain('Restore');
});

test.each([
  ['2026-11-21', 'Enter opening balances or documents in Xero first'],
  ['2026-09-30', 'Choose a later period_end'],
])('books with nothing in them up to %s are told with what can be done', async (period_end, next) => {
  const empty = () => wireProfit(['0.00'], ['0.00'], ['0.00']);
  const wire = createXeroWire({
    ...{ ...systemAccounts, ...replies, 'GET /Reports/ProfitAndLoss': empty },
    'GET /Reports/BalanceSheet': () => wireReport('Balance Sheet', ['now'], []),
  });

  const error = await wire.fail('generate_management_report', { period_end });

  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(next) });
});

test('what an account changed is told with as many places as its amount, whatever the currency', async () => {
  const dinars = { Organisations: [{ Name: 'Demo', BaseCurrency: 'KWD' }] };
  const wire = createXeroWire({ ...systemAccounts, ...replies, 'GET /Organisation': () => dinars });

  const { highlights } = await wire.call('generate_management_report', { period_end: '2026-09-30' });

  expect(JSON.stringify(highlights)).toContain('changed the result by +200.10 KWD');
});
