import type { DecimalInput } from '../money/decimal.ts';
import { type Kpi, kpiGap, kpiValue, readInputs } from './kpi.ts';

/** Gross profit in revenue: what is left after the direct cost of what was sold. */
export function grossMargin(given: { revenue: DecimalInput; costOfSales: DecimalInput }): Kpi {
  const inputs = readInputs(given);
  const formula = '(revenue - cost of sales) / revenue';
  if (inputs.revenue.lte(0)) return kpiGap('no_revenue', formula, inputs);
  return kpiValue(inputs.revenue.minus(inputs.costOfSales).div(inputs.revenue), 'ratio', formula, inputs);
}

/** Operating profit in revenue: before interest and tax. */
export function operatingMargin(given: {
  revenue: DecimalInput;
  costOfSales: DecimalInput;
  operatingExpenses: DecimalInput;
}): Kpi {
  const inputs = readInputs(given);
  const formula = '(revenue - cost of sales - operating expenses) / revenue';
  if (inputs.revenue.lte(0)) return kpiGap('no_revenue', formula, inputs);
  const profit = inputs.revenue.minus(inputs.costOfSales).minus(inputs.operatingExpenses);
  return kpiValue(profit.div(inputs.revenue), 'ratio', formula, inputs);
}

/** Net income in revenue. */
export function netMargin(given: { revenue: DecimalInput; netIncome: DecimalInput }): Kpi {
  const inputs = readInputs(given);
  const formula = 'net income / revenue';
  if (inputs.revenue.lte(0)) return kpiGap('no_revenue', formula, inputs);
  return kpiValue(inputs.netIncome.div(inputs.revenue), 'ratio', formula, inputs);
}
