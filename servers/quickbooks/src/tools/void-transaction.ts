import * as z from 'zod';
import { defineTool } from '../api.ts';
import { TransactionId } from '../identifier.ts';
import { FullTransaction, toFullTransaction } from '../transaction/transaction.ts';
import { endOf, previewVoid, VoidPreview } from '../transaction/void-preview.ts';
import { bookedAnew, draftVoid, endTransaction, notVoidable, voidableTypes } from '../transaction/voidable.ts';

const input = z.object({
  type: z
    .enum(voidableTypes, { error: ({ input: given }) => (given === undefined ? undefined : notVoidable) })
    .describe('Others cannot be voided by the API'),
  transaction_id: TransactionId.describe('From search_transactions'),
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
  examples: [{ title: 'An invoice', input: { type: 'invoice', transaction_id: '90007' } }],
  undo: ({ type }) => `not possible; ${bookedAnew[type]}`,
  change: {
    fields: VoidPreview,
    async read({ input: wanted, api }) {
      return previewVoid(wanted.type, await draftVoid(api, wanted));
    },
  },
  async handler({ input: wanted, api, draft }) {
    const found = draft ?? (await draftVoid(api, wanted));
    const stored = toFullTransaction(wanted.type, await endTransaction(api, wanted.type, found), found.today);
    const previous_total = found.present.TotalAmt ?? '0.00';
    const transaction = wanted.type === 'bill' ? { ...stored, balance: '0.00', status: endOf(wanted.type) } : stored;
    return { transaction, previous_total };
  },
});
