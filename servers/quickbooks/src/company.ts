import * as z from 'zod';

const Name = z.object({ value: z.string() });

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo */
export const WireCompanyInfo = z.object({
  CompanyName: z.string(),
  LegalName: z.string().nullish(),
  Country: z.string().nullish(),
  FiscalYearStartMonth: z.string().nullish(),
  DefaultTimeZone: z.string().nullish(),
  CompanyStartDate: z.string().nullish(),
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences */
export const WirePreferences = z.object({
  AccountingInfoPrefs: z
    .object({
      FirstMonthOfFiscalYear: z.string().nullish(),
      BookCloseDate: z.string().nullish(),
      TrackDepartments: z.boolean().nullish(),
      ClassTrackingPerTxn: z.boolean().nullish(),
      ClassTrackingPerTxnLine: z.boolean().nullish(),
    })
    .nullish(),
  CurrencyPrefs: z.object({ MultiCurrencyEnabled: z.boolean().nullish(), HomeCurrency: Name.nullish() }).nullish(),
  SalesFormsPrefs: z.object({ CustomTxnNumbers: z.boolean().nullish() }).nullish(),
  TaxPrefs: z.object({ UsingSalesTax: z.boolean().nullish() }).nullish(),
});

/** The company whose books these are. */
export interface Company {
  name: string;
  legalName?: string;
  /** ISO 3166, such as US. */
  country: string;
  /** ISO 4217; reports are in it. */
  homeCurrency: string;
  multicurrency: boolean;
  /** 1 to 12. */
  fiscalYearStartMonth: number;
  usesSalesTax: boolean;
  /** Who numbers its sales; undefined where that is not told. */
  numberedBy: 'company' | 'QuickBooks' | undefined;
  /** What its documents are sorted by. */
  tracks: readonly ('class' | 'location')[];
  /** Whether each line may have a class of its own. */
  hasLineClasses: boolean;
  /** YYYY-MM-DD: the day its books were set up in QuickBooks, before which they can hold something all the same. */
  startedOn?: string;
  /** Of the IANA, such as America/Los_Angeles. */
  timeZone: string;
  /** YYYY-MM-DD: nothing can be dated on or before it. */
  closedUntil?: string;
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** Joins what QuickBooks keeps in two places. */
export function toCompany(
  info: z.output<typeof WireCompanyInfo>,
  {
    AccountingInfoPrefs: accounting,
    CurrencyPrefs: currency,
    TaxPrefs: tax,
    SalesFormsPrefs: sales,
  }: z.output<typeof WirePreferences>,
): Company {
  const month = info.FiscalYearStartMonth ?? accounting?.FirstMonthOfFiscalYear ?? 'January';
  const started = info.CompanyStartDate?.slice(0, 10);
  const closed = accounting?.BookCloseDate?.slice(0, 10);
  const isOwn = sales?.CustomTxnNumbers;
  return {
    name: info.CompanyName,
    ...(info.LegalName && { legalName: info.LegalName }),
    country: info.Country ?? 'US',
    homeCurrency: currency?.HomeCurrency?.value ?? 'USD',
    multicurrency: currency?.MultiCurrencyEnabled ?? false,
    fiscalYearStartMonth: Math.max(months.indexOf(month), 0) + 1,
    usesSalesTax: tax?.UsingSalesTax ?? false,
    numberedBy: isOwn == null ? undefined : isOwn ? 'company' : 'QuickBooks',
    tracks: [
      ...(accounting?.ClassTrackingPerTxn || accounting?.ClassTrackingPerTxnLine ? (['class'] as const) : []),
      ...(accounting?.TrackDepartments ? (['location'] as const) : []),
    ],
    hasLineClasses: accounting?.ClassTrackingPerTxnLine ?? false,
    timeZone: zoneOf(info),
    ...(started && { startedOn: started }),
    ...(closed && { closedUntil: closed }),
  };
}

/** Where the company is; UTC where that is not told, or no zone of the IANA. */
export function zoneOf({ DefaultTimeZone: name }: z.output<typeof WireCompanyInfo>): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: name || 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
