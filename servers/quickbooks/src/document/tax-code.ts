import type { FieldProblem } from '@bizmcp/core';
import * as z from 'zod';
import type { Company } from '../company.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

const WireTaxCode = z.object({ Id: z.string(), Name: z.string() });

type TaxCode = z.output<typeof WireTaxCode>;

/** Which code a line is given. In the US what is bought carries no tax that is kept apart, so only what is sold can be taxed. */
interface WantedTaxCode {
  wanted: string | undefined;
  side: 'sale' | 'purchase';
  path: string;
}

/** The tax code of a line as it is sent, and what is wrong with it. Elsewhere than in the US each line needs one. */
export async function resolveTaxCode(
  api: QuickBooks,
  company: Company,
  { wanted, side, path }: WantedTaxCode,
): Promise<{ value?: string; name?: string; problems: FieldProblem[] }> {
  const isNeeded = company.usesSalesTax && company.country !== 'US';
  if (wanted === undefined && !isNeeded) return { problems: [] };
  const codes = await knownCodes(api, company);
  const found = codes.find(({ Id, Name }) => Id === wanted || Name.toLowerCase() === wanted?.toLowerCase());
  if (found?.Id === 'TAX' && company.country === 'US' && side === 'purchase') {
    return {
      problems: [{ path, problem: 'a bill in the US has no tax of its own; leave it out, the rate includes it' }],
    };
  }
  if (found) return { value: found.Id, name: found.Name, problems: [] };
  const names = codes.slice(0, 20).map(({ Name }) => Name);
  const why = wanted === undefined ? 'is needed' : `no tax code ${wanted}`;
  return { problems: [{ path, problem: `${why}; there are ${names.join(', ') || 'none, as sales tax is off'}` }] };
}

/**
 * Amounts are without tax. What a document has to say of it is required elsewhere than in the US, and not taken there.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function taxCalculation({ country, usesSalesTax }: Company): { GlobalTaxCalculation?: string } {
  if (country === 'US') return {};
  return { GlobalTaxCalculation: usesSalesTax ? 'TaxExcluded' : 'NotApplicable' };
}

/** In the US a line has one of two: https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales */
async function knownCodes(api: QuickBooks, { country, usesSalesTax }: Company): Promise<TaxCode[]> {
  if (country === 'US') return (usesSalesTax ? ['TAX', 'NON'] : ['NON']).map((code) => ({ Id: code, Name: code }));
  if (!usesSalesTax) return [];
  return api.remember('tax codes', () => api.query(selectFrom('TaxCode', {}), WireTaxCode));
}
