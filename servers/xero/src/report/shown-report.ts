import { type HandlerContext, personal } from '@bizmcp/core';
import * as z from 'zod';
import type { ReportTable } from './report-table.ts';

const Words = z.string().meta(personal('text'));

/** A report as the caller may see it: that of a contact is titled with its name, and has the references of its documents. */
export function shownReport(
  { title, columns, rows }: ReportTable,
  contact: string | undefined,
  masked: HandlerContext<unknown, unknown>['masked'],
): ReportTable {
  if (contact === undefined) return { title, columns, rows };
  const show = (text: string) => String(masked(text, Words));
  const shownRows = rows.map((row) => ({
    ...row,
    values: row.values.map((value, index) => (columns[index] === 'Reference' ? show(value) : value)),
  }));
  return { title: show(title), columns, rows: shownRows };
}
