import { type DecimalInput, ExactDecimal, parseDecimal } from '../money/decimal.ts';
import { type Kpi, kpiGap, kpiValue, readInputs } from './kpi.ts';

/** A running subscription: what is charged for each period of so many months (12: yearly; 1: monthly). */
export interface Subscription {
  amount: DecimalInput;
  months: DecimalInput;
}

/** Monthly recurring revenue: what the running subscriptions bring in a month, in `currency`. Throws for a period of no length. */
export function monthlyRecurringRevenue(subscriptions: readonly Subscription[], currency: string): Kpi {
  let total = new ExactDecimal(0);
  for (const { amount, months } of subscriptions) {
    const length = parseDecimal(months, 'months');
    if (length.lte(0)) throw new RangeError('months: the period of a subscription has to be above 0');
    total = total.plus(parseDecimal(amount).div(length));
  }
  return kpiValue(total, currency, 'sum of (amount / months of its period)', {
    subscriptions: new ExactDecimal(subscriptions.length),
  });
}

/** Share of the customers at the start of a period who left in it. */
export function customerChurn(given: { customersAtStart: DecimalInput; customersLost: DecimalInput }): Kpi {
  const inputs = readInputs(given);
  const formula = 'customers lost / customers at start';
  if (inputs.customersAtStart.lte(0)) return kpiGap('no_customers', formula, inputs);
  return kpiValue(inputs.customersLost.div(inputs.customersAtStart), 'ratio', formula, inputs);
}

/** Share of the recurring revenue at the start of a period that was lost in it by cancellations and downgrades. */
export function revenueChurn(given: { mrrAtStart: DecimalInput; mrrLost: DecimalInput }): Kpi {
  const inputs = readInputs(given);
  const formula = 'MRR lost / MRR at start';
  if (inputs.mrrAtStart.lte(0)) return kpiGap('no_revenue', formula, inputs);
  return kpiValue(inputs.mrrLost.div(inputs.mrrAtStart), 'ratio', formula, inputs);
}

/** Lifetime value of a customer: gross profit a month over the monthly churn (0.02: 2 % leave each month), in `currency`. */
export function lifetimeValue(
  given: { revenuePerCustomerAndMonth: DecimalInput; grossMargin: DecimalInput; monthlyChurn: DecimalInput },
  currency: string,
): Kpi {
  const inputs = readInputs(given);
  const formula = 'monthly revenue per customer x gross margin / monthly churn';
  if (inputs.revenuePerCustomerAndMonth.lte(0)) return kpiGap('no_revenue', formula, inputs);
  if (inputs.monthlyChurn.lte(0)) return kpiGap('no_churn', formula, inputs);
  const profit = inputs.revenuePerCustomerAndMonth.times(inputs.grossMargin);
  return kpiValue(profit.div(inputs.monthlyChurn), currency, formula, inputs);
}
