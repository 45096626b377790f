import { type QuickBooksBooks, timeZone } from '../quickbooks-state.ts';
import { salesTax, salesTaxPercent } from '../transactions/line-wire.ts';
import { referenceTo, type Wire } from '../wire.ts';
import { commonFilters, type Entity, headOf } from './entity.ts';
import { currencyNames } from './names.ts';
import { allTerms } from './terms.ts';

/** An entity that is read only here. */
function readOnly(name: string, filters: readonly string[], list: (books: QuickBooksBooks) => Wire[]): Entity {
  const filterable = [...commonFilters, ...filters];
  return { name, filterable, list, find: (books, id) => list(books).find(({ Id }) => Id === id) };
}

function head(books: QuickBooksBooks, entity: string, id: string): Wire {
  return headOf(books, { entity, id }, { day: books.company.firstDay });
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

function fiscalMonth({ ledger }: QuickBooksBooks): string {
  return months[ledger.settings.fiscalYearStartMonth - 1] ?? 'January';
}

function companyInfo(books: QuickBooksBooks): Wire {
  const { profile, firstDay } = books.company;
  const address = {
    ...{ Id: '1', Line1: profile.street, City: profile.city, Country: profile.country },
    ...{ CountrySubDivisionCode: profile.region, PostalCode: profile.postalCode },
  };
  const Email = { Address: profile.email };
  return {
    ...head(books, 'CompanyInfo', '1'),
    ...{ CompanyName: profile.tradingName, LegalName: profile.legalName, CompanyStartDate: firstDay },
    ...{ CompanyAddr: address, CustomerCommunicationAddr: address, LegalAddr: address, Email },
    ...{ PrimaryPhone: { FreeFormNumber: profile.phone }, FiscalYearStartMonth: fiscalMonth(books) },
    ...{ Country: profile.country, SupportedLanguages: 'en', DefaultTimeZone: timeZone },
    NameValue: [
      { Name: 'NeoEnabled', Value: 'true' },
      { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
    ],
  };
}

function accountingPrefs(books: QuickBooksBooks): Wire {
  const { lockDate } = books.ledger;
  return {
    ...{ UseAccountNumbers: true, TrackDepartments: true, ClassTrackingPerTxn: false, ClassTrackingPerTxnLine: true },
    ...{ FirstMonthOfFiscalYear: fiscalMonth(books), TaxYearMonth: 'January', CustomerTerminology: 'Customers' },
    ...(lockDate !== undefined && { BookCloseDate: lockDate }),
  };
}

function preferences(books: QuickBooksBooks): Wire {
  return {
    ...head(books, 'Preferences', '1'),
    AccountingInfoPrefs: accountingPrefs(books),
    ProductAndServicesPrefs: {
      ForSales: true,
      ForPurchase: true,
      QuantityWithPriceAndRate: true,
      QuantityOnHand: false,
    },
    SalesFormsPrefs: {
      ...{ CustomTxnNumbers: false, AllowDeposit: false, AllowDiscount: false, AllowEstimates: true },
      ...{ AllowShipping: false, AutoApplyCredit: false, DefaultTerms: referenceTo('7') },
    },
    VendorAndPurchasesPrefs: { EnableBills: true, TrackingByCustomer: false, BillableExpenseTracking: false },
    TaxPrefs: { UsingSalesTax: true, PartnerTaxEnabled: true, TaxGroupCodeRef: referenceTo(salesTax.codeId) },
    CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: referenceTo(books.ledger.settings.homeCurrency) },
    ReportPrefs: { ReportBasis: 'Accrual', CalcAgingReportFromTxnDate: false },
  };
}

/** TAX and NON stand on lines; the code with a number is that of a whole sale. */
function taxCodes(books: QuickBooksBooks): Wire[] {
  const rate = { TaxRateRef: referenceTo(salesTax.rateId), TaxTypeApplicable: 'TaxOnAmount', TaxOrder: 0 };
  const none = { TaxRateDetail: [] };
  const code = (id: string, name: string, rates: Wire, isTaxed: boolean) => ({
    ...head(books, 'TaxCode', id),
    ...{
      Name: name,
      Description: name,
      Active: true,
      Hidden: false,
      Taxable: isTaxed,
      TaxGroup: id === salesTax.codeId,
    },
    ...{ SalesTaxRateList: rates, PurchaseTaxRateList: none },
  });
  const name = books.ledger.taxCodes.get('TAX')?.name ?? 'Sales Tax';
  return [
    code(salesTax.codeId, name, { TaxRateDetail: [rate] }, true),
    code('TAX', 'TAX', none, true),
    code('NON', 'NON', none, false),
  ];
}

function taxRates(books: QuickBooksBooks): Wire[] {
  const name = books.ledger.taxCodes.get('TAX')?.name ?? 'Sales Tax';
  return [
    {
      ...head(books, 'TaxRate', salesTax.rateId),
      ...{ Name: name, Description: name, Active: true, RateValue: salesTaxPercent(books.ledger) },
      ...{ AgencyRef: referenceTo('1'), SpecialTaxType: 'NONE', DisplayType: 'ReadOnly' },
    },
  ];
}

function currencies(books: QuickBooksBooks): Wire[] {
  const { currencies: all, homeCurrency } = books.ledger.settings;
  return all
    .filter(({ code }) => code !== homeCurrency)
    .map(({ code }, index) => ({
      ...head(books, 'CompanyCurrency', String(index + 1)),
      ...{ Code: code, Name: currencyNames[code] ?? code, Active: true },
    }));
}

function terms(books: QuickBooksBooks): Wire[] {
  return allTerms.map(({ id, name, days }) => ({
    ...head(books, 'Term', id),
    ...{ Name: name, Active: true, Type: 'STANDARD', DiscountPercent: 0, DueDays: days, DiscountDays: 0 },
  }));
}

/** What a company has beside names and transactions: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo and its neighbours */
export const companyEntities: readonly Entity[] = [
  readOnly('CompanyInfo', [], (books) => [companyInfo(books)]),
  readOnly('Preferences', [], (books) => [preferences(books)]),
  readOnly('Term', ['Name', 'Active', 'DueDays'], terms),
  readOnly('TaxCode', ['Name', 'Active', 'Description'], taxCodes),
  readOnly('TaxRate', ['Name', 'Active'], taxRates),
  readOnly('CompanyCurrency', ['Name', 'Code', 'Active'], currencies),
  // The company writes invoices only; sales paid at once, and refunds of them, it has none.
  readOnly('SalesReceipt', ['TxnDate', 'DocNumber', 'TotalAmt', 'CustomerRef', 'Balance'], () => []),
  readOnly('RefundReceipt', ['TxnDate', 'DocNumber', 'TotalAmt', 'CustomerRef', 'Balance'], () => []),
];
