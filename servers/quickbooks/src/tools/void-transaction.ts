import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkDate, refuseProblems } from '../document-check.ts';
import type { VoidableEntity } from '../entity.ts';
import { QuickBooksId } from '../identifier.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { FullTransaction, isVoided, toFullTransaction, WireTransaction } from '../transaction.ts';
import { linkedType } from '../transaction-type.ts';

const types = ['invoice', 'sales_receipt', 'payment', 'bill_payment'] as const;

const entities: Record<(typeof types)[number], VoidableEntity> = {
  invoice: 'Invoice',
  sales_receipt: 'SalesReceipt',
  payment: 'Payment',
  bill_payment: 'BillPayment',
};

const input = z.object({
  type: z.enum(types).describe('Others cannot be voided by the API'),
  transaction_id: QuickBooksId.describe('From search_transactions'),
  sync_token: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional()
    .describe('Refuse if edited since this state'),
});

export const voidTransaction = defineTool({
  name: 'void_transaction',
  title: 'Void a transaction',
  description:
    'Voids a transaction for good: it stays on record with all amounts 0; what a payment paid is owed again.',
  effect: 'delete',
  data: 'confidential',
  scopes: ['transactions:write'],
  rateLimit: { calls: 20, perSeconds: 60 },
  semantics: { entity: 'transaction', workflow: 'accounting' },
  input,
  output: z.object({
    transaction: FullTransaction.describe('As stored'),
    previous_total: z.string().describe('What it was before'),
  }),
  examples: [{ title: 'A payment', input: { type: 'payment', transaction_id: '7632' } }],
  change: {
    fields: FullTransaction.pick({ total: true, balance: true, status: true }),
    async read({ input: wanted, api }) {
      const { total, balance, status } = toFullTransaction(wanted.type, await readVoidable(api, wanted));
      return {
        before: { total, balance, status },
        after: { total: '0.00', ...(balance !== undefined && { balance: '0.00' }), status: 'voided' },
      };
    },
  },
  async handler({ input: wanted, api }) {
    const present = await readVoidable(api, wanted);
    const { Id, SyncToken } = present;
    const stored = await api.void(entities[wanted.type], { Id, SyncToken }, WireTransaction);
    return { transaction: toFullTransaction(wanted.type, stored), previous_total: present.TotalAmt ?? '0.00' };
  },
});

/** The transaction as it stands now. Throws where it cannot be voided, or is another than the caller saw. */
async function readVoidable(
  api: QuickBooks,
  { type, transaction_id: id, sync_token: seen }: z.output<typeof input>,
): Promise<WireTransaction> {
  const [present, company] = await Promise.all([api.read(entities[type], id, WireTransaction), api.company()]);
  if (seen !== undefined && seen !== present.SyncToken) {
    throw new ToolError(
      'conflict',
      `Nothing was voided: it was edited since (sync_token is now ${present.SyncToken}). Read it with get_transaction and decide anew.`,
      { fields: [{ path: 'sync_token', problem: `is ${seen}, now ${present.SyncToken}` }] },
    );
  }
  if (isVoided(present)) throw new ToolError('conflict', 'It is voided already; nothing was changed.');
  refuseProblems(checkDate(company, present.TxnDate ?? '9999-12-31', 'transaction_id'));
  const payments = type === 'invoice' ? (present.LinkedTxn ?? []).filter(({ TxnType }) => isPayment(TxnType)) : [];
  if (payments.length === 0) return present;
  const named = payments.map(({ TxnId, TxnType }) => `${linkedType(TxnType)} ${TxnId}`).join(', ');
  throw new ToolError(
    'conflict',
    `Nothing was voided: ${named} stands on this invoice. Void the payment first, or make a credit memo.`,
  );
}

function isPayment(linkType: string): boolean {
  return ['payment', 'credit_memo'].includes(linkedType(linkType));
}
