import type { FieldProblem } from '@bizmcp/core';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { PastDocument, pastName } from './past-document.ts';

/** What has no number twice, in words. */
const kinds = { Invoice: 'invoice', BillPayment: 'bill payment' } as const;

/** A number that another of the kind has, be it voided: QuickBooks refuses it unless it is told to let it pass. */
export async function takenNumber(
  api: QuickBooks,
  entity: keyof typeof kinds,
  number: string,
  advice: string,
): Promise<FieldProblem[]> {
  const query = selectFrom(entity, { where: [['DocNumber', '=', { text: number }]] });
  const taken = (await api.query(query, PastDocument)).find(({ DocNumber }) => DocNumber === number);
  if (!taken) return [];
  const problem = `${pastName(kinds[entity], taken)} of ${taken.TxnDate} has this number; ${advice}`;
  return [{ path: 'doc_number', problem }];
}
