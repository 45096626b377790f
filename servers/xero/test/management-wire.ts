import type { Replies, WireRequest } from '@bizmcp/testkit/fake-vendor';
import { wireProfit, wireReport } from './wire-report.ts';

const profits: Record<string, ReturnType<typeof wireProfit>> = {
  '2026-09-01': wireProfit(['1000.10'], ['400.00'], ['150.05']),
  '2026-08-01': wireProfit(['800.00'], ['300.00'], ['100.00']),
  '2025-09-01': wireProfit(['0.00'], ['0.00'], ['100.00']),
};

const sheet = wireReport(
  'Balance Sheet',
  ['now', 'a year before'],
  [
    { title: 'Assets', rows: [] },
    { title: 'Bank', rows: [['Current account', '090', '5000.00', '1.00']] },
    { title: 'Current Assets', rows: [['Accounts Receivable', '610', '1200.00', '1.00']] },
    { title: 'Fixed Assets', rows: [['Computers', '720', '900.00', '1.00']] },
    { title: '', rows: [], total: ['Total Assets', undefined, '7100.00', '3.00'] },
    { title: 'Liabilities', rows: [] },
    { title: 'Bank', rows: [['Overdrawn account', '091', '250.00', '0.00']] },
    { title: 'Current Liabilities', rows: [['Accounts Payable', '800', '600.00', '1.00']] },
    { title: 'Non-Current Liabilities', rows: [['Loan', '900', '1000.00', '1.00']] },
    { title: 'Equity', rows: [['Current Year Earnings', '970', '5250.00', '1.00']] },
  ],
);

export const overall = '99999999-9999-4999-8999-999999999999';
const line = (code: string, amounts: Record<string, number>) => ({
  AccountID: `66666666-6666-4666-8666-666666666${code}`,
  BudgetBalances: Object.entries(amounts).map(([Period, Amount]) => ({ Period, Amount })),
});

const unpaid = (number: number, Name: string, rest: object) => ({
  ...{ InvoiceID: `99999999-9999-4999-8999-00000000009${number}`, Type: 'ACCREC', Status: 'AUTHORISED' },
  ...{ Contact: { Name }, ...rest },
});

/** What a management report is made from, of one month in September 2026. */
export const replies: Replies = {
  'GET /Reports/ProfitAndLoss': ({ query }: WireRequest) =>
    query.get('periods') === null
      ? profits[query.get('fromDate') ?? '']
      : wireProfit(['800.00', '700.00'], ['300.00', '300.00'], ['100.00', '100.00']),
  'GET /Reports/BalanceSheet': () => sheet,
  'GET /Reports/BankSummary': () =>
    wireReport(
      'Bank Summary',
      ['Opening Balance', 'Cash Received', 'Cash Spent', 'Closing Balance'],
      [
        {
          title: '',
          rows: [
            ['Current account', '090', '6000.00', '100.00', '1100.00', '5000.00'],
            ['Overdrawn account', '091', '0.00', '0.00', '250.00', '-250.00'],
          ],
          total: ['Total', undefined, '6000.00', '100.00', '1350.00', '4750.00'],
        },
      ],
    ),
  'GET /Budgets': () => ({ Budgets: [{ BudgetID: overall, Type: 'OVERALL', BudgetLines: [] }] }),
  [`GET /Budgets/${overall}`]: () => ({
    Budgets: [
      {
        BudgetID: overall,
        Type: 'OVERALL',
        BudgetLines: [line('200', { '2026-09': 1100, '2026-10': 5 }), line('400', { '2026-09': 100.05 })],
      },
    ],
  }),
  'GET /Invoices': ({ query }: WireRequest) => ({
    Invoices:
      query.get('Statuses') === 'AUTHORISED'
        ? [
            unpaid(1, 'Slow & Co', { DueDate: '/Date(1782864000000+0000)/', CurrencyCode: 'GBP', AmountDue: 700.1 }),
            unpaid(2, 'Slow & Co', { DueDate: '2026-09-15T00:00:00', CurrencyCode: 'GBP', AmountDue: 0.2 }),
            unpaid(3, 'Far Ltd', { DueDate: '2026-10-15T00:00:00', CurrencyCode: 'EUR', AmountDue: 50 }),
          ]
        : [],
  }),
};

export const systemAccounts: Replies = {
  'GET /Accounts': () => ({
    Accounts: [
      {
        AccountID: '66666666-6666-4666-8666-666666666610',
        Name: 'AR',
        Type: 'CURRENT',
        Class: 'ASSET',
        SystemAccount: 'DEBTORS',
      },
      {
        AccountID: '66666666-6666-4666-8666-666666666800',
        Name: 'AP',
        Type: 'CURRLIAB',
        Class: 'LIABILITY',
        SystemAccount: 'CREDITORS',
      },
      {
        AccountID: '66666666-6666-4666-8666-666666666200',
        Code: '200',
        Name: 'Sales',
        Type: 'SALES',
        Class: 'REVENUE',
      },
    ],
  }),
};
