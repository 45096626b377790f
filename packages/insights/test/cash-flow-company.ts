import assert from 'node:assert/strict';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import type { CashFlowInput, CashScenario, OpenDocument } from '../src/cash-flow/cash-flow-input.ts';

export const empty: CashFlowInput = {
  openingBalance: '1000.00',
  asOf: '2026-10-31',
  months: 3,
  currency: 'USD',
  receivables: [],
  payables: [],
  paymentHistory: [],
  cashHistory: [],
  scenario: 'realistic',
  paths: 200,
};
export const invoice = (id: string, counterparty: string, dueDate: string, amount: string): OpenDocument => ({
  id,
  counterparty,
  issueDate: toIsoDate(toDayNumber(dueDate) - 30),
  dueDate,
  amount,
});
export const paidLate = (counterparty: string, delays: readonly number[]): CashFlowInput['paymentHistory'] =>
  delays.map((delay) => ({
    counterparty,
    kind: 'receivable',
    issueDate: '2026-01-01',
    dueDate: '2026-01-31',
    paidDate: toIsoDate(toDayNumber('2026-01-31') + delay),
  }));
/** One movement a month for `months` months up to October 2026. */
const monthly = (
  counterparty: string,
  months: number,
  day: (month: number) => number,
  amount: (month: number) => string,
) =>
  Array.from({ length: months }, (_, month) => ({
    id: `${counterparty}-${month}`,
    date: toIsoDate(addMonths(toDayNumber('2026-10-01'), month - months + 1) + day(month) - 1),
    amount: amount(month),
    counterparty,
  }));
export const rent = monthly(
  'Harbor Rent',
  12,
  () => 3,
  () => '-400.00',
);
/** Days and amounts that jump about: nothing that recurs. */
export const shop = monthly(
  'Card sales',
  24,
  (month) => 1 + ((month * 11) % 27),
  (month) => `${900 + ((month * 37) % 200)}.00`,
);
export const scenarios: CashScenario[] = ['conservative', 'realistic', 'optimistic'];
export const at = <Value>(values: readonly Value[], index: number): Value => {
  const value = values.at(index);
  assert.ok(value !== undefined);
  return value;
};
