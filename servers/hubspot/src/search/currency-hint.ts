import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import type { SearchFilter } from './search-filter.ts';

// https://developers.hubspot.com/docs/api-reference/latest/account/account-information/get-account-details
const WireAccount = z.object({ additionalCurrencies: z.array(z.string()).nullish() });

/** What a search does with amounts, which a portal of several currencies keeps in the currency of each deal; empty where there is nothing to say. */
export async function currencyHints(
  api: Hubspot,
  objectType: string,
  {
    filters,
    sort,
    properties,
  }: { filters: readonly z.output<typeof SearchFilter>[]; sort: string | undefined; properties: readonly string[] },
): Promise<string[]> {
  const isSorted = sort?.replace(/^-/, '') === 'amount';
  const isCompared = filters.some(
    ({ property, operator }) => property === 'amount' && !operator.endsWith('HAS_PROPERTY'),
  );
  const isUntold = properties.includes('amount') && !properties.includes('deal_currency_code');
  const isOfOne = filters.some(({ property }) => property === 'deal_currency_code');
  if (objectType !== 'deals' || isOfOne || !(isSorted || isCompared || isUntold)) return [];
  const path = ['account-info', '2026-03', 'details'];
  const account = await api.remember('currencies', () => api.request(WireAccount, { path })).catch(() => undefined);
  if (!account?.additionalCurrencies?.length) return [];
  return [
    'amount is in the currency of each deal, deal_currency_code, and compared by number: amount_in_home_currency is in one.',
  ];
}
