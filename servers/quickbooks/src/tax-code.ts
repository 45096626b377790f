import * as z from 'zod';
import type { Company } from './company.ts';
import { selectFrom } from './query.ts';
import type { QuickBooks } from './quickbooks.ts';

const WireTaxCode = z.object({ Id: z.string(), Name: z.string() });

/** The two codes that a line has in the US. https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales */
const unitedStates = ['TAX', 'NON'];

/** The value to send for a tax code given by name or id; undefined where there is none such, with the names of all. */
export async function findTaxCode(
  api: QuickBooks,
  { country, usesSalesTax }: Company,
  wanted: string,
): Promise<{ value?: string; names: string[] }> {
  if (!usesSalesTax) return { ...(wanted.toUpperCase() === 'NON' && { value: 'NON' }), names: ['NON'] };
  if (country === 'US') {
    const value = unitedStates.find((code) => code === wanted.toUpperCase());
    return { ...(value && { value }), names: unitedStates };
  }
  const codes = await api.remember('tax codes', () => api.query(selectFrom('TaxCode', {}), WireTaxCode));
  const found = codes.find(({ Id, Name }) => Id === wanted || Name.toLowerCase() === wanted.toLowerCase());
  return { ...(found && { value: found.Id }), names: codes.map(({ Name }) => Name) };
}
