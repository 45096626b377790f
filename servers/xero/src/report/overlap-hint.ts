import { monthEnd, monthStart } from '@bizmcp/insights';
import { monthsOf, type ReportRequest } from './report-request.ts';
import { timeframeMonths } from './timeframe.ts';
import { mostPeriods } from './whole-periods.ts';

/**
 * What has to be known of columns that are longer than the step from one to the next: Xero names each by its last day alone, and of a
 * year by months each has twelve. https://help.coupler.io/article/176-faq-xero-monthly-pnl-report-parameters
 */
export function overlapHint(request: ReportRequest, today: string): { hint?: string } {
  const { report, from_date: from, to_date: to = monthEnd(today), periods, timeframe = 'MONTH' } = request;
  if (report !== 'profit_and_loss' || from === undefined || periods === undefined) return {};
  const step = timeframeMonths[timeframe];
  // As text a 31st is after all days of a shorter month and before those of the next.
  const earlierEnd = `${monthStart(to, -step).slice(0, 8)}${to.slice(8)}`;
  if (earlierEnd < from) return {};
  const days = `from_date ${monthStart(to, 1 - step)}, to_date ${monthEnd(to)}`;
  const earlier = Math.min(mostPeriods, Math.ceil(monthsOf(from, to) / step) - 1);
  const each = timeframe.toLowerCase();
  return {
    hint: `Each column is as long as from ${from} to ${to}, so they overlap. For each ${each} by itself: ${days}, periods ${earlier}, timeframe ${timeframe}.`,
  };
}
