import type { WireRequest } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { wireProfit, wireReport } from './wire-report.ts';

const entered = 1005;

/** Pages of so many rows, to which another is added at the front after the first page was read. */
function movingPages<Row>(rowOf: (place: number) => Row) {
  return ({ query }: WireRequest): Row[] => {
    const [page, size] = [Number(query.get('page')), Number(query.get('pageSize'))];
    const first = (page - 1) * size;
    const places = Array.from({ length: Math.max(0, Math.min(size, entered - first)) }, (_, index) => first + index);
    return places.map((place) => rowOf(page === 1 ? place : place - 1));
  };
}

test('spending is counted once that came on two pages, as something was entered between them', async () => {
  const pages = movingPages((place) => ({
    ...{ BankTransactionID: `b-${place}`, Type: 'SPEND', Status: 'AUTHORISED', Date: '2026-09-10T00:00:00' },
    ...{ Contact: { Name: 'Fitters Ltd' }, LineAmountTypes: 'NoTax' },
    LineItems: [{ Description: 'Shelves', LineAmount: 1, AccountCode: '400' }],
  }));
  const wire = createXeroWire({
    'GET /BankTransactions': (request: WireRequest) => ({
      BankTransactions: request.query.get('where')?.includes('"SPEND"') ? pages(request) : [],
    }),
  });

  const report = await wire.call('expense_categorization', {
    date_range: { start_date: '2026-09-01', end_date: '2026-09-30' },
  });

  expect(report.total_expenses).toBe(`${entered - 1}.00`);
});

test('an unpaid invoice is owed once that came on two pages', async () => {
  const pages = movingPages((place) => ({
    ...{ InvoiceID: `i-${place}`, Type: 'ACCREC', Status: 'AUTHORISED', CurrencyCode: 'GBP', AmountDue: 1 },
    ...{ Contact: { Name: 'Many Ltd' }, DueDate: '2026-09-15T00:00:00' },
  }));
  const wire = createXeroWire({
    'GET /Reports/ProfitAndLoss': () => wireProfit(['5.00'], ['0.00'], ['0.00']),
    'GET /Reports/BalanceSheet': () => wireReport('Balance Sheet', ['now'], []),
    'GET /Reports/BankSummary': () => wireReport('Bank Summary', ['Opening Balance'], []),
    'GET /Budgets': () => ({ Budgets: [] }),
    'GET /Invoices': (request: WireRequest) => ({
      Invoices: request.query.get('Statuses') === 'AUTHORISED' ? pages(request) : [],
    }),
  });

  const { receivables } = await wire.call('generate_management_report', { period_end: '2026-09-30' });

  expect(receivables).toMatchObject([{ total: `${entered - 1}.00` }]);
});
