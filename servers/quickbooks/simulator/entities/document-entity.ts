import type { LedgerDocument } from '@bizmcp/testkit/company';
import { idOfDocument, type QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';

/** The entity that shows a document. */
export function entityOfDocument({ ledger }: QuickBooksBooks, document: LedgerDocument): string | undefined {
  switch (document.kind) {
    case 'payment_in':
    case 'payment_out': {
      // A refund of a credit is no payment to QuickBooks; nothing here makes one.
      const isVendor = ledger.counterparties.get(document.counterpartyId)?.kind === 'vendor';
      if (isVendor !== (document.kind === 'payment_out')) return undefined;
      return isVendor ? 'BillPayment' : 'Payment';
    }
    default:
      return entities[document.kind];
  }
}

const entities = {
  invoice: 'Invoice',
  credit_note: 'CreditMemo',
  bill: 'Bill',
  vendor_credit: 'VendorCredit',
  estimate: 'Estimate',
  spend: 'Purchase',
  receive: 'Deposit',
  transfer: 'Transfer',
  journal: 'JournalEntry',
} as const;

/** What a transaction that settles is called where it is linked. */
export function linkTo(books: QuickBooksBooks, ledgerId: string): Wire {
  const document = books.ledger.documents.get(ledgerId);
  const entity = document && entityOfDocument(books, document);
  const isCheck = document && 'accountId' in document && books.ledger.accounts.get(document.accountId)?.type === 'bank';
  const type = entity === 'BillPayment' ? `BillPayment${isCheck ? 'Check' : 'CreditCard'}` : entity;
  return { TxnId: idOfDocument(books, ledgerId), TxnType: type ?? '' };
}
