import { type Anomaly, detectAnomalies } from '@bizmcp/insights';
import * as z from 'zod';
import { negateAmount } from '../amount.ts';
import { transactionOf } from './category-suggestion.ts';
import type { SpentLine } from './spending.ts';

/** Something unusual with its evidence. */
export const ExpenseAnomaly = z.object({
  rule: z.string().describe('What it is, such as duplicate_payment, price_creep, unusual_amount'),
  severity: z.enum(['high', 'medium', 'low']).describe('high: money is likely lost'),
  explanation: z.string().describe('In words').meta({ class: 'confidential', pii: 'text' }),
  numbers: z.record(z.string(), z.union([z.number(), z.string()])).describe('The figures it stands on'),
  at_stake: z.string().describe('Money it is about, in the base currency'),
  bank_transaction_ids: z.array(z.string()).describe('What it is about'),
});

const mostShown = 30;
const priceRules: readonly string[] = ['price_creep', 'price_jump'];

/** Anomalies that touch the range; what is usual is learnt from the whole history. */
export function findAnomalies(
  history: readonly SpentLine[],
  from: string,
  to: string,
): z.output<typeof ExpenseAnomaly>[] {
  const transactions = history.map((line) => ({
    id: line.id,
    date: line.date,
    amount: negateAmount(line.amount),
    counterparty: line.contact,
    ...(line.isCoded && { category: line.accountCode }),
    ...(line.reference !== '' && { reference: line.reference }),
  }));
  const lines = new Map(history.map((line) => [line.id, line]));
  const touches = ({ rule, ids }: Anomaly) =>
    rule === 'missing_recurring' || ids.some((id) => (lines.get(id)?.date ?? '') >= from);
  // What is owed grows with the business; only what is bought has a price that creeps.
  const isPrice = ({ rule, ids }: Anomaly) => !priceRules.includes(rule) || ids.every((id) => lines.get(id)?.isCost);
  return detectAnomalies({ transactions, asOf: to })
    .filter((anomaly) => touches(anomaly) && isPrice(anomaly))
    .slice(0, mostShown)
    .map(({ rule, severity, explanation, numbers, atStake, ids }) => ({
      rule,
      severity,
      explanation,
      numbers,
      at_stake: atStake.toFixed(2),
      bank_transaction_ids: [...new Set(ids.map(transactionOf))].slice(-20),
    }));
}
