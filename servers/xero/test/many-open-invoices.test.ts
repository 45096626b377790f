import type { WireRequest } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { wireProfit, wireReport } from './wire-report.ts';

const count = 11_234;

/** So many unpaid invoices of 0.10 each, by pages; `pagination` is left out as Xero's older answers do. */
function openInvoices({ query }: WireRequest, withPagination: boolean) {
  const [page, pageSize] = [Number(query.get('page')), Number(query.get('pageSize'))];
  const left = query.get('Statuses') === 'AUTHORISED' ? Math.max(0, count - (page - 1) * pageSize) : 0;
  const invoice = {
    ...{ Type: 'ACCREC', Status: 'AUTHORISED' },
    Contact: { Name: 'Many Ltd' },
    DueDate: '2026-09-15T00:00:00',
    CurrencyCode: 'GBP',
    AmountDue: 0.1,
  };
  const pagination = { page, pageSize, pageCount: Math.ceil(count / pageSize), itemCount: count };
  const Invoices = Array.from({ length: Math.min(left, pageSize) }, (_, index) => ({
    ...invoice,
    InvoiceID: `${page}-${index}`,
  }));
  return { ...(withPagination && { pagination }), Invoices };
}

test.each([true, false])('more than 10,000 unpaid invoices are all summed (pagination told: %s)', async (isTold) => {
  const wire = createXeroWire({
    'GET /Reports/ProfitAndLoss': () => wireProfit(['5.00'], ['0.00'], ['0.00']),
    'GET /Reports/BalanceSheet': () => wireReport('Balance Sheet', ['now'], []),
    'GET /Reports/BankSummary': () => wireReport('Bank Summary', ['Opening Balance'], []),
    'GET /Budgets': () => ({ Budgets: [] }),
    'GET /Invoices': (request: WireRequest) => openInvoices(request, isTold),
  });

  const { receivables } = await wire.call('generate_management_report', { period_end: '2026-09-30' });

  expect(receivables).toMatchObject([{ currency: 'GBP', total: '1123.40', largest: [{ invoices: count }] }]);
});
