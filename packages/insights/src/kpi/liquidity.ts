import type { DecimalInput } from '../money/decimal.ts';
import { type Kpi, kpiGap, kpiValue, readInputs } from './kpi.ts';

/** How often current assets cover what is due within a year. */
export function currentRatio(given: { currentAssets: DecimalInput; currentLiabilities: DecimalInput }): Kpi {
  const inputs = readInputs(given);
  const formula = 'current assets / current liabilities';
  if (inputs.currentLiabilities.lte(0)) return kpiGap('no_current_liabilities', formula, inputs);
  return kpiValue(inputs.currentAssets.div(inputs.currentLiabilities), 'ratio', formula, inputs);
}

/** The same without what cannot be paid with at once: inventory and prepaid expenses. */
export function quickRatio(given: {
  currentAssets: DecimalInput;
  inventory: DecimalInput;
  prepaidExpenses: DecimalInput;
  currentLiabilities: DecimalInput;
}): Kpi {
  const inputs = readInputs(given);
  const formula = '(current assets - inventory - prepaid expenses) / current liabilities';
  if (inputs.currentLiabilities.lte(0)) return kpiGap('no_current_liabilities', formula, inputs);
  const quick = inputs.currentAssets.minus(inputs.inventory).minus(inputs.prepaidExpenses);
  return kpiValue(quick.div(inputs.currentLiabilities), 'ratio', formula, inputs);
}

/** Current assets less current liabilities, in `currency`. */
export function workingCapital(
  given: { currentAssets: DecimalInput; currentLiabilities: DecimalInput },
  currency: string,
): Kpi {
  const inputs = readInputs(given);
  const formula = 'current assets - current liabilities';
  return kpiValue(inputs.currentAssets.minus(inputs.currentLiabilities), currency, formula, inputs);
}

/** Days sales outstanding: how long customers take to pay, from the balance at the end of a period of `days`. */
export function daysSalesOutstanding(given: {
  receivables: DecimalInput;
  revenue: DecimalInput;
  days: DecimalInput;
}): Kpi {
  const inputs = readInputs(given);
  const formula = 'accounts receivable / revenue x days';
  if (inputs.revenue.lte(0)) return kpiGap('no_revenue', formula, inputs);
  return kpiValue(inputs.receivables.times(inputs.days).div(inputs.revenue), 'days', formula, inputs);
}

/** Days payable outstanding: how long the company takes to pay. `costOfSales`: or all purchases, where no cost of sales is kept. */
export function daysPayableOutstanding(given: {
  payables: DecimalInput;
  costOfSales: DecimalInput;
  days: DecimalInput;
}): Kpi {
  const inputs = readInputs(given);
  const formula = 'accounts payable / cost of sales x days';
  if (inputs.costOfSales.lte(0)) return kpiGap('no_cost_of_sales', formula, inputs);
  return kpiValue(inputs.payables.times(inputs.days).div(inputs.costOfSales), 'days', formula, inputs);
}

/** Cash lost in a month on average: above 0 the company burns cash, below 0 it gains. In `currency`. Throws a RangeError for no months. */
export function netBurn(
  given: { openingCash: DecimalInput; closingCash: DecimalInput; months: DecimalInput },
  currency: string,
): Kpi {
  const inputs = readInputs(given);
  if (inputs.months.lte(0)) throw new RangeError('months: has to be above 0');
  const formula = '(opening cash - closing cash) / months';
  return kpiValue(inputs.openingCash.minus(inputs.closingCash).div(inputs.months), currency, formula, inputs);
}

/** Months until the cash is gone at the present burn. */
export function runway(given: { cash: DecimalInput; monthlyBurn: DecimalInput }): Kpi {
  const inputs = readInputs(given);
  const formula = 'cash / monthly net burn';
  if (inputs.cash.lte(0)) return kpiGap('no_cash', formula, inputs);
  if (inputs.monthlyBurn.lte(0)) return kpiGap('not_burning', formula, inputs);
  return kpiValue(inputs.cash.div(inputs.monthlyBurn), 'months', formula, inputs);
}
