import { addDays } from '@bizmcp/insights';
import * as z from 'zod';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

const WireTerm = z.object({ Id: z.string(), Name: z.string(), DueDays: z.int().nullish() });

/** Terms of payment. `DueDays` is that of so many days; others are due on a day of the month. */
export type Term = z.output<typeof WireTerm>;

/** The terms of payment of this name or id, among those in use; with the names of all where there is none. */
export async function findTerm(api: QuickBooks, wanted: string): Promise<{ term?: Term; names: string[] }> {
  const terms = await api.remember('terms', () => api.query(selectFrom('Term', {}), WireTerm));
  const term = terms.find(({ Id, Name }) => Id === wanted || Name.toLowerCase() === wanted.toLowerCase());
  return { ...(term && { term }), names: terms.map(({ Name }) => Name) };
}

/** When what is dated so is due; undefined where QuickBooks has to count it. */
export function dueBy({ DueDays: days }: Term, date: string): string | undefined {
  return days == null ? undefined : addDays(date, days);
}
