import { monthEnd, monthStart } from '@bizmcp/insights';
import { monthsOf, type ReportRequest } from './report-request.ts';
import { timeframeMonths } from './timeframe.ts';
import { mostPeriods } from './whole-periods.ts';

/**
 * What has to be known of columns that are longer than the step from one to the next: Xero names each by its last day alone, and of a
 * year by months each has twelve. https://help.coupler.io/article/176-faq-xero-monthly-pnl-report-parameters
 */
export function overlapHint(request: ReportRequest, today: string): { hint?: string } {
  const { report, from_date: from, to_date: to = today, periods, timeframe = 'MONTH' } = request;
  if (report !== 'profit_and_loss' || from === undefined || periods === undefined) return {};
  const [months, step] = [monthsOf(from, to), timeframeMonths[timeframe]];
  if (months <= step) return {};
  const days = `from_date ${monthStart(to, 1 - step)}, to_date ${monthEnd(to)}`;
  const earlier = Math.min(mostPeriods, Math.ceil(months / step) - 1);
  const each = timeframe.toLowerCase();
  return {
    hint: `Each column is of ${months} months up to its day, so they overlap. For each ${each} by itself: ${days}, periods ${earlier}, timeframe ${timeframe}.`,
  };
}
