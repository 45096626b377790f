import * as z from 'zod';
import { defineTool } from '../api.ts';
import { TransactionId } from '../identifier.ts';
import { readSettlement } from '../transaction/settlement.ts';
import { FullTransaction, toFullTransaction, WireTransaction } from '../transaction/transaction.ts';
import { transactionTypes, typeRules } from '../transaction/transaction-type.ts';

export const getTransaction = defineTool({
  name: 'get_transaction',
  title: 'Get a transaction',
  description: 'Returns one transaction with its lines and what it pays or is paid by.',
  effect: 'read',
  data: 'confidential',
  scopes: ['transactions:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'transaction', workflow: 'accounting' },
  input: z.object({
    type: z.enum(transactionTypes).describe('Kind'),
    transaction_id: TransactionId.describe('From search_transactions'),
  }),
  output: z.object({ transaction: FullTransaction.describe('The transaction') }),
  examples: [{ title: 'An invoice', input: { type: 'invoice', transaction_id: '90008' } }],
  async handler({ input: { type, transaction_id: id }, api }) {
    const [wire, today] = await Promise.all([api.read(typeRules[type].entity, id, WireTransaction), api.today()]);
    return { transaction: toFullTransaction(type, wire, today, await readSettlement(api, type, wire)) };
  },
});
