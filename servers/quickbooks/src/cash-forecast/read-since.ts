import type * as z from 'zod';
import { mostRows, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

const mostPages = 10;

/** Transactions of a kind dated on a day or later, the latest first; no more than 10,000. */
export async function readSince<Schema extends z.ZodType>(
  api: QuickBooks,
  entity: 'Invoice' | 'CreditMemo' | 'Payment' | 'Bill' | 'VendorCredit' | 'BillPayment',
  since: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const rows: z.output<Schema>[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const where = [['TxnDate', '>=', { day: since }] as const];
    const orderBy = ['TxnDate', 'DESC'] as const;
    const query = selectFrom(entity, { where, orderBy, start: page * mostRows + 1, limit: mostRows });
    const found = await api.query(query, schema);
    rows.push(...found);
    if (found.length < mostRows) break;
  }
  return rows;
}
