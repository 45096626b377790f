import { inQuotes } from '@bizmcp/core';
import { areNearlyOneName, unmarkedParts } from '@bizmcp/insights';
import { type Condition, inactiveToo, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireParty } from './party.ts';

/** What a name is looked for by: hardly anybody mistypes its beginning, or in other letters what has no accents. */
const startLength = 3;
const mostNamed = 3;

/**
 * Customers that may be the new one, in words: those with its email address, and those with nearly its name. Intuit's own server has the
 * address among what can be asked for: https://github.com/intuit/quickbooks-online-mcp-server/blob/main/src/tools/search-customers.tool.ts
 */
export async function describeSimilar(
  api: QuickBooks,
  { name, email }: { name: string; email?: string | undefined },
): Promise<string[]> {
  const find = (...conditions: Condition[]) =>
    api.query(selectFrom('Customer', { where: [...conditions, inactiveToo] }), WireParty);
  const start = [...name].slice(0, startLength).join('');
  const words = unmarkedParts(name).map((parts): Condition => ['DisplayName', 'LIKE', { contains: parts.join('%') }]);
  const [mailed, ...near] = await Promise.all([
    email === undefined ? [] : find(['PrimaryEmailAddr', '=', { text: email }]),
    find(['DisplayName', 'LIKE', { text: `${start}%` }]),
    words.length === 0 ? [] : find(...words),
  ]);
  const byId = new Map(near.flat().map((customer) => [customer.Id, customer]));
  const named = [...byId.values()].filter((one) => areNearlyOneName(one.DisplayName, name));
  const tell = (found: readonly WireParty[], what: string) =>
    found.slice(0, mostNamed).map(({ DisplayName, Id }) => `customer ${inQuotes(DisplayName)} (id ${Id}) has ${what}`);
  return [...tell(mailed, 'the same email address'), ...tell(named, 'nearly the same name')];
}
