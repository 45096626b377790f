import type { Leaf } from './check-query.ts';

/**
 * What lies behind a range that ends today is to come, and before one that begins tomorrow is all else: who compares so may have meant
 * the range.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-dateformats.html
 */
export function relativeDateHint(leaf: Leaf): string | undefined {
  if (leaf.kind !== 'comparison' || leaf.value.kind !== 'relative-date') return undefined;
  const { count, name } = leaf.value;
  const range = `${leaf.operator} ${name}${count === undefined ? '' : `:${count}`}`;
  if (/^> LAST_(?:N|90)_/.test(range)) return `${range} is after those days: in them is =, from the first on >=.`;
  if (/^< NEXT_(?:N|90)_/.test(range)) return `${range} is before those days: in them is =, up to the last <=.`;
  return undefined;
}
