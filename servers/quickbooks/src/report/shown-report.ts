import { type HandlerContext, personal } from '@bizmcp/core';
import * as z from 'zod';
import type { ReportColumn } from './report-column.ts';
import type { ReportRow } from './report-row.ts';
import type { ReportTable } from './report-table.ts';

type Masked = HandlerContext<unknown, unknown>['masked'];

/** Columns of texts that name neither customers nor vendors; any other may, and has what is hidden with them. */
const openColumns = ['account', 'account_name', 'split_acc', 'item', 'txn_type', 'doc_num', 'currency'];

const Name = z.string().meta(personal('name'));
const Words = z.string().meta(personal('text'));

/** A report without the names and memos that the caller may not see. Accounts, items, days, kinds and sums are shown to everybody. */
export function shownReport({ columns, rows }: ReportTable, columnsBy: string | undefined, masked: Masked) {
  const show = (text: string, { key }: ReportColumn) => String(masked(text, key === 'memo' ? Words : Name));
  const [first] = columns;
  // Headings and labels are of what the first column names, and of accounts or ages where that is a day.
  const label = (text: string) => (first === undefined || isOpen(first) ? text : show(text, first));
  return {
    columns: columns.map((column, index) =>
      columnsBy === 'customer' && index > 0 && column.key !== 'total' ? shownColumn(column, show) : column,
    ),
    rows: rows.map(({ group, groups, ...row }): z.output<typeof ReportRow> => {
      const own = columns.map((column, index) => {
        const text = row.values[index] ?? null;
        if (text === null || isOpen(column)) return text;
        return index === 0 && group === 'GrandTotal' ? text : show(text, column);
      });
      return { ...row, section: row.section.map(label), values: own };
    }),
  };
}

function isOpen({ key, type }: ReportColumn): boolean {
  return type !== 'text' || openColumns.includes(key) || /(^|_)percent(_|$)/.test(key);
}

/** A column of a customer: a key is no number where it was made of the heading. */
function shownColumn(column: ReportColumn, show: (text: string, column: ReportColumn) => string): ReportColumn {
  const { key, title } = column;
  return { ...column, title: show(title, column), key: /^\d+$/.test(key) ? key : show(key, column) };
}
