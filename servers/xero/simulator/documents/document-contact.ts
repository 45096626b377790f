import { contactKeyOf } from '../contacts.ts';
import { guidOf } from '../guid.ts';
import type { XeroBooks } from '../xero-state.ts';

/** The contact as it stands in documents. */
export function contactOf({ ledger }: XeroBooks, counterpartyId: string) {
  const key = contactKeyOf(counterpartyId);
  return { ContactID: guidOf('contact', key), Name: ledger.counterparties.get(key)?.name ?? '' };
}
