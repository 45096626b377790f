import { addDays, type Company, monthEnd, monthStart } from '@bizmcp/testkit/company';
import { type Figure, monthFigures } from './month-figures.ts';
import {
  type GuidOf,
  header,
  moneyText,
  monthName,
  type ReportAnswer,
  type ReportQuery,
  type ReportRow,
  reportAnswer,
  row,
  section,
} from './report.ts';
import { dayIn } from './report-query.ts';

/**
 * The key figures of a month beside those of the month before, with the change between them.
 * https://developer.xero.com/documentation/api/accounting/reports#executive-summary
 */
export function executiveSummary(company: Company, query: ReportQuery, _guidOf: GuidOf): ReportAnswer {
  const start = monthStart(dayIn(query, 'date') ?? company.today);
  const before = monthStart(addDays(start, -1));
  const current = monthFigures(company, { from: start, to: monthEnd(start) });
  const prior = monthFigures(company, { from: before, to: monthEnd(before) });
  const money = moneyText(company);
  const body = current.map(({ title, figures }, place): ReportRow => {
    const earlier = prior[place]?.figures ?? [];
    const rows = figures.map((figure, index) => {
      const other = earlier[index];
      return row([figure.name, shown(figure, money), other ? shown(other, money) : '', variance(figure, other)]);
    });
    return section(title, rows);
  });
  const short = (day: string) => `${monthName(day).slice(0, 3)} ${day.slice(0, 4)}`;
  return reportAnswer(company, 'ExecutiveSummary', {
    name: 'Executive Summary',
    titles: [
      'Executive Summary',
      company.profile.tradingName,
      `For the month of ${monthName(start)} ${start.slice(0, 4)}`,
    ],
    rows: [header(['', short(start), short(before), 'Variance']), ...body],
  });
}

function shown({ value, unit }: Figure, money: (amount: number) => string): string {
  if (value === undefined) return unit === 'days' ? '0' : '';
  if (unit === 'money') return money(value);
  return unit === 'percent' ? `${(value * 100).toFixed(1)}%` : String(value);
}

/** In percent of the size of what was before; nothing where there was nothing. */
function variance({ value }: Figure, before: Figure | undefined): string {
  const was = before?.value;
  if (value === undefined || !was) return '0.0%';
  return `${(((value - was) / Math.abs(was)) * 100).toFixed(1)}%`;
}
