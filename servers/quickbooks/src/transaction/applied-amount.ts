import { addAmounts } from '../amount.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireTransaction } from './transaction.ts';
import { linkedType, type TransactionType, typeRules } from './transaction-type.ts';

/**
 * How much of each payment went to a document, by the payment's id: the document itself names only what it was paid by, the lines of the
 * payments tell how much. https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment
 */
export async function readApplied(
  api: QuickBooks,
  type: TransactionType,
  { Id, LinkedTxn }: WireTransaction,
): Promise<Map<string, string>> {
  const payment = type === 'bill' ? 'bill_payment' : 'payment';
  const ids = (LinkedTxn ?? []).flatMap(({ TxnId, TxnType }) => (linkedType(TxnType) === payment ? TxnId : []));
  if (ids.length === 0) return new Map();
  const query = selectFrom(typeRules[payment].entity, { where: [['Id', 'IN', { ids }]] });
  const payments = await api.query(query, WireTransaction);
  const isOf = (line: NonNullable<WireTransaction['Line']>[number]) => {
    const [link, ...others] = line.LinkedTxn ?? [];
    return link?.TxnId === Id && linkedType(link.TxnType) === type && others.length === 0;
  };
  const applied = payments.map(({ Id: id, Line }) => [id, (Line ?? []).filter(isOf)] as const);
  return new Map(
    applied.flatMap(([id, lines]) => {
      const amounts = lines.flatMap(({ Amount }) => Amount ?? []);
      return amounts.length === 0 ? [] : [[id, addAmounts(amounts)] as const];
    }),
  );
}
