import { createFakeVendor, type Replies } from '@bizmcp/testkit/fake-vendor';
import { xero } from '../src/server.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const otherTenantId = '22222222-2222-4222-8222-222222222222';
export const contactId = '33333333-3333-4333-8333-333333333333';
export const invoiceId = '44444444-4444-4444-8444-444444444444';
export const bankId = '55555555-5555-4555-8555-555555555555';

const account = (code: string, name: string, type: string, rest: Record<string, unknown> = {}) => ({
  AccountID: `66666666-6666-4666-8666-666666666${code}`,
  Code: code,
  Name: name,
  Type: type,
  Status: 'ACTIVE',
  ...rest,
});

const usual: Replies = {
  'POST /connect/token': () => ({ access_token: 'access-1', expires_in: 1800, token_type: 'Bearer' }),
  'GET /connections': () => [connection(tenantId, 'Demo (UK)')],
  'GET /Organisation': () => ({
    Organisations: [
      {
        Name: 'Demo (UK)',
        BaseCurrency: 'GBP',
        CountryCode: 'GB',
        FinancialYearEndDay: 31,
        FinancialYearEndMonth: 3,
        PeriodLockDate: '/Date(1735603200000+0000)/',
      },
    ],
  }),
  'GET /Currencies': () => ({ Currencies: [{ Code: 'GBP' }, { Code: 'EUR' }] }),
  'GET /Accounts': () => ({
    Accounts: [
      account('200', 'Sales', 'SALES', { Class: 'REVENUE', TaxType: 'OUTPUT2' }),
      account('400', 'Advertising', 'OVERHEADS', { Class: 'EXPENSE', TaxType: 'INPUT2' }),
      account('499', 'Old costs', 'OVERHEADS', { Class: 'EXPENSE', Status: 'ARCHIVED' }),
      account('090', 'Current account', 'BANK', { AccountID: bankId, Class: 'ASSET', CurrencyCode: 'GBP' }),
      account('091', 'Dollar account', 'BANK', { Class: 'ASSET', CurrencyCode: 'USD' }),
    ],
  }),
  'GET /TaxRates': () => ({
    TaxRates: [
      { Name: '20% on income', TaxType: 'OUTPUT2', Status: 'ACTIVE', EffectiveRate: 20, CanApplyToRevenue: true },
      { Name: '20% on expenses', TaxType: 'INPUT2', Status: 'ACTIVE', EffectiveRate: 20, CanApplyToExpenses: true },
    ],
  }),
  'GET /TrackingCategories': () => ({
    TrackingCategories: [
      {
        TrackingCategoryID: '77777777-7777-4777-8777-777777777777',
        Name: 'Region',
        Status: 'ACTIVE',
        Options: [
          { TrackingOptionID: '88888888-8888-4888-8888-888888888888', Name: 'North', Status: 'ACTIVE' },
          { TrackingOptionID: '88888888-8888-4888-8888-888888888889', Name: 'South', Status: 'ACTIVE' },
        ],
      },
    ],
  }),
  'GET /Invoices': () => ({ Invoices: [] }),
  'GET /CreditNotes': () => ({ CreditNotes: [] }),
  'GET /Overpayments': () => ({ Overpayments: [] }),
  'GET /Prepayments': () => ({ Prepayments: [] }),
  'GET /Payments': () => ({ Payments: [] }),
  'GET /BankTransactions': () => ({ BankTransactions: [] }),
  'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ContactStatus: 'ACTIVE' }] }),
};

const customConnection = { XERO_CLIENT_ID: 'client-1', XERO_CLIENT_SECRET: 'secret-1' };

/** A Xero that is nothing but its answers on the wire, with the server at work on it; paths below /api.xro/2.0 begin there. */
export function createXeroWire(replies: Replies = {}, settings: Record<string, string> = customConnection) {
  const vendor = createFakeVendor({
    ...{ server: xero, settings, replies: { ...usual, ...replies }, prefix: '/api.xro/2.0' },
    missing: () => Response.json({ Type: 'NotFound', Message: 'The resource was not found' }, { status: 404 }),
  });
  return {
    ...vendor,
    /** The requests that wrote, or tried to. */
    writes: () => vendor.requests.filter(({ method, path }) => method !== 'GET' && path !== '/connect/token'),
  };
}

/** An entry of /connections. */
export function connection(id: string, name: string, type = 'ORGANISATION') {
  return { id: `c-${id}`, tenantId: id, tenantType: type, tenantName: name };
}

/** Xero's answer to a document that it does not take. */
export function refusal(element: Record<string, unknown>): Response {
  const body = {
    ErrorNumber: 10,
    Type: 'ValidationException',
    Message: 'A validation exception occurred',
    Elements: [element],
  };
  return Response.json(body, { status: 400, headers: { 'xero-correlation-id': 'x-1' } });
}
