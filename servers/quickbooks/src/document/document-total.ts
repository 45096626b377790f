import { convertMoney } from '@bizmcp/insights';
import { shownAmount } from '../amount.ts';
import type { QuickBooks } from '../quickbooks.ts';
import type { Rate } from './market-rate.ts';

/** What a new document comes to. */
interface NewDocument {
  currency: string;
  rate: Rate | undefined;
  /** Without tax, decimal. */
  subtotal: string;
  /** Whether QuickBooks may add tax to it. */
  mayBeTaxed: boolean;
  tracked: Tracked;
}

/** What a document is sorted by. */
export interface Tracked {
  /** Of a line at least. */
  class: boolean;
  /** Its name. */
  location: string | undefined;
}

/** In the US QuickBooks finds the rate itself, by places and days; a sum told here would be a guess. */
const addedTax = ' without tax; QuickBooks adds the tax when it saves, and the sum with it is not known before';

/**
 * What a document comes to, in words for who is asked. What its customer or vendor owes or is owed is not told beside it: a yes holds to
 * all that was shown, and of several documents that are shown together each would change that for the next.
 */
export async function describeTotal(api: QuickBooks, document: NewDocument): Promise<string> {
  const { currency, subtotal, mayBeTaxed } = document;
  const { tracks, homeCurrency } = await api.company();
  const missing = tracks.filter((kind) => !document.tracked[kind]);
  const untracked = missing.length > 0 ? `; it gets no ${missing.join(' and no ')}` : '';
  const place = document.tracked.location === undefined ? '' : `; location ${document.tracked.location}`;
  const home = worthAtHome(document, homeCurrency);
  return `${shownAmount(subtotal, currency)}${home}${mayBeTaxed ? addedTax : ''}${place}${untracked}`;
}

/** What a document in a foreign currency is booked at. */
function worthAtHome({ currency, rate, subtotal }: NewDocument, homeCurrency: string): string {
  if (!rate) return '';
  const { amount } = convertMoney({ amount: subtotal, currency }, rate.booked, homeCurrency);
  return ` (${shownAmount(amount, homeCurrency)} at ${rate.booked})`;
}
