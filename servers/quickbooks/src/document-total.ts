import { shownAmount } from './amount.ts';

/** What a new document comes to. */
interface NewDocument {
  currency: string;
  /** Without tax, decimal. */
  subtotal: string;
  /** Whether QuickBooks may add tax to it. */
  mayBeTaxed: boolean;
}

/**
 * What a document comes to, in words for who is asked. What its customer or vendor owes or is owed is not told beside it: a yes holds to
 * all that was shown, and of several documents that are shown together each would change that for the next.
 */
export function describeTotal({ currency, subtotal, mayBeTaxed }: NewDocument): string {
  return `${shownAmount(subtotal, currency)}${mayBeTaxed ? ' and tax' : ''}`;
}
