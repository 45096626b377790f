import { addDays } from '@bizmcp/testkit/company';
import { refuse } from '../error-reply.ts';
import { referenceTo, type Wire } from '../wire.ts';

const terms: readonly (readonly [id: string, name: string, days: number])[] = [
  ['1', 'Due on receipt', 0],
  ['2', 'Net 7', 7],
  ['3', 'Net 10', 10],
  ['4', 'Net 14', 14],
  ['5', 'Net 15', 15],
  ['6', 'Net 21', 21],
  ['7', 'Net 30', 30],
  ['8', 'Net 45', 45],
  ['9', 'Net 60', 60],
];

/** All terms of payment; the company makes no others. */
export const allTerms = terms.map(([id, name, days]) => ({ id, name, days }));

/** The terms of an id, and when what is sold under them is due. */
export function termOf(id: string) {
  const term = allTerms.find((one) => one.id === id);
  if (!term) return refuse('2500', `Invalid Reference Id : Term element id ${id} not found`, 'SalesTermRef');
  return { ...term, dueOn: (day: string) => addDays(day, term.days) };
}

/** The terms of so many days, where there are such. */
export function termReference(days: number): Wire | undefined {
  const term = allTerms.find((one) => one.days === days);
  return term && referenceTo(term.id, term.name);
}
