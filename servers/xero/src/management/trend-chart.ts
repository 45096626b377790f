import { drawMonthlyChart } from '@bizmcp/chart';
import type { ManagementReport } from './management-report.ts';

/** The trend of a report as PNG. Numbers become floats here, where they are only drawn. */
export function trendChart({ organisation, currency, trend }: ManagementReport): Promise<Uint8Array> {
  return drawMonthlyChart({
    title: `${organisation}: income, costs and result`,
    subtitle: `${currency} by month`,
    months: trend.map(({ month }) => month),
    bars: [
      { name: 'Income', values: trend.map(({ income }) => Number(income)) },
      { name: 'Costs', values: trend.map(({ costs }) => Number(costs)) },
    ],
    line: { name: 'Net profit', values: trend.map((month) => Number(month.net_profit)) },
  });
}
