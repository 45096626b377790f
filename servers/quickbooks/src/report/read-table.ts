import type { QuickBooks } from '../quickbooks.ts';
import { type ReportTable, toReportTable } from './report-table.ts';

/** A report as QuickBooks computes it now, as a table. */
export async function readTable(
  api: QuickBooks,
  name: Parameters<QuickBooks['report']>[0],
  parameters: Record<string, string>,
): Promise<ReportTable> {
  return toReportTable(await api.report(name, parameters));
}
