import { personal } from '@bizmcp/core';
import { type Anomaly, detectAnomalies, detectDuplicatePayments } from '@bizmcp/insights';
import * as z from 'zod';
import { negateAmount } from '../amount.ts';
import { transactionOf } from './category-suggestion.ts';
import { leaveOutRefunded, toWholePayments, type WholePayment } from './refund.ts';
import type { SpentLine } from './spending.ts';

/** Something unusual with its evidence. */
export const ExpenseAnomaly = z.object({
  rule: z.string().describe('What it is, such as duplicate_payment, price_creep, unusual_amount'),
  severity: z.enum(['high', 'medium', 'low']).describe('high: money is likely lost'),
  explanation: z.string().describe('In words').meta(personal('text')),
  numbers: z.record(z.string(), z.union([z.number(), z.string()])).describe('The figures it stands on'),
  at_stake: z.string().describe('Money it is about, in the base currency'),
  bank_transaction_ids: z.array(z.string()).describe('What it is about'),
  dates: z.array(z.string()).describe('Their days, for list_bank_transactions'),
});

const mostShown = 30;
const mostTransactions = 20;
const priceRules: readonly string[] = ['price_creep', 'price_jump'];
/** What is paid twice is a payment and not a line of it. */
const paymentRules: readonly string[] = ['duplicate_payment', 'transposed_digits'];
const gravest = ['high', 'medium', 'low'];

/** Anomalies that touch the range; what is usual is learnt from the whole history, and what came back is lost no more. */
export function findAnomalies(
  history: readonly SpentLine[],
  received: readonly SpentLine[],
  { from, to }: { from: string; to: string },
): z.output<typeof ExpenseAnomaly>[] {
  const days = new Map(history.flatMap(({ id, transactionId, date }) => [[id, date] as const, [transactionId, date]]));
  const lines = new Map(history.map((line) => [line.id, line]));
  const touches = ({ rule, ids }: Anomaly) =>
    rule === 'missing_recurring' || ids.some((id) => (days.get(id) ?? '') >= from);
  // What is owed grows with the business; only what is bought has a price that creeps.
  const isPrice = ({ rule, ids }: Anomaly) => !priceRules.includes(rule) || ids.every((id) => lines.get(id)?.isCost);
  const ofLines = detectAnomalies({ transactions: history.map(toLine), asOf: to });
  const payments = toWholePayments(history);
  const doubles = detectDuplicatePayments({ transactions: payments.map(toPayment), asOf: to });
  const found = [
    ...leaveOutRefunded(doubles, payments, received),
    ...ofLines.filter(({ rule }) => !paymentRules.includes(rule)),
  ];
  return found
    .filter((anomaly) => touches(anomaly) && isPrice(anomaly))
    .sort((a, b) => gravest.indexOf(a.severity) - gravest.indexOf(b.severity) || b.atStake - a.atStake)
    .slice(0, mostShown)
    .map(({ rule, severity, explanation, numbers, atStake, ids }) => {
      const all = [...new Set(ids.map(transactionOf))];
      const about = all.slice(-mostTransactions);
      const cut =
        all.length > about.length ? `; the last ${about.length} of its ${all.length} transactions are listed` : '';
      return {
        ...{ rule, severity, explanation: `${explanation}${cut}`, numbers, at_stake: atStake.toFixed(2) },
        bank_transaction_ids: about,
        dates: about.map((id) => days.get(id) ?? ''),
      };
    });
}

function toLine(line: SpentLine) {
  return {
    ...{ id: line.id, date: line.date, amount: negateAmount(line.amount), counterparty: line.contact },
    ...(line.isCoded && { category: line.accountCode }),
    ...(line.reference !== '' && { reference: line.reference }),
  };
}

function toPayment({ first, paid }: WholePayment) {
  return { ...toLine(first), id: first.transactionId, amount: negateAmount(paid) };
}
