import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import type { Books } from '../books.ts';

const WireTaxRates = z.object({
  taxRates: z.array(
    z.object({
      name: z.string(),
      taxType: z.string().nullish(),
      status: z.string().nullish(),
      effectiveRate: WireAmount.nullish(),
      canApplyToAssets: z.boolean().nullish(),
      canApplyToEquity: z.boolean().nullish(),
      canApplyToExpenses: z.boolean().nullish(),
      canApplyToLiabilities: z.boolean().nullish(),
      canApplyToRevenue: z.boolean().nullish(),
    }),
  ),
});

/** A tax rate as a model sees it. */
export const TaxRate = z.object({
  tax_type: z.string().describe('For tax_type of a line'),
  name: z.string().describe('Name'),
  rate: z.string().optional().describe('Percent'),
  applies_to: z.array(z.string()).describe('Classes of accounts it can be used with'),
});

export type TaxRate = z.output<typeof TaxRate>;

/** The tax rates in use. */
export function readTaxRates(books: Books): Promise<TaxRate[]> {
  return books.remember('tax_rates', async () => {
    const { taxRates } = await books.read(WireTaxRates, (accounting, tenant) => accounting.getTaxRates(tenant));
    return taxRates.flatMap(({ taxType, name, status, effectiveRate, ...can }) => {
      if (!taxType || (status ?? 'ACTIVE') !== 'ACTIVE') return [];
      const classes = {
        ASSET: can.canApplyToAssets,
        EQUITY: can.canApplyToEquity,
        EXPENSE: can.canApplyToExpenses,
        LIABILITY: can.canApplyToLiabilities,
        REVENUE: can.canApplyToRevenue,
      };
      const appliesTo = Object.entries(classes).flatMap(([name, applies]) => (applies ? [name] : []));
      return [
        { tax_type: taxType, name, ...(effectiveRate != null && { rate: effectiveRate }), applies_to: appliesTo },
      ];
    });
  });
}
