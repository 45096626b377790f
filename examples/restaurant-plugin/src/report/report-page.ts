import { drawMonthlyChart } from '@bizmcp/chart';
import type { Page } from '@bizmcp/core';
import type { Report } from './report.ts';

/** A report as a person reads it. */
export async function reportPage(report: Report): Promise<Page> {
  const { months } = report;
  const values = (field: 'sales' | 'cost' | 'margin') => months.map((month) => Number(month[field]));
  const picture = await drawMonthlyChart({
    title: 'Sales and margin',
    subtitle: report.currency,
    months: months.map(({ month }) => month),
    bars: [
      { name: 'Sales without tax', values: values('sales') },
      { name: 'Cost of goods', values: values('cost') },
    ],
    line: { name: 'Margin', values: values('margin') },
  });
  return { markdown: markdownOf(report), picture };
}

function markdownOf({ from, to, currency, months, best_items, stock }: Report): string {
  const low = stock.filter((one) => one.is_low).map(({ name, on_hand, unit }) => `${name} (${on_hand} ${unit})`);
  return [
    `# Report from ${from} to ${to}, in ${currency}`,
    '',
    '| month | orders | sales | cost | margin |',
    '|---|---|---|---|---|',
    ...months.map(
      ({ month, orders, sales, cost, margin }) => `| ${month} | ${orders} | ${sales} | ${cost} | ${margin} |`,
    ),
    '',
    '| best items | sold | margin |',
    '|---|---|---|',
    ...best_items.map(({ name, quantity, margin }) => `| ${name} | ${quantity} | ${margin} |`),
    '',
    low.length > 0 ? `Runs low: ${low.join(', ')}.` : 'No stock runs low.',
  ].join('\n');
}
