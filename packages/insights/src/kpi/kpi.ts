import {
  type DecimalInput,
  type DecimalString,
  type ExactDecimal,
  parseDecimal,
  roundDecimal,
} from '../money/decimal.ts';
import { minorUnits } from '../money/minor-units.ts';

/** What a figure is measured in; an ISO 4217 code for money. `ratio` 0.25 is 25 %; it has four places. */
export type KpiUnit = 'ratio' | 'days' | 'months' | (string & {});

/** Why a figure cannot be computed. */
export type KpiGap =
  | 'no_revenue'
  | 'no_cost_of_sales'
  | 'no_current_liabilities'
  | 'no_customers'
  | 'no_churn'
  | 'not_burning'
  | 'no_cash';

/**
 * A key figure with the formula and the numbers it was computed from, or the named reason why it has none. Whatever computes one
 * throws MoneyError: `not_a_number`, naming the field, and `unknown_currency`.
 */
export type Kpi =
  | { kind: 'value'; value: DecimalString; unit: KpiUnit; formula: string; inputs: Record<string, DecimalString> }
  | { kind: 'unavailable'; reason: KpiGap; formula: string; inputs: Record<string, DecimalString> };

/** Numbers of one currency and one period, by name, read exactly. */
export type KpiInputs = Record<string, ExactDecimal>;

/** Places after the point of what is no money. */
const placesOf: Record<string, number> = { ratio: 4, days: 1, months: 1 };

/** Reads the inputs of a formula; throws `not_a_number`, naming the field. */
export function readInputs<Name extends string>(inputs: Record<Name, DecimalInput>): Record<Name, ExactDecimal> {
  const entries = Object.entries<DecimalInput>(inputs).map(([name, value]) => [name, parseDecimal(value, name)]);
  // Object.fromEntries forgets the names, which are those of `inputs`.
  return Object.fromEntries(entries) as Record<Name, ExactDecimal>;
}

/** A figure, rounded half up once: money to its minor units, ratios to 4 places, days and months to 1. */
export function kpiValue(value: ExactDecimal, unit: KpiUnit, formula: string, inputs: KpiInputs): Kpi {
  const places = placesOf[unit] ?? minorUnits(unit);
  return { kind: 'value', value: roundDecimal(value, places), unit, formula, inputs: writeInputs(inputs) };
}

/** A figure that does not exist for these numbers. */
export function kpiGap(reason: KpiGap, formula: string, inputs: KpiInputs): Kpi {
  return { kind: 'unavailable', reason, formula, inputs: writeInputs(inputs) };
}

function writeInputs(inputs: KpiInputs): Record<string, DecimalString> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value.toFixed()]));
}
