import * as z from 'zod';
import type { Books } from './books.ts';
import { PaymentTerms, toPaymentTerms, WirePaymentTerms } from './payment-terms.ts';
import { ianaZoneOf } from './time-zone.ts';
import { WireDay } from './wire-date.ts';

const WireOrganisations = z.object({
  organisations: z
    .array(
      z.object({
        name: z.string(),
        legalName: z.string().nullish(),
        baseCurrency: z.string(),
        countryCode: z.string().nullish(),
        timezone: z.string().nullish(),
        isDemoCompany: z.boolean().nullish(),
        financialYearEndDay: z.number().nullish(),
        financialYearEndMonth: z.number().nullish(),
        salesTaxBasis: z.string().nullish(),
        createdDateUTC: WireDay.nullish(),
        periodLockDate: WireDay.nullish(),
        endOfYearLockDate: WireDay.nullish(),
        paymentTerms: WirePaymentTerms,
      }),
    )
    .min(1),
});
const WireCurrencies = z.object({ currencies: z.array(z.object({ code: z.string() })) });

/** An organisation as a model sees it. */
export const Organisation = z.object({
  tenant_id: z.string().describe('For tenant_id of the other tools'),
  name: z.string().describe('Its name in Xero'),
  legal_name: z.string().optional().describe('Its legal name'),
  base_currency: z.string().describe('ISO 4217; reports are in it'),
  currencies: z.array(z.string()).describe('Currencies that documents may have'),
  country: z.string().optional().describe('ISO 3166'),
  timezone: z.string().optional().describe('Its time zone'),
  set_up_on: z.string().optional().describe('Day it was set up in Xero; its books can begin before'),
  is_demo: z.boolean().describe('True for a demo company'),
  financial_year_end: z.string().describe('MM-DD'),
  sales_tax_basis: z.string().optional().describe('How tax is accounted for'),
  locked_until: z.string().nullable().describe('Nothing can be dated on or before this day; null: none is locked'),
  ...PaymentTerms.shape,
  bytes_read: z.number().describe('Sent by Xero since this server started; Xero charges for data taken out'),
});

export type Organisation = Omit<z.output<typeof Organisation>, 'bytes_read'>;

/** The organisation whose books these are. */
export function readOrganisation(books: Books): Promise<Organisation> {
  return books.remember('organisation', async () => {
    const [{ organisations }, { currencies }] = await Promise.all([
      books.read(WireOrganisations, (accounting, tenant) => accounting.getOrganisations(tenant)),
      books.read(WireCurrencies, (accounting, tenant) => accounting.getCurrencies(tenant)),
    ]);
    const [wire] = organisations;
    if (!wire) throw new RangeError('the schema asks for one organisation');
    const { legalName, countryCode, timezone, salesTaxBasis } = wire;
    const locked = [wire.periodLockDate, wire.endOfYearLockDate]
      .filter((day) => typeof day === 'string')
      .sort()
      .at(-1);
    const month = String(wire.financialYearEndMonth ?? 12).padStart(2, '0');
    const day = String(wire.financialYearEndDay ?? 31).padStart(2, '0');
    return {
      tenant_id: books.tenant.id,
      name: wire.name,
      base_currency: wire.baseCurrency,
      currencies: [...new Set([wire.baseCurrency, ...currencies.map((currency) => currency.code)])],
      ...(wire.createdDateUTC && { set_up_on: wire.createdDateUTC }),
      is_demo: wire.isDemoCompany ?? false,
      financial_year_end: `${month}-${day}`,
      ...(legalName && { legal_name: legalName }),
      ...(countryCode && { country: countryCode }),
      ...(timezone && { timezone }),
      ...(salesTaxBasis && { sales_tax_basis: salesTaxBasis }),
      locked_until: locked ?? null,
      ...toPaymentTerms(wire.paymentTerms),
    };
  });
}

/** The day that it is where the organisation is. */
export function todayOf({ timezone }: Organisation): string {
  // Swedes write days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ianaZoneOf(timezone) }).format(Date.now());
}
