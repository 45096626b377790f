import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { EmptyHint, Limit } from '../identifier.ts';
import { readPage, Total } from '../page.ts';
import { selectFrom } from '../query.ts';
import { Transaction, toTransaction, WireTransaction } from '../transaction/transaction.ts';
import { conditionsOf, TransactionFilter } from '../transaction/transaction-filter.ts';
import { hintOfNone } from '../transaction/transaction-hint.ts';
import { typeRules } from '../transaction/transaction-type.ts';

export const searchTransactions = defineTool({
  name: 'search_transactions',
  title: 'Search transactions',
  description:
    'Finds transactions of one kind, newest first. Who owes: type invoice with unpaid; overdue: due_to yesterday too. Lines: get_transaction.',
  effect: 'read',
  data: 'confidential',
  scopes: ['transactions:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'transaction', workflow: 'accounting' },
  input: TransactionFilter.extend({ limit: Limit, cursor: Cursor }),
  output: z.object({
    transactions: z.array(Transaction).describe('Newest first'),
    total: Total,
    next_cursor: NextCursor,
    hint: EmptyHint,
  }),
  examples: [{ title: 'Unpaid invoices', input: { unpaid: true, limit: 5 } }],
  async handler({ input: { type, ...filters }, api }) {
    const query = selectFrom(typeRules[type].entity, {
      where: conditionsOf(type, filters),
      orderBy: ['TxnDate', 'DESC'],
    });
    const [{ rows, ...rest }, today] = await Promise.all([readPage(api, query, WireTransaction, filters), api.today()]);
    const transactions = rows.map((row) => toTransaction(type, row, today));
    return { transactions, ...(rows.length === 0 && (await hintOfNone(api, type, filters))), ...rest };
  },
});
