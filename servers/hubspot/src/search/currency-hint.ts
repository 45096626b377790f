import type { Hubspot } from '../hubspot.ts';
import { readAccount } from '../portal/account.ts';
import type { SearchFilter } from './search-filter.ts';

/** What a search does with amounts, which a portal of several currencies keeps in the currency of each deal; empty where there is nothing to say. */
export async function currencyHints(
  api: Hubspot,
  objectType: string,
  {
    filters,
    sort,
    properties,
  }: { filters: readonly SearchFilter[]; sort: string | undefined; properties: readonly string[] },
): Promise<string[]> {
  const isSorted = sort?.replace(/^-/, '') === 'amount';
  const isCompared = filters.some(
    ({ property, operator }) => property === 'amount' && !operator.endsWith('HAS_PROPERTY'),
  );
  const isUntold = properties.includes('amount') && !properties.includes('deal_currency_code');
  const isOfOne = filters.some(({ property }) => property === 'deal_currency_code');
  if (objectType !== 'deals' || isOfOne || !(isSorted || isCompared || isUntold)) return [];
  const account = await api.remember('account', () => readAccount(api)).catch(() => undefined);
  if (!account?.additionalCurrencies?.length) return [];
  return [
    'amount is in the currency of each deal, deal_currency_code, and compared by number: amount_in_home_currency is in one.',
  ];
}
