import { monthEnd, monthStart } from '@bizmcp/insights';
import { fiscalYears } from '../fiscal-year.ts';
import { type Organisation, todayOf } from '../organisation.ts';
import type { ReportRequest } from './report-request.ts';

/** Which days count in columns that do not name them. */
export function daysHint({ report, to_date }: ReportRequest, organisation: Organisation): { hint?: string } {
  const today = todayOf(organisation);
  const to = to_date ?? today;
  const [from, end] = [monthStart(to, 0), monthEnd(to)];
  // https://help.xero.com/nz/Report_TrialBalance
  if (report === 'trial_balance') {
    const [year] = fiscalYears(organisation.financial_year_end, to, 1);
    const begin = year ? `, of income and costs from ${year.from}` : '';
    return { hint: `Debit and Credit are what moved from ${from} to ${to}; YTD is the balance${begin}.` };
  }
  if (report !== 'executive_summary' || today < from || today >= end) return {};
  return { hint: `The month runs until ${end} and today is ${today}: Variance is against a whole month.` };
}
