import { normaliseName } from './counterparty-name.ts';

/**
 * The name by which a counterparty's transactions are brought together. A card's text goes on after the merchant with the number
 * of a store or a transaction, and a town; from the first word with five digits on it is left out. 'Store 12' stays itself.
 */
export function vendorKey(counterparty: string): string {
  const name = normaliseName(counterparty);
  const words = name.split(' ');
  const numbered = words.findIndex((word) => (word.match(/\d/g) ?? []).length >= 5);
  return numbered > 0 ? words.slice(0, numbered).join(' ') : name;
}
