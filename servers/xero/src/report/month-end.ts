import { wrongInput } from '@bizmcp/core';
import { monthEnd } from '@bizmcp/insights';
import type { ReportRequest } from './report-request.ts';

const otherReports: Partial<Record<ReportRequest['report'], string>> = {
  balance_sheet: 'trial_balance has the balances of any day',
  executive_summary: 'profit_and_loss and bank_summary take any days',
};

/**
 * Xero moves the day of these reports to the end of its month, and the figures would be taken for those of the day.
 * https://help.coupler.io/article/47-xero-reports-data-source
 */
export function requireMonthEnd({ report, to_date: day }: ReportRequest): void {
  const others = otherReports[report];
  if (others === undefined || day === undefined || day === monthEnd(day)) return;
  const problem = `must be the last day of a month: Xero has this report of whole months only`;
  throw wrongInput('to_date', problem, `Pass ${monthEnd(day)}, or another report: ${others}.`);
}
