import { addAmounts, shownAmount } from './amount.ts';
import type { WireParty } from './party.ts';

/** What a new document adds to what is owed. */
interface NewDocument {
  kind: 'invoice' | 'bill';
  currency: string;
  /** Without tax, decimal. */
  subtotal: string;
  /** Whether QuickBooks may add tax to it. */
  mayBeTaxed: boolean;
}

/** What a customer or vendor is owed or owes, before a document and after it, in words for who is asked. */
export function debtWith(party: WireParty, { kind, currency, subtotal, mayBeTaxed }: NewDocument) {
  const balance = party.Balance ?? '0';
  const tax = mayBeTaxed ? ' and tax' : '';
  const after = shownAmount(addAmounts([balance, subtotal]), currency);
  return {
    before: `${party.DisplayName}: ${shownAmount(balance, currency)}`,
    after: `${after}${tax}, of it ${shownAmount(subtotal, currency)}${tax} by this ${kind}`,
  };
}
