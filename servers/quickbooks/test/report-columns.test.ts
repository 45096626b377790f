import { decimalOf } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

const company = tellBooks('USD');

holdDay(`${day}T10:00:00Z`);

interface Row {
  values: (string | null)[];
}

test('the cash basis and columns by month are asked for in the words of QuickBooks', async () => {
  const wire = createReportWire(company, day);

  const found = await wire.call('get_report', {
    report: 'profit_and_loss',
    start_date: '2026-08-01',
    end_date: '2026-09-30',
    accounting_method: 'cash',
    columns_by: 'month',
  });

  expect(found.basis).toBe('cash');
  expect(found.header.columns.map(({ title }: { title: string }) => title)).toEqual([
    ...['Account', 'Aug 2026', 'Sep 2026', 'Total'],
  ]);
  const asked = wire.requests.find(({ path }) => path === '/reports/ProfitAndLoss');
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({
    accounting_method: 'Cash',
    summarize_column_by: 'Month',
  });
});

test.each([
  ['class', 'Classes', 'department'],
  ['location', 'Departments', 'region'],
])('columns by %s hold what the journal has of each, and what has none', async (columns_by, name, category) => {
  const wire = createReportWire(company, day);
  const days = { start_date: '2026-10-01', end_date: '2026-10-31' };

  const { header, rows } = await wire.call('get_report', { report: 'profit_and_loss', ...days, columns_by });

  const options = company.ledger.trackingCategories.get(category)?.options ?? [];
  const titles: string[] = header.columns.map(({ title }: { title: string }) => title);
  expect(titles).toEqual(['Account', ...options.map((one) => one.name), 'Not Specified', 'Total']);
  const income = rows.find(({ values }: Row) => values[0] === 'Total Income').values;
  for (const { id, name: title } of options) expect(income[titles.indexOf(title)]).toBe(incomeOf(category, id, days));
  expect(wire.requests.find(({ path }) => path.endsWith('ProfitAndLoss'))?.query.get('summarize_column_by')).toBe(name);
});

test('columns by customer name those who bought, and add up to the total', async () => {
  const wire = createReportWire(company, day);
  const days = { start_date: '2026-10-01', end_date: '2026-10-31' };

  const { rows } = await wire.call('get_report', { report: 'profit_and_loss', ...days, columns_by: 'customer' });

  const [, ...income] = rows.find(({ values }: Row) => values[0] === 'Total Income').values;
  const cents = income.map((amount: string) => Math.round(Number(amount) * 100));
  const total = cents.pop();
  expect(cents.length).toBeGreaterThan(5);
  expect(cents.reduce((sum: number, one: number) => sum + one, 0)).toBe(total);
});

/** What the journal has of income with an option of tracking. */
function incomeOf(category: string, option: string, days: { start_date: string; end_date: string }): string {
  const postings = [...company.ledger.journal]
    .filter(({ date }) => date >= days.start_date && date <= days.end_date)
    .flatMap((entry) => entry.postings)
    .filter(({ accountId, tracking }) => {
      return company.ledger.accounts.get(accountId)?.type === 'income' && tracking?.[category] === option;
    });
  return decimalOf(-postings.reduce((sum, { amount }) => sum + amount, 0), 2);
}
