import { addAmounts, withTotal } from './amount-columns.ts';
import { columnPeriods, periodColumns } from './column-periods.ts';
import { type NameKind, type NameTotal, nameCell, nameTotals } from './name-totals.ts';
import { nestedRows } from './nested-rows.ts';
import { column, dataRow, type ReportCell, type ReportColumn, type ReportContent, summaryRow } from './report.ts';
import { filledMoneyText, moneyText, namedCell, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

const types = { customer: 'Customer', vendor: 'Vendor', item: 'ProductsAndService' } as const;

function cellOf(books: ReportBooks, kind: NameKind, id: string | undefined): ReportCell {
  return id === undefined ? { value: 'Not Specified' } : nameCell(books, kind, id);
}

/**
 * Sales by customer, or expenses by vendor; they come to those of the profit and loss.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/salesbycustomer and /expensesbyvendor
 */
export function nameSummary(books: ReportBooks, request: ReportRequest, kind: NameKind): ReportContent {
  const periods = columnPeriods(request, books);
  const lines = nameTotals(books, request, { kind, periods }).map(([id, totals]) => ({
    cell: cellOf(books, kind, id),
    amounts: withTotal(totals.map(({ amount }) => amount)),
  }));
  const [, ...columns] = periodColumns(periods, { total: true });
  const sums = addAmounts(
    lines.map(({ amounts }) => amounts),
    columns.length,
  );
  const rows = nestedRows(lines, { cellOf: (name) => namedCell(books, name), text: filledMoneyText(books) });
  return {
    columns: [column('', types[kind]), ...columns],
    hasData: rows.length > 0,
    header: { SummarizeColumnsBy: request.summarize },
    rows: rows.length === 0 ? [] : [...rows, summaryRow('TOTAL', sums.map(moneyText(books)), 'GrandTotal')],
  };
}

const figures = ['Quantity', 'Amount', '% of Sales', 'Avg Price', 'COGS', 'Gross Margin', 'Gross Margin %'];

/**
 * Sales by product, with figures below each column; none has a cost here, as no stock is kept. The total is a row like the others.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/salesbyproduct
 */
export function itemSales(books: ReportBooks, request: ReportRequest): ReportContent {
  const periods = columnPeriods(request, books);
  const lines = nameTotals(books, request, { kind: 'item', periods }).map(([id, totals]) => ({
    id,
    totals: totals.length === 1 ? totals : [...totals, sumOf(totals)],
  }));
  const [, ...columns] = periodColumns(periods, { total: true });
  const sums = columns.map((_, index) => sumOf(lines.flatMap(({ totals }) => totals[index] ?? [])));
  const texts = (totals: readonly NameTotal[]) =>
    totals.flatMap((total, index) => figureTexts(books, total, sums[index]?.amount ?? 0));
  const rows = lines.map(({ id, totals }) =>
    dataRow(cellOf(books, 'item', id), texts(totals), id === undefined ? '**' : undefined),
  );
  return {
    columns: [column('', types.item), ...columns.map(withFigures)],
    hasData: rows.length > 0,
    header: { SummarizeColumnsBy: request.summarize },
    rows: rows.length === 0 ? [] : [...rows, dataRow({ value: 'TOTAL' }, texts(sums), 'GrandTotal')],
  };
}

function withFigures({ MetaData = [], ...rest }: ReportColumn): ReportColumn {
  const days = MetaData.filter(({ Name }) => Name !== 'ColKey');
  const own = figures.map((title) => ({ ...column(title, 'Money'), ...(days.length > 0 && { MetaData: days }) }));
  return { ...rest, Columns: { Column: own } };
}

function sumOf(totals: readonly NameTotal[]): NameTotal {
  return {
    amount: totals.reduce((sum, { amount }) => sum + amount, 0),
    quantity: totals.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

function figureTexts(books: ReportBooks, { amount, quantity }: NameTotal, all: number): string[] {
  if (amount === 0 && quantity === 0) return figures.map(() => '');
  const money = moneyText(books);
  const share = all === 0 ? '' : `${((100 * amount) / all).toFixed(2)} %`;
  const price = quantity === 0 ? '' : money(Math.round(amount / quantity));
  return [quantity.toFixed(2), money(amount), share, price, '', '', ''];
}
