import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Cursor, Day, Limit, NextCursor, QuickBooksId } from '../identifier.ts';
import { pageStart, readPage } from '../page.ts';
import { type Condition, selectFrom } from '../query.ts';
import { Transaction, toTransaction, WireTransaction } from '../transaction.ts';
import { type TransactionType, transactionTypes, typeRules } from '../transaction-type.ts';

const input = z.object({
  type: z.enum(transactionTypes).default('invoice').describe('Kind; purchase: check, card or cash'),
  customer_id: QuickBooksId.optional().describe('Of this customer'),
  vendor_id: QuickBooksId.optional().describe('Of this vendor'),
  number: z.string().min(1).max(50).optional().describe('Exact document number'),
  date_from: Day.optional().describe('First day'),
  date_to: Day.optional().describe('Last day'),
  due_to: Day.optional().describe('Last due day'),
  unpaid: z.boolean().default(false).describe('Only those still owed'),
  limit: Limit,
  cursor: Cursor,
});

export const searchTransactions = defineTool({
  name: 'search_transactions',
  title: 'Search transactions',
  description:
    'Finds transactions of one kind, newest first. Who owes: type invoice with unpaid; overdue: with due_to as well. Lines: get_transaction.',
  effect: 'read',
  data: 'confidential',
  scopes: ['transactions:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'transaction', workflow: 'accounting' },
  input,
  output: z.object({ transactions: z.array(Transaction).describe('Newest first'), next_cursor: NextCursor }),
  examples: [{ title: 'Unpaid invoices', input: { unpaid: true, limit: 5 } }],
  async handler({ input: { type, ...filters }, api }) {
    const query = selectFrom(typeRules[type].entity, {
      where: conditionsOf(type, filters),
      orderBy: ['TxnDate', 'DESC'],
      ...pageStart(filters),
    });
    const [{ rows, ...rest }, today] = await Promise.all([readPage(api, query, WireTransaction), api.today()]);
    return { transactions: rows.map((row) => toTransaction(type, row, today)), ...rest };
  },
});

type Filters = Omit<z.output<typeof input>, 'type'>;

function conditionsOf(type: TransactionType, filters: Filters): (Condition | undefined)[] {
  const { customer_id: customer, vendor_id: vendor, date_from: from, date_to: to, due_to: due } = filters;
  const { party, isDue, number } = typeRules[type];
  requireFilter('customer_id', customer !== undefined && party !== 'CustomerRef', type);
  requireFilter('vendor_id', vendor !== undefined && party !== 'VendorRef', type);
  requireFilter('number', filters.number !== undefined && number === undefined, type);
  requireFilter('due_to', due !== undefined && !isDue, type);
  requireFilter('unpaid', filters.unpaid && !isDue, type);
  if (from && to && from > to) throw new ToolError('invalid_input', 'date_from is after date_to; exchange them.');
  return [
    customer === undefined ? undefined : ['CustomerRef', '=', { id: customer }],
    vendor === undefined ? undefined : ['VendorRef', '=', { id: vendor }],
    filters.number === undefined || !number ? undefined : [number, '=', { text: filters.number }],
    from === undefined ? undefined : ['TxnDate', '>=', { day: from }],
    to === undefined ? undefined : ['TxnDate', '<=', { day: to }],
    due === undefined ? undefined : ['DueDate', '<=', { day: due }],
    filters.unpaid ? ['Balance', '>', { amount: '0' }] : undefined,
  ];
}

/** QuickBooks would leave a filter that it does not know unanswered, or refuse it without a name. */
function requireFilter(path: string, isWrong: boolean, type: TransactionType): void {
  if (!isWrong) return;
  throw new ToolError(
    'invalid_input',
    `QuickBooks cannot filter ${type} by ${path}. Leave it out, or choose another type.`,
    {
      fields: [{ path, problem: `does not go with type ${type}` }],
    },
  );
}
