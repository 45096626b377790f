import type { Account, TrackingCategory } from '@bizmcp/testkit/company';
import { type Route, route } from '@bizmcp/testkit/simulator';
import { accountTypeOf, systemAccountOf } from './account-type.ts';
import { toWireTaxRate } from './documents/tax-type.ts';
import { guidOf } from './guid.ts';
import { pageReply } from './list-page.ts';
import { readList, requireParameters } from './request-body.ts';
import { wireDay } from './wire-day.ts';
import type { XeroBooks, XeroState } from './xero-state.ts';

const base = '/api.xro/2.0';
const filters = ['where', 'order'];

// Where the organisation is, as Xero names it and as the IANA does.
const timezone = 'GMTSTANDARDTIME';
const ianaZone = 'Europe/London';

/** The day where the organisation is; an invoice without a date gets it: https://developer.xero.com/documentation/api/accounting/invoices */
export function dayOf(milliseconds: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ianaZone }).format(milliseconds);
}

function toOrganisation({ company: { profile, firstDay }, ledger: { settings, lockDate } }: XeroBooks) {
  const { fiscalYearStartMonth } = settings;
  const endMonth = fiscalYearStartMonth === 1 ? 12 : fiscalYearStartMonth - 1;
  return {
    OrganisationID: guidOf('organisation', 'own'),
    Name: profile.tradingName,
    LegalName: profile.legalName,
    PaysTax: true,
    Version: 'UK',
    OrganisationType: 'COMPANY',
    BaseCurrency: settings.homeCurrency,
    CountryCode: profile.country,
    IsDemoCompany: true,
    OrganisationStatus: 'ACTIVE',
    TaxNumber: profile.taxNumber,
    FinancialYearEndDay: new Date(Date.UTC(2023, endMonth, 0)).getUTCDate(),
    FinancialYearEndMonth: endMonth,
    SalesTaxBasis: 'ACCRUALS',
    Timezone: timezone,
    ...(lockDate !== undefined && { PeriodLockDate: wireDay(lockDate) }),
    CreatedDateUTC: wireDay(firstDay),
    Class: 'PREMIUM',
    Edition: 'BUSINESS',
  };
}

/** An account as it is sent. */
function toAccount(account: Account) {
  const { type, class: accountClass, taxType } = accountTypeOf(account);
  const systemAccount = systemAccountOf(account);
  return {
    AccountID: guidOf('account', account.id),
    Code: account.code,
    Name: account.name,
    Status: account.active ? 'ACTIVE' : 'ARCHIVED',
    Type: type,
    TaxType: taxType,
    Class: accountClass,
    EnablePaymentsToAccount: false,
    ShowInExpenseClaims: false,
    ...(account.description && { Description: account.description }),
    ...(systemAccount && { SystemAccount: systemAccount }),
    ...(type === 'BANK' && {
      BankAccountType: account.type === 'credit_card' ? 'CREDITCARD' : 'BANK',
      CurrencyCode: account.currency,
    }),
  };
}

function toTracking({ id, name, active, options }: TrackingCategory) {
  return {
    Name: name,
    Status: active ? 'ACTIVE' : 'ARCHIVED',
    TrackingCategoryID: guidOf('tracking_category', id),
    Options: options.map((option) => ({
      TrackingOptionID: guidOf('tracking_option', option.id),
      Name: option.name,
      Status: option.active ? 'ACTIVE' : 'ARCHIVED',
    })),
  };
}

/** The bank that the company was with before: Xero archives what it does not delete, and still lists it. */
function closedAccount(currency: string): Account {
  return { id: 'closed', code: '089', name: 'Former current account', type: 'bank', currency, active: false };
}

/** Lists that Xero sends whole. */
function whole(path: string, toList: (books: XeroBooks) => Record<string, unknown>[]): Route<XeroState> {
  return route('GET', `${base}/${path}`, ({ query }, { state }) => {
    requireParameters(query, [...filters, 'includeArchived']);
    return pageReply(query, path, toList(state.books));
  });
}

/** https://developer.xero.com/documentation/api/accounting/organisation, and accounts, taxrates, currencies, items, trackingcategories beside it */
export const settingsRoutes: readonly Route<XeroState>[] = [
  route('GET', `${base}/Organisation`, (_request, { state }) => ({
    status: 200,
    body: { Organisations: [toOrganisation(state.books)] },
  })),
  whole('Accounts', ({ ledger }) =>
    [...ledger.accounts.values(), closedAccount(ledger.settings.homeCurrency)].map(toAccount),
  ),
  whole('TaxRates', ({ ledger }) => [...ledger.taxCodes.values()].map(toWireTaxRate)),
  whole('Currencies', ({ ledger }) =>
    ledger.settings.currencies.map(({ code }) => ({
      Code: code,
      Description: new Intl.DisplayNames('en', { type: 'currency' }).of(code),
    })),
  ),
  whole('Items', ({ ledger }) =>
    [...ledger.items.values()].map(({ id, code, name }) => ({
      ...{ ItemID: guidOf('item', id), Code: code, Name: name },
      ...{ IsSold: true, IsPurchased: true, IsTrackedAsInventory: false },
    })),
  ),
  whole('TrackingCategories', ({ ledger }) => [...ledger.trackingCategories.values()].map(toTracking)),
];

/** The connections of the one organisation: https://developer.xero.com/documentation/guides/oauth2/tenants */
export const connectionRoutes: readonly Route<XeroState>[] = [
  route('GET', '/connections', ({ query }, { state }) => {
    requireParameters(query, ['authEventId']);
    const isAsked = readList(query, 'authEventId').every((id) => id === guidOf('connection', 'login'));
    const { profile, firstDay } = state.books.company;
    const connection = {
      id: guidOf('connection', 'own'),
      authEventId: guidOf('connection', 'login'),
      tenantId: guidOf('tenant', 'own'),
      tenantType: 'ORGANISATION',
      tenantName: profile.tradingName,
      createdDateUtc: `${firstDay}T09:00:00.0000000`,
      updatedDateUtc: `${firstDay}T09:00:00.0000000`,
    };
    return { status: 200, body: isAsked ? [connection] : [] };
  }),
];
