import { type AgedCounterparty, agedBalances } from '@bizmcp/testkit/company';
import { addAmounts } from './amount-columns.ts';
import { nestedRows } from './nested-rows.ts';
import { column, type ReportContent, summaryRow } from './report.ts';
import { counterpartyCell, filledMoneyText, moneyText, namedCell, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

export type Side = 'receivable' | 'payable';

/** Upper ends of the overdue periods but the last, which is open. */
export function bucketDays({ agingPeriod, periods }: ReportRequest): number[] {
  return Array.from({ length: periods - 1 }, (_, index) => agingPeriod * (index + 1));
}

/** Titles of the overdue periods: 1 - 30, 31 - 60, 91 and over. */
export function bucketTitles(days: readonly number[]): string[] {
  const rising = days.map((last, index) => `${(days[index - 1] ?? 0) + 1} - ${last}`);
  return [...rising, `${(days.at(-1) ?? 0) + 1} and over`];
}

/** What is open at the report date, of those who were asked for. */
export function openCounterparties(books: ReportBooks, request: ReportRequest, side: Side): AgedCounterparty[] {
  const { counterparties } = agedBalances(books.company.ledger, {
    side,
    asOf: request.reportDate,
    bucketDays: bucketDays(request),
  });
  const wanted = side === 'receivable' ? request.customers : request.vendors;
  const nameOf = ({ counterpartyId }: AgedCounterparty) => counterpartyCell(books, counterpartyId).value;
  return counterparties
    .filter(({ counterpartyId }) => !wanted || wanted.includes(counterpartyId))
    .sort((one, other) => nameOf(one).localeCompare(nameOf(other), 'en'));
}

/**
 * What customers owe, or vendors are owed, by how long it is overdue; in the home currency.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/aragingsummary
 */
export function agedSummary(books: ReportBooks, request: ReportRequest, side: Side): ReportContent {
  const parties = openCounterparties(books, request, side);
  const titles = ['Current', ...bucketTitles(bucketDays(request)), 'Total'];
  const lines = parties.map(({ counterpartyId, buckets, total }) => ({
    cell: counterpartyCell(books, counterpartyId),
    amounts: [...buckets, total],
  }));
  const rows = nestedRows(lines, { cellOf: (name) => namedCell(books, name), text: filledMoneyText(books) });
  const sums = addAmounts(
    lines.map(({ amounts }) => amounts),
    titles.length,
  );
  return {
    columns: [
      column('', side === 'receivable' ? 'Customer' : 'Vendor'),
      ...titles.map((title) => column(title, 'Money')),
    ],
    hasData: rows.length > 0,
    rows: rows.length === 0 ? [] : [...rows, summaryRow('TOTAL', sums.map(moneyText(books)), 'GrandTotal')],
    options: [{ Name: 'report_date', Value: request.reportDate }],
  };
}
