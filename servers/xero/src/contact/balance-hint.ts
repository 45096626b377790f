import { compareDecimals } from '@bizmcp/insights';
import type { Books } from '../books.ts';
import { readOrganisation } from '../organisation.ts';
import type { WireContact } from './contact.ts';

const withoutCredits =
  'What is owed is of unpaid invoices and bills; credit that was not used yet may not be taken off: search_invoices with contact_id, type ACCRECCREDIT (of a supplier ACCPAYCREDIT) and statuses AUTHORISED tells remaining_credit; with contact_id alone, its hint what was overpaid or paid before.';
const unconverted =
  'Sums are in the currencies of the invoices and bills, whatever default_currency is: of a contact billed in several they mix these. search_invoices tells the currency of each, aged_receivables and aged_payables are converted to';

/**
 * What has to be known of what contacts owe and are owed: the balances are raw, of sales invoices and of bills, and not converted; that
 * credits are taken off is said nowhere. https://developer.xero.com/documentation/api/accounting/contacts
 */
export async function balanceHint(books: Books, contacts: readonly WireContact[]): Promise<{ hint?: string }> {
  if (!contacts.some(isOwing)) return {};
  const { base_currency: base, currencies } = await readOrganisation(books);
  return { hint: currencies.length > 1 ? `${withoutCredits} ${unconverted} ${base}.` : withoutCredits };
}

function isOwing({ balances }: WireContact): boolean {
  const sums = [balances?.accountsReceivable?.outstanding, balances?.accountsPayable?.outstanding];
  return sums.some((sum) => sum != null && compareDecimals(sum, '0') !== 0);
}
