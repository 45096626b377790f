import {
  type Company,
  profitAndLoss as computeProfitAndLoss,
  daysBetween,
  type ProfitAndLossOptions,
  type TrackingCategory,
} from '@bizmcp/testkit/company';
import { earlierPeriods } from './earlier-periods.ts';
import { type ProfitColumn, profitRows } from './profit-rows.ts';
import { type GuidOf, header, longDay, type ReportAnswer, type ReportQuery, reportAnswer, shortDay } from './report.ts';
import { isCashBasis, masterIn, numberIn, rangeIn, refuseReport, timeframeIn } from './report-query.ts';

const mostDays = 365;

interface LabelledColumn {
  label: string;
  amounts: ProfitColumn;
}

/**
 * Income, costs and result of a range of days, with earlier ones or the options of a tracking category beside it.
 * There is no other layout than the standard one here: standardLayout changes nothing.
 * https://developer.xero.com/documentation/api/accounting/reports#profit-and-loss
 */
export function profitAndLoss(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  const { from, to } = rangeIn(company, query);
  // https://cdn.cdata.com/help/DXH/jp/rcmd/pg_accountingtable-profitandloss.htm
  if (daysBetween(from, to) > mostDays) refuseReport('Report Parameter fromDate must be within a year of toDate');
  const columns = columnsOf(company, query, guidOf);
  const rows = profitRows(
    company,
    columns.map(({ amounts }) => amounts),
    guidOf,
    { resultType: 'Row' },
  );
  return reportAnswer(company, 'ProfitAndLoss', {
    name: 'Profit and Loss',
    titles: ['Profit & Loss', company.profile.tradingName, `${longDay(from)} to ${longDay(to)}`],
    rows: [header(['', ...columns.map(({ label }) => label)]), ...rows],
  });
}

function columnsOf(company: Company, query: ReportQuery, guidOf: GuidOf): LabelledColumn[] {
  const categories = [...company.ledger.trackingCategories.values()];
  const category = masterIn(query, 'trackingCategoryID', { kind: 'tracking_category', masters: categories, guidOf });
  const isOptionAlone = query.trackingOptionID !== undefined && category === undefined;
  // https://github.com/XeroAPI/Xero-Java/issues/100
  if (isOptionAlone) refuseReport('TrackingCategoryID1 must be provided if a TrackingOptionID1 is provided.');
  const masters = category?.options ?? [];
  const option = masterIn(query, 'trackingOptionID', { kind: 'tracking_option', masters, guidOf });
  const basis = isCashBasis(query) ? 'cash' : 'accrual';
  const range = rangeIn(company, query);
  if (category && !option) return trackedColumns(company, category, { ...range, basis });
  return periodsOf(company, query).map((period) => ({
    label: labelOf(period),
    amounts: amountsOf(company, { ...period, basis, ...(option && { trackingOptionId: option.id }) }),
  }));
}

function periodsOf(company: Company, query: ReportQuery) {
  const count = numberIn(query, 'periods', 12) ?? 0;
  return earlierPeriods(rangeIn(company, query), count, timeframeIn(query) ?? 1);
}

/** A column for each option, one for what has none, and the sum of all. */
function trackedColumns(
  company: Company,
  { options }: TrackingCategory,
  range: ProfitAndLossOptions,
): LabelledColumn[] {
  const total = amountsOf(company, range);
  const tracked = options.map(({ id, name }) => ({
    label: name,
    amounts: amountsOf(company, { ...range, trackingOptionId: id }),
  }));
  const rest = [...total].map(([account, amount]) => {
    const assigned = tracked.reduce((sum, { amounts }) => sum + (amounts.get(account) ?? 0), 0);
    return [account, amount - assigned] as const;
  });
  return [...tracked, { label: 'Unassigned', amounts: new Map(rest) }, { label: 'Total', amounts: total }];
}

/** Gains of open foreign balances belong to no tracking option, and to no report of payments only. */
function amountsOf({ ledger }: Company, options: ProfitAndLossOptions): ProfitColumn {
  const includeUnrealised = options.trackingOptionId === undefined && options.basis !== 'cash';
  const { rows } = computeProfitAndLoss(ledger, { ...options, includeUnrealised });
  return new Map(rows.map(({ accountId, total }) => [accountId, total]));
}

/** As 30 Sep 26. */
function labelOf({ to }: { to: string }): string {
  const [day = '', month = '', year = ''] = shortDay(to).split(' ');
  return `${day} ${month} ${year.slice(2)}`;
}
