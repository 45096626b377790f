import type { TaxCode } from '@bizmcp/testkit/company';
import type { XeroAccountType } from '../account-type.ts';

/** Xero's names of the ledger's tax codes in the United Kingdom: https://developer.xero.com/documentation/api/accounting/types#tax-rates */
const names = [
  ['TAX', 'OUTPUT2', '20% (VAT on Income)'],
  ['TAX-IN', 'INPUT2', '20% (VAT on Expenses)'],
  ['NONE', 'NONE', 'No VAT'],
] as const;

/** The tax type of a ledger's tax code; a line without one bears no VAT. */
export function taxTypeOf(taxCodeId: string | undefined): string {
  return names.find(([id]) => id === taxCodeId)?.[1] ?? 'NONE';
}

/** The ledger's tax code of a tax type; undefined for one that this organisation has not. */
export function taxCodeOf(taxType: string): string | undefined {
  return names.find(([, type]) => type === taxType)?.[0];
}

type AccountClass = XeroAccountType['class'];

/** Whether it goes with accounts of a class, on whatever document: https://developer.xero.com/documentation/api/accounting/taxrates */
export function canApplyTo({ appliesTo }: TaxCode, accountClass: AccountClass): boolean {
  if (appliesTo === 'both') return true;
  return accountClass !== (appliesTo === 'sales' ? 'EXPENSE' : 'REVENUE');
}

/** A tax rate as it is sent. */
export function toWireTaxRate(taxCode: TaxCode) {
  const { id, rateBasisPoints, active } = taxCode;
  const [, type, name] = names.find(([code]) => code === id) ?? ['', id, id];
  const rate = rateBasisPoints / 100;
  return {
    Name: name,
    TaxType: type,
    ReportTaxType: type,
    CanApplyToAssets: canApplyTo(taxCode, 'ASSET'),
    CanApplyToEquity: canApplyTo(taxCode, 'EQUITY'),
    CanApplyToExpenses: canApplyTo(taxCode, 'EXPENSE'),
    CanApplyToLiabilities: canApplyTo(taxCode, 'LIABILITY'),
    CanApplyToRevenue: canApplyTo(taxCode, 'REVENUE'),
    DisplayTaxRate: rate,
    EffectiveRate: rate,
    Status: active ? 'ACTIVE' : 'ARCHIVED',
    TaxComponents: [{ Name: 'VAT', Rate: rate, IsCompound: false, IsNonRecoverable: false }],
  };
}
