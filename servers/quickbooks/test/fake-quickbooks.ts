import {
  type AuditRecord,
  createRuntime,
  defaultPolicy,
  defaultRole,
  type RuntimeOptions,
  ToolError,
} from '@bizmcp/core';
import { callWithConsent, readWireRequest, type WireRequest } from '@bizmcp/testkit/fake-vendor';
import { quickbooks } from '../src/server.ts';

/** What QuickBooks answers: a JSON value, or a whole response. */
type Reply = (request: WireRequest) => unknown;

/** Answers by `METHOD path` below the company; a query by `QUERY entity` in lower case. */
export type Replies = Record<string, Reply>;

export const realmId = '9130350000000001';
export const customer = {
  Id: '1',
  SyncToken: '0',
  DisplayName: 'Harbour Bakery',
  Active: true,
  Balance: 0,
  CurrencyRef: { value: 'USD' },
  PrimaryEmailAddr: { Address: 'office@harbour.example' },
};
export const vendor = {
  Id: '9',
  SyncToken: '0',
  DisplayName: 'Paper Mill',
  Active: true,
  CurrencyRef: { value: 'USD' },
};
export const item = {
  Id: '5',
  SyncToken: '0',
  Name: 'Workshop',
  Active: true,
  Type: 'Service',
  UnitPrice: 100,
  IncomeAccountRef: { value: '41', name: 'Services' },
  ExpenseAccountRef: { value: '60', name: 'Rent' },
};

/** Rows as a query answers them. */
export const rows = (entity: string, found: unknown[]) => () => ({
  QueryResponse: { [entity]: found, startPosition: 1 },
});
const account = (id: string, name: string, type: string, rest: Record<string, unknown> = {}) => ({
  Id: id,
  Name: name,
  FullyQualifiedName: name,
  AccountType: type,
  Active: true,
  CurrencyRef: { value: 'USD' },
  ...rest,
});

const usual: Replies = {
  'POST /oauth2/v1/tokens/bearer': () => ({
    access_token: 'access-1',
    refresh_token: 'refresh-2',
    expires_in: 3600,
    x_refresh_token_expires_in: 8_726_400,
    token_type: 'bearer',
  }),
  [`GET /companyinfo/${realmId}`]: () => ({
    CompanyInfo: { CompanyName: 'Northwind Coffee', Country: 'US', FiscalYearStartMonth: 'April' },
  }),
  'GET /preferences': () => ({
    Preferences: {
      AccountingInfoPrefs: { BookCloseDate: '2025-03-31' },
      CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: { value: 'USD' } },
      TaxPrefs: { UsingSalesTax: true },
    },
  }),
  'QUERY account': rows('Account', [
    account('41', 'Services', 'Income', { Classification: 'Revenue' }),
    account('60', 'Rent', 'Expense', { Classification: 'Expense' }),
    account('35', 'Checking', 'Bank', { Classification: 'Asset' }),
    account('36', 'Euro account', 'Bank', { Classification: 'Asset', CurrencyRef: { value: 'EUR' } }),
    account('38', 'Company card', 'Credit Card', { Classification: 'Liability' }),
    account('37', 'Payments to deposit', 'Other Current Asset', { AccountSubType: 'UndepositedFunds' }),
    account('84', 'Accounts Receivable', 'Accounts Receivable', { Classification: 'Asset' }),
  ]),
  'QUERY term': rows('Term', [
    { Id: '3', Name: 'Net 30', Active: true, Type: 'STANDARD', DueDays: 30 },
    { Id: '4', Name: 'Due on receipt', Active: true, Type: 'STANDARD', DueDays: 0 },
  ]),
  'QUERY taxcode': rows('TaxCode', [{ Id: '2', Name: 'State tax', Active: true }]),
  'QUERY companycurrency': rows('CompanyCurrency', [{ Id: '1', Code: 'EUR', Name: 'Euro', Active: true }]),
  'QUERY invoice': rows('Invoice', []),
  'QUERY bill': rows('Bill', []),
  'QUERY payment': rows('Payment', []),
  'QUERY billpayment': rows('BillPayment', []),
  'GET /account/35': () => ({ Account: { Id: '35', Name: 'Checking', CurrentBalance: 5000 } }),
  'GET /exchangerate': () => ({ ExchangeRate: { SourceCurrencyCode: 'EUR', Rate: 1.1 } }),
  'QUERY customer': rows('Customer', [customer]),
  'QUERY vendor': rows('Vendor', [vendor]),
  'QUERY item': rows('Item', [item]),
};

export const login: Record<string, string> = {
  QUICKBOOKS_CLIENT_ID: 'client-1',
  QUICKBOOKS_CLIENT_SECRET: 'secret-1',
  QUICKBOOKS_REALM_ID: realmId,
  QUICKBOOKS_REFRESH_TOKEN: 'refresh-1',
};

type Stored = Pick<RuntimeOptions, 'tokenStore'>;

/** A QuickBooks that is nothing but its answers on the wire, with the server at work on it. */
export function createQuickBooksWire(replies: Replies = {}, settings = login, options: Stored = {}) {
  const requests: WireRequest[] = [];
  const records: AuditRecord[] = [];
  const questions: string[] = [];
  const runtime = createRuntime({
    ...options,
    server: quickbooks,
    settings: { environment: settings },
    transport: async (input, init) => {
      const request = await readWireRequest(new Request(input, init), `/v3/company/${realmId}`);
      requests.push(request);
      return replyTo(request, { ...usual, ...replies });
    },
    policy: defaultPolicy,
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async (record) => void records.push(record), path: undefined },
  });

  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers that the pipeline has checked by their schema
  const call = async (name: string, input: unknown, meanwhile?: () => void): Promise<any> => {
    const hear = (question: unknown) => {
      questions.push(JSON.stringify(question));
      meanwhile?.();
    };
    return (await callWithConsent(runtime, name, input, hear)).value;
  };
  return {
    requests,
    records,
    /** What a person was asked, as it was shown. */
    questions,
    /** The requests that wrote, or tried to. */
    writes: () => requests.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth2')),
    /** Calls a tool, says yes to its question, and returns the answer; `meanwhile` happens before the yes. */
    call,
    /** Calls a tool that has to fail, and returns the error. */
    fail: (name: string, input: unknown, meanwhile?: () => void) => failureOf(call(name, input, meanwhile)),
  };
}

async function failureOf(calling: Promise<unknown>): Promise<ToolError> {
  const outcome = await calling.catch((error: unknown) => error);
  if (outcome instanceof ToolError) return outcome;
  throw new Error(`The call did not fail: ${JSON.stringify(outcome)}`);
}

/** QuickBooks' answer to what it does not take. */
export function fault(code: string, detail: string, message = 'A message', status = 400): Response {
  const body = { Fault: { Error: [{ Message: message, Detail: detail, code, element: '' }], type: 'ValidationFault' } };
  return Response.json(body, { status, headers: { intuit_tid: 'tid-1' } });
}

async function replyTo(request: WireRequest, replies: Replies): Promise<Response> {
  const statement = request.path === '/query' ? (request.query.get('query') ?? '') : undefined;
  const entity = /\bfrom (\w+)/i.exec(statement ?? '')?.[1]?.toLowerCase();
  const reply = replies[entity === undefined ? `${request.method} ${request.path}` : `QUERY ${entity}`];
  if (!reply) return fault('610', 'Object Not Found : Something is missing');
  const answer = await reply(request);
  return answer instanceof Response ? answer : Response.json(answer);
}
