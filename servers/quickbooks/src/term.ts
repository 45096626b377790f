import * as z from 'zod';
import { selectFrom } from './query.ts';
import type { QuickBooks } from './quickbooks.ts';

const WireTerm = z.object({ Id: z.string(), Name: z.string() });

type Term = z.output<typeof WireTerm>;

/** The terms of payment of this name or id, among those in use; with the names of all where there is none. */
export async function findTerm(api: QuickBooks, wanted: string): Promise<{ term?: Term; names: string[] }> {
  const terms = await api.remember('terms', () => api.query(selectFrom('Term', {}), WireTerm));
  const term = terms.find(({ Id, Name }) => Id === wanted || Name.toLowerCase() === wanted.toLowerCase());
  return { ...(term && { term }), names: terms.map(({ Name }) => Name) };
}
