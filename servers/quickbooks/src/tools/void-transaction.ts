import * as z from 'zod';
import { defineTool } from '../api.ts';
import { QuickBooksId } from '../identifier.ts';
import { describeTransaction, FullTransaction, toFullTransaction } from '../transaction/transaction.ts';
import { draftVoid, endTransaction, notVoidable, voidableTypes } from '../transaction/voidable.ts';

const input = z.object({
  type: z
    .enum(voidableTypes, { error: ({ input: given }) => (given === undefined ? undefined : notVoidable) })
    .describe('Others cannot be voided by the API'),
  transaction_id: QuickBooksId.describe('From search_transactions'),
  sync_token: z
    .string()
    .regex(/^\d{1,10}$/, 'takes the digits that get_transaction gives')
    .optional()
    .describe('Refuse if edited since this state'),
});

export const voidTransaction = defineTool({
  name: 'void_transaction',
  title: 'Void a transaction',
  description:
    'Voids a transaction for good: it stays on record with all amounts 0; what a payment paid is owed again. A bill is deleted.',
  effect: 'delete',
  data: 'confidential',
  scopes: ['transactions:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'transaction', workflow: 'accounting' },
  input,
  output: z.object({
    transaction: FullTransaction.describe('As stored; of a bill as it was'),
    previous_total: z.string().describe('What it was before'),
  }),
  examples: [{ title: 'A payment', input: { type: 'payment', transaction_id: '7632' } }],
  undo: () => 'not possible',
  change: {
    fields: FullTransaction.pick({ total: true, balance: true, status: true }).extend({
      transaction: z.string().describe('Which').meta({ class: 'confidential', pii: 'name' }),
      owed_again: z.array(z.string()).describe('What is owed on what it paid'),
      credit_again: z.array(z.string()).describe('What credits have left'),
    }),
    async read({ input: wanted, api }) {
      const [draft, today] = await Promise.all([draftVoid(api, wanted), api.today()]);
      const { present, owed, credits } = draft;
      const { total, balance, ...before } = toFullTransaction(wanted.type, present, today);
      const status = endOf(wanted.type);
      // What was deleted keeps its total, as nothing is left to have another.
      const isDeleted = wanted.type === 'bill';
      return {
        before: { transaction: describeTransaction(wanted.type, present), total, balance, status: before.status },
        after: {
          transaction: status,
          total: isDeleted ? total : '0.00',
          ...(balance !== undefined && { balance: '0.00' }),
          status,
          ...(owed.length > 0 && { owed_again: owed }),
          ...(credits.length > 0 && { credit_again: credits }),
        },
        sent: draft.body,
        draft,
      };
    },
  },
  async handler({ input: wanted, api, draft }) {
    const [found, today] = await Promise.all([draft ?? draftVoid(api, wanted), api.today()]);
    const stored = toFullTransaction(wanted.type, await endTransaction(api, wanted.type, found), today);
    const previous_total = found.present.TotalAmt ?? '0.00';
    const transaction = wanted.type === 'bill' ? { ...stored, balance: '0.00', status: endOf(wanted.type) } : stored;
    return { transaction, previous_total };
  },
});

function endOf(type: (typeof voidableTypes)[number]): string {
  return type === 'bill' ? 'deleted' : 'voided';
}
