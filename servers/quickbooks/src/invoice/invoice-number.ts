import type { FieldProblem } from '@bizmcp/core';
import type { Company } from '../company.ts';
import { takenNumber } from '../document/taken-number.ts';
import type { QuickBooks } from '../quickbooks.ts';

interface CheckedNumber {
  problems: FieldProblem[];
  /** What is odd about it, in words. */
  doubt?: string;
}

/**
 * What is wrong with the number of an invoice, or with having none: a company that numbers its sales itself gets none from QuickBooks.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice, "DocNumber"
 */
export async function checkNumber(
  api: QuickBooks,
  { numberedBy, country }: Company,
  number: string | undefined,
): Promise<CheckedNumber> {
  if (number !== undefined) {
    const advice = numberedBy === 'company' ? 'choose another' : 'choose another, or leave it out for the next';
    const problems = await takenNumber(api, 'Invoice', number, advice);
    if (numberedBy !== 'QuickBooks') return { problems };
    const doubt = `QuickBooks numbers the sales of this company itself and may come to ${number} again: leave doc_number out`;
    return { problems, doubt };
  }
  if (numberedBy !== 'company') return { problems: [] };
  const why = 'this company numbers its sales itself, so QuickBooks gives no number';
  if (country === 'FR') return { problems: [{ path: 'doc_number', problem: `is needed: ${why}` }] };
  return { problems: [], doubt: `${why}: pass doc_number, or the invoice has none` };
}
