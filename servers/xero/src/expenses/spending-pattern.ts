import { personal } from '@bizmcp/core';
import { compareDecimals, detectRecurring, isStillExpected, paymentsAYear } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts, multiplyAmount, negateAmount, shareOf } from '../amount.ts';
import { ContactSource, type SpentLine } from './spending.ts';

const contact = z.string().describe('Who was paid, see contact_from').meta(personal('name'));

/** How money is spent. */
export const SpendingPatterns = z.object({
  by_month: z
    .array(z.object({ month: z.string().describe('YYYY-MM'), amount: z.string().describe('Spent') }))
    .describe('Costs month by month'),
  top_contacts: z
    .array(
      z.object({
        contact,
        contact_from: ContactSource,
        amount: z.string().describe('Spent'),
        share_percent: z.string().describe('Of total_expenses'),
        transactions: z.number().describe('How many'),
      }),
    )
    .describe('Who was paid most for costs'),
  recurring: z
    .array(
      z.object({
        contact,
        contact_from: ContactSource,
        cadence: z.string().describe('weekly to yearly'),
        amount: z.string().describe('Usual amount: the middle one of the last three'),
        last_amount: z.string().describe('Paid last'),
        yearly_cost: z.string().describe('Usual amount times payments in a year'),
        last_date: z.string().describe('Last paid'),
        next_date: z.string().describe('Expected next'),
        bank_transaction_id: z.string().describe('The last of them'),
      }),
    )
    .describe('Costs that return on the same accounts, the costliest first'),
});

export type SpendingPatterns = z.output<typeof SpendingPatterns>;

const shownContacts = 10;
const shownRecurring = 25;

/** Patterns of the costs of a range; what returns is found in the whole history of costs on its accounts. */
export function findPatterns(costs: readonly SpentLine[], history: readonly SpentLine[], to: string): SpendingPatterns {
  const months = [...Map.groupBy(costs, ({ date }) => date.slice(0, 7))].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return {
    by_month: months.map(([month, group]) => ({ month, amount: addAmounts(group.map(({ amount }) => amount)) })),
    top_contacts: topContacts(costs),
    recurring: findRecurring(ofSameAccounts(costs, history), to),
  };
}

function topContacts(lines: readonly SpentLine[]): SpendingPatterns['top_contacts'] {
  const total = addAmounts(lines.map(({ amount }) => amount));
  const groups = [...Map.groupBy(lines, (line) => line.contact)].map(([name, group]) => {
    const amount = addAmounts(group.map((line) => line.amount));
    const transactions = new Set(group.map(({ transactionId }) => transactionId)).size;
    return {
      contact: name,
      contact_from: sourceOf(group),
      amount,
      share_percent: shareOf(amount, total),
      transactions,
    };
  });
  return groups.toSorted((one, other) => compareDecimals(other.amount, one.amount)).slice(0, shownContacts);
}

/** A name that one of the lines has from its contact is no guess. */
function sourceOf(lines: readonly SpentLine[]): SpentLine['contactFrom'] {
  return lines.some(({ contactFrom }) => contactFrom === 'contact') ? 'contact' : 'bank_text';
}

function ofSameAccounts(inRange: readonly SpentLine[], history: readonly SpentLine[]): SpentLine[] {
  const codes = new Set(inRange.map(({ accountCode }) => accountCode));
  const ids = new Set(history.flatMap((line) => (codes.has(line.accountCode) ? line.transactionId : [])));
  return history.filter(({ transactionId }) => ids.has(transactionId));
}

/** What returns is a payment and not a line of it: its parts may change each month, what is paid for costs stays. */
function findRecurring(history: readonly SpentLine[], to: string): SpendingPatterns['recurring'] {
  const payments = Map.groupBy(history, ({ transactionId }) => transactionId);
  const amounts = new Map(
    [...payments].map(([id, lines]) => [id, addAmounts(lines.map(({ amount }) => amount))] as const),
  );
  const found = detectRecurring(
    [...payments].map(([id, [first]]) => ({
      id,
      date: first?.date ?? '',
      amount: negateAmount(amounts.get(id) ?? '0'),
      counterparty: first?.contact ?? '',
    })),
  );
  const running = found.filter((one) => isStillExpected(one, to));
  const rows = running.map(({ counterparty, cadence, amount, lastDate, nextDate, ids }) => {
    const usual = amount.replace('-', '');
    return {
      contact: counterparty,
      contact_from: sourceOf(ids.flatMap((id) => payments.get(id) ?? [])),
      cadence,
      amount: usual,
      last_amount: amounts.get(ids.at(-1) ?? '') ?? usual,
      yearly_cost: multiplyAmount(usual, paymentsAYear(cadence)),
      last_date: lastDate,
      next_date: nextDate,
      bank_transaction_id: ids.at(-1) ?? '',
    };
  });
  return rows.toSorted((one, other) => compareDecimals(other.yearly_cost, one.yearly_cost)).slice(0, shownRecurring);
}
