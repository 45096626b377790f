import { expect, test } from 'vitest';
import { toProfitAndLoss } from '../src/management/profit-and-loss.ts';

const row = (section: string, value: string) => ({
  ...{ section, label: `Account under ${section}`, kind: 'row' as const, values: [value] },
});

test.each([
  [['Income', 'Plus Other Income', 'Less Cost of Sales', 'Less Operating Expenses']],
  [['Trading Income', 'Other Income', 'Cost of Sales', 'Operating Expenses']],
  [['Turnover', 'Other Income', 'Cost of Sales', 'Administrative Costs']],
  [['Revenue', 'Other Income', 'Cost of Goods Sold', 'Overheads']],
])('the result is the same whatever the headings are: %j', (headings) => {
  const [income = '', other = '', sales = '', costs = ''] = headings;
  const rows = [row(income, '1000.00'), row(other, '5.05'), row(sales, '400.10'), row(costs, '300.00')];

  expect(toProfitAndLoss({ title: '', columns: ['now'], rows }, 0)).toMatchObject({
    ...{ income: '1000.00', otherIncome: '5.05', costOfSales: '400.10', operatingExpenses: '300.00' },
    ...{ grossProfit: '599.90', netProfit: '304.95' },
  });
});
