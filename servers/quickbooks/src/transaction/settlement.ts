import { compareDecimals } from '@bizmcp/insights';
import { addAmounts } from '../amount.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { type TransactionLink, WireTransaction } from './transaction.ts';
import { linkedType, type TransactionType, typeRules } from './transaction-type.ts';

interface Side {
  payment: 'payment' | 'bill_payment';
  party: 'CustomerRef' | 'VendorRef';
  other: TransactionType;
}

/** By which payments a kind is settled, and what stands on their other side: a credit is set against a debt by a payment of nothing. */
const sides: Readonly<Partial<Record<TransactionType, Side>>> = {
  invoice: { payment: 'payment', party: 'CustomerRef', other: 'credit_memo' },
  credit_memo: { payment: 'payment', party: 'CustomerRef', other: 'invoice' },
  bill: { payment: 'bill_payment', party: 'VendorRef', other: 'vendor_credit' },
  vendor_credit: { payment: 'bill_payment', party: 'VendorRef', other: 'bill' },
};

/**
 * What settled a document, with how much: the document itself names only what it was paid by, a credit not even that, the lines of the
 * payments tell the rest. https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment
 */
export async function readSettlement(
  api: QuickBooks,
  type: TransactionType,
  wire: WireTransaction,
): Promise<TransactionLink[]> {
  const own = wire.LinkedTxn ?? [];
  const side = sides[type];
  if (side === undefined) return own;
  const payments = await readPayments(api, side, { type, wire });
  const amounts = new Map(payments.map((payment) => [payment.Id, appliedTo(payment, type, wire.Id)]));
  const known = new Set(own.map(({ TxnId }) => TxnId));
  const more = payments.filter(({ Id }) => !known.has(Id) && amounts.get(Id) !== undefined);
  // Where a payment settles others of the kind too, nothing tells which of them a credit went to.
  const others = payments.flatMap(({ Line }) => {
    const links = (Line ?? []).flatMap(({ LinkedTxn }) => LinkedTxn ?? []);
    const isShared = links.some(({ TxnType, TxnId }) => linkedType(TxnType) === type && TxnId !== wire.Id);
    return isShared ? [] : links.filter(({ TxnType }) => linkedType(TxnType) === side.other);
  });
  return [
    ...[...own, ...more.map(({ Id }) => ({ TxnId: Id, TxnType: typeRules[side.payment].entity }))].map((link) => ({
      ...link,
      amount: amounts.get(link.TxnId),
    })),
    // Without an amount: what a credit settled stands with the payment already.
    ...new Map(others.map((link) => [link.TxnId, link])).values(),
  ];
}

/** Those that a document names; of a credit, which names none, those of its customer or vendor that use it. One request. */
async function readPayments(
  api: QuickBooks,
  { payment, party }: Side,
  { type, wire }: { type: TransactionType; wire: WireTransaction },
): Promise<WireTransaction[]> {
  const { entity } = typeRules[payment];
  if (type === 'invoice' || type === 'bill') {
    const ids = (wire.LinkedTxn ?? []).flatMap(({ TxnId, TxnType }) => (linkedType(TxnType) === payment ? TxnId : []));
    return ids.length === 0 ? [] : api.query(selectFrom(entity, { where: [['Id', 'IN', { ids }]] }), WireTransaction);
  }
  const id = wire[party]?.value;
  const isUnused = wire.Balance != null && wire.TotalAmt != null && compareDecimals(wire.Balance, wire.TotalAmt) === 0;
  if (id === undefined || isUnused) return [];
  const query = selectFrom(entity, { where: [[party, '=', { id }]], orderBy: ['TxnDate', 'DESC'] });
  const found = await api.query(query, WireTransaction);
  return found.filter((one) => appliedTo(one, type, wire.Id) !== undefined);
}

/** How much of a payment went to a document, or of a credit into the payment. */
function appliedTo({ Line }: WireTransaction, type: TransactionType, id: string): string | undefined {
  const amounts = (Line ?? []).flatMap(({ Amount, LinkedTxn }) => {
    const [link, ...others] = LinkedTxn ?? [];
    return link?.TxnId === id && linkedType(link.TxnType) === type && others.length === 0 ? (Amount ?? []) : [];
  });
  return amounts.length === 0 ? undefined : addAmounts(amounts);
}
