import { type AuditRecord, createRuntime, defaultPolicy, defaultRole, type Runtime, ToolError } from '@bizmcp/core';
import { xero } from '../src/server.ts';

/** A request as it went over the wire. */
export interface WireRequest {
  method: string;
  host: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

/** What Xero answers: a JSON value, or a whole response. */
type Reply = (request: WireRequest) => unknown;

/** Answers by `METHOD /path`, below /api.xro/2.0 where the path begins with a capital. */
export type Replies = Record<string, Reply>;

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
        Options: [{ TrackingOptionID: '88888888-8888-4888-8888-888888888888', Name: 'North', Status: 'ACTIVE' }],
      },
    ],
  }),
  'GET /Contacts': () => ({ Contacts: [{ ContactID: contactId, Name: 'Harbour Bakery', ContactStatus: 'ACTIVE' }] }),
};

const customConnection = { XERO_CLIENT_ID: 'client-1', XERO_CLIENT_SECRET: 'secret-1' };

/** A Xero that is nothing but its answers on the wire, with the server at work on it. */
export function createXeroWire(replies: Replies = {}, settings: Record<string, string> = customConnection) {
  const requests: WireRequest[] = [];
  const records: AuditRecord[] = [];
  const runtime = createRuntime({
    server: xero,
    settings: { environment: settings },
    transport: async (input, init) => {
      const request = await readRequest(new Request(input, init));
      requests.push(request);
      return replyTo(request, { ...usual, ...replies });
    },
    policy: defaultPolicy,
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async (record) => void records.push(record), path: undefined },
  });

  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers that the pipeline has checked by their schema
  const call = async (name: string, input: unknown): Promise<any> =>
    (await callWithConsent(runtime, name, input)).value;
  return {
    requests,
    /** The requests that wrote, or tried to. */
    writes: () => requests.filter(({ method, path }) => method !== 'GET' && path !== '/connect/token'),
    /** Calls a tool, says yes to its question, and returns the answer. */
    call,
    /** Calls a tool, and returns the page that it answers with, if any. */
    page: async (name: string, input: unknown) => (await callWithConsent(runtime, name, input)).page,
    /** Calls a tool that has to fail, and returns the error. */
    async fail(name: string, input: unknown): Promise<ToolError> {
      const outcome = await call(name, input).catch((error: unknown) => error);
      if (outcome instanceof ToolError) return outcome;
      throw new Error(`${name} did not fail: ${JSON.stringify(outcome)}`);
    },
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

async function callWithConsent(runtime: Runtime, name: string, input: unknown) {
  const request = {
    name,
    arguments: input,
    client: { name: 'test', version: '1', canAsk: true },
    signal: new AbortController().signal,
  };
  const asked = await runtime.callTool(request);
  if (asked.kind === 'result') return asked;
  const answered = await runtime.callTool({
    ...request,
    approvalReply: { state: asked.question.state, action: 'accept' },
  });
  if (answered.kind === 'question') throw new Error('asked twice');
  return answered;
}

function replyTo(request: WireRequest, replies: Replies): Response {
  const reply = replies[`${request.method} ${request.path}`];
  if (!reply) return Response.json({ Type: 'NotFound', Message: 'The resource was not found' }, { status: 404 });
  const answer = reply(request);
  return answer instanceof Response ? answer : Response.json(answer);
}

async function readRequest(request: Request): Promise<WireRequest> {
  const url = new URL(request.url);
  const text = await request.text();
  const isJson = request.headers.get('content-type')?.includes('json') ?? false;
  return {
    method: request.method,
    host: url.host,
    path: decodeURIComponent(url.pathname).replace('/api.xro/2.0', ''),
    query: url.searchParams,
    headers: request.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}
