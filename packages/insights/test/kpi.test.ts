import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kpi } from '../src/kpi/kpi.ts';
import {
  currentRatio,
  daysPayableOutstanding,
  daysSalesOutstanding,
  netBurn,
  quickRatio,
  runway,
  workingCapital,
} from '../src/kpi/liquidity.ts';
import { grossMargin, netMargin, operatingMargin } from '../src/kpi/profitability.ts';
import { customerChurn, lifetimeValue, monthlyRecurringRevenue, revenueChurn } from '../src/kpi/subscriptions.ts';
import { parseDecimal } from '../src/money/decimal.ts';
import { MoneyError } from '../src/money/money-error.ts';

const shown = (kpi: Kpi) => (kpi.kind === 'value' ? `${kpi.value} ${kpi.unit}` : kpi.reason);

describe('key figures', () => {
  test('carry value, unit, formula and inputs', () => {
    expect(grossMargin({ revenue: '200.00', costOfSales: '150.10' })).toEqual({
      kind: 'value',
      value: '0.2495',
      unit: 'ratio',
      formula: '(revenue - cost of sales) / revenue',
      inputs: { revenue: '200', costOfSales: '150.1' },
    });
  });

  test('agree with figures worked out by hand', () => {
    const figures = [
      operatingMargin({ revenue: '200', costOfSales: '150.10', operatingExpenses: '60' }),
      netMargin({ revenue: '3', netIncome: '1' }),
      currentRatio({ currentAssets: '150', currentLiabilities: '100' }),
      quickRatio({ currentAssets: '150', inventory: '40', prepaidExpenses: '5', currentLiabilities: '100' }),
      workingCapital({ currentAssets: '150.25', currentLiabilities: '200' }, 'EUR'),
      daysSalesOutstanding({ receivables: '50000', revenue: '365000', days: 365 }),
      daysPayableOutstanding({ payables: '10000', costOfSales: '90000', days: 90 }),
      netBurn({ openingCash: '100000', closingCash: '70000', months: 3 }, 'JPY'),
      netBurn({ openingCash: '100', closingCash: '105.50', months: 1 }, 'EUR'),
      runway({ cash: '70000', monthlyBurn: '10000' }),
      monthlyRecurringRevenue(
        [
          { amount: '1200.00', months: 12 },
          { amount: '49.99', months: 1 },
        ],
        'USD',
      ),
      customerChurn({ customersAtStart: 400, customersLost: 10 }),
      revenueChurn({ mrrAtStart: '10000', mrrLost: '150' }),
      lifetimeValue({ revenuePerCustomerAndMonth: '50', grossMargin: '0.8', monthlyChurn: '0.02' }, 'USD'),
    ];

    expect(figures.map(shown)).toEqual([
      '-0.0505 ratio',
      '0.3333 ratio',
      '1.5000 ratio',
      '1.0500 ratio',
      '-49.75 EUR',
      '50.0 days',
      '10.0 days',
      '10000 JPY',
      '-5.50 EUR',
      '7.0 months',
      '149.99 USD',
      '0.0250 ratio',
      '0.0150 ratio',
      '2000.00 USD',
    ]);
  });

  test('name the reason where there is nothing to divide by', () => {
    const gaps = [
      grossMargin({ revenue: '0', costOfSales: '1' }),
      operatingMargin({ revenue: '-5', costOfSales: '1', operatingExpenses: '1' }),
      netMargin({ revenue: '0', netIncome: '-1' }),
      currentRatio({ currentAssets: '1', currentLiabilities: '0' }),
      quickRatio({ currentAssets: '1', inventory: '0', prepaidExpenses: '0', currentLiabilities: '0' }),
      daysSalesOutstanding({ receivables: '1', revenue: '0', days: 30 }),
      daysPayableOutstanding({ payables: '1', costOfSales: '0', days: 30 }),
      runway({ cash: '1', monthlyBurn: '-1' }),
      runway({ cash: '0', monthlyBurn: '1' }),
      customerChurn({ customersAtStart: 0, customersLost: 0 }),
      revenueChurn({ mrrAtStart: '0', mrrLost: '0' }),
      lifetimeValue({ revenuePerCustomerAndMonth: '5', grossMargin: '0.5', monthlyChurn: '0' }, 'EUR'),
      lifetimeValue({ revenuePerCustomerAndMonth: '0', grossMargin: '0.5', monthlyChurn: '0.1' }, 'EUR'),
    ];

    expect(gaps.map(shown)).toEqual([
      'no_revenue',
      'no_revenue',
      'no_revenue',
      'no_current_liabilities',
      'no_current_liabilities',
      'no_revenue',
      'no_cost_of_sales',
      'not_burning',
      'no_cash',
      'no_customers',
      'no_revenue',
      'no_churn',
      'no_revenue',
    ]);
  });

  test('hold for the least there is to divide by', () => {
    const cent = '0.01';
    const figures = [
      grossMargin({ revenue: cent, costOfSales: '0' }),
      operatingMargin({ revenue: cent, costOfSales: '0', operatingExpenses: cent }),
      netMargin({ revenue: cent, netIncome: '-0.01' }),
      currentRatio({ currentAssets: '0', currentLiabilities: cent }),
      quickRatio({ currentAssets: '0.03', inventory: '0', prepaidExpenses: cent, currentLiabilities: cent }),
      daysSalesOutstanding({ receivables: cent, revenue: cent, days: 28 }),
      daysPayableOutstanding({ payables: '0.02', costOfSales: cent, days: 31 }),
      runway({ cash: cent, monthlyBurn: cent }),
      customerChurn({ customersAtStart: 1, customersLost: 1 }),
      revenueChurn({ mrrAtStart: cent, mrrLost: '0' }),
    ];

    expect(figures.map((kpi) => shown(kpi).split(' ')[0])).toEqual([
      ...['1.0000', '0.0000', '-1.0000', '0.0000', '2.0000', '28.0', '62.0', '1.0', '1.0000', '0.0000'],
    ]);
  });

  test('are exact: working capital equals whole-number arithmetic in cents', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 14n });
    const write = (minor: bigint) => parseDecimal(String(minor)).div(100).toFixed(2);
    fc.assert(
      fc.property(cents, cents, (assets, liabilities) => {
        const kpi = workingCapital({ currentAssets: write(assets), currentLiabilities: write(liabilities) }, 'EUR');
        expect(shown(kpi)).toBe(`${write(assets - liabilities)} EUR`);
      }),
    );
  });

  test('refuse what is no number, naming the field, and periods without length', () => {
    expect(() => grossMargin({ revenue: '1,000', costOfSales: '1' })).toThrow(MoneyError);
    expect(() => grossMargin({ revenue: '1,000', costOfSales: '1' })).toThrow(/revenue/);
    expect(() => netBurn({ openingCash: '1', closingCash: '1', months: 0 }, 'EUR')).toThrow(/months/);
    expect(() => monthlyRecurringRevenue([{ amount: '1', months: 0 }], 'EUR')).toThrow(/months/);
  });
});
