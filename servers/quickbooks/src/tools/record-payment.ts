import { formatDecimal, parseDecimal } from '@bizmcp/insights';
import * as z from 'zod';
import { PositiveDecimal } from '../amount.ts';
import { defineTool } from '../api.ts';
import { ExchangeRate } from '../document/document-check.ts';
import { Day, QuickBooksId } from '../identifier.ts';
import { draftPayment } from '../payment/payment-draft.ts';
import { FullTransaction, toFullTransaction, WireTransaction } from '../transaction/transaction.ts';

const PaidInvoice = z.strictObject({
  invoice_id: QuickBooksId.describe('From search_transactions'),
  amount: PositiveDecimal.describe('Decimal, in its currency'),
});

export const recordPayment = defineTool({
  name: 'record_payment',
  title: 'Record a payment',
  description: 'Records that a customer paid invoices, whole or in part. It moves no money.',
  effect: 'create',
  data: 'confidential',
  scopes: ['payments:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'payment', workflow: 'accounting' },
  input: z.object({
    invoices: z.array(PaidInvoice).min(1).max(20).describe('Of one customer'),
    deposit_account_id: QuickBooksId.optional().describe('Bank account; default: Undeposited Funds'),
    date: Day.optional().describe('Default: today'),
    reference: z.string().min(1).max(21).optional().describe('Such as the check number'),
    exchange_rate: ExchangeRate,
  }),
  output: z.object({ payment: FullTransaction.describe('As stored') }),
  examples: [
    { title: 'A part payment', input: { invoices: [{ invoice_id: '7426', amount: '10.00' }], date: '2026-11-20' } },
  ],
  undo: () => 'with void_transaction',
  change: {
    fields: z.record(z.string(), z.string().meta({ class: 'confidential', pii: 'name' })),
    async read({ input, api, day }) {
      const draft = await draftPayment(api, { ...input, date: input.date ?? day });
      const { paid, total, currency, date, depositedTo, homeValue, doubts } = draft;
      const balances = paid.map(({ invoice, amount }) => {
        const before = invoice.Balance ?? '0';
        const after = formatDecimal(parseDecimal(before).minus(parseDecimal(amount)), 2);
        const name = `balance of ${invoice.DocNumber ?? invoice.Id}`;
        const party = invoice.CustomerRef?.name;
        return { name, before: `${before} ${currency}${party ? `, ${party}` : ''}`, after: `${after} ${currency}` };
      });
      return {
        before: Object.fromEntries(balances.map(({ name, before }) => [name, before])),
        after: {
          ...Object.fromEntries(balances.map(({ name, after }) => [name, after])),
          ...(paid.length > 1 && { received: total }),
          ...(input.date === undefined && { date }),
          deposited_to: depositedTo,
          ...(homeValue && { worth: homeValue }),
          ...(doubts.length > 0 && { warnings: doubts.join('; ') }),
        },
        sent: draft.body,
        day: date,
        draft,
      };
    },
  },
  async handler({ input, api, draft }) {
    const { body, today } = draft ?? (await draftPayment(api, input));
    const payment = await api.create('Payment', body, WireTransaction);
    return { payment: toFullTransaction('payment', payment, today) };
  },
});
