import axios from 'axios/dist/node/axios.cjs';
import OAuthClient from 'intuit-oauth';
import NodeQuickBooks from 'node-quickbooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCompany, paidLine, saleLine } from './company-client.ts';

// biome-ignore lint/suspicious/noExplicitAny: what the SDK hands over, whose types promise answers that nobody checked
type Answer = any;
type Done = (error: unknown, answer: Answer) => void;
type Client = Record<string, (...parameters: unknown[]) => void>;

const company = openCompany();
const { simulator } = company;
const usual = axios.defaults.adapter;

/** Both SDKs call this copy of axios: their requests are handed to the simulator. */
beforeAll(() => {
  axios.defaults.adapter = async (config) => {
    const url = axios.getUri(config);
    const headers = new Headers(Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]));
    const { method = 'get', data } = config;
    const response = await simulator.fetch(url, { method: method.toUpperCase(), headers, ...(data && { body: data }) });
    const { status, statusText } = response;
    const answer = { data: await response.text(), status, statusText, headers: {}, config, request: {} };
    const isGood = config.validateStatus?.(status) ?? true;
    if (isGood) return { ...answer, headers: Object.fromEntries(response.headers) };
    throw Object.assign(new Error(`status ${status}`), { response: { ...answer, data: JSON.parse(answer.data) } });
  };
});

afterAll(() => {
  if (usual !== undefined) axios.defaults.adapter = usual;
});

function createClient(token = simulator.demoToken): Client {
  // The types that come with the SDK take its CommonJS class for a module.
  const Constructor = NodeQuickBooks as unknown as new (...settings: unknown[]) => Client;
  return new Constructor('', '', token, false, simulator.realmId, true, false, 75, '2.0');
}

function ask(client: Client, method: string, ...parameters: unknown[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done: Done = (error, answer) => (error ? reject(error) : resolve(answer));
    client[method]?.(...parameters, done);
  });
}

describe('node-quickbooks', () => {
  const client = createClient();

  test('finds by criteria, counts, and reads by id', async () => {
    const criteria = [
      { field: 'TxnDate', value: '2026-10-01', operator: '>=' },
      { field: 'Balance', value: '0', operator: '>' },
      { field: 'limit', value: 5 },
      { field: 'desc', value: 'TxnDate' },
    ];
    const found = await ask(client, 'findInvoices', criteria);
    const counted = await ask(client, 'findInvoices', { count: true });
    const [first] = found.QueryResponse.Invoice;
    const read = await ask(client, 'getInvoice', first.Id);

    expect(found.QueryResponse.Invoice).toHaveLength(5);
    expect(counted.QueryResponse.totalCount).toBe(1113);
    expect(read).toEqual(first);
  });

  test('a name with an apostrophe is found by it', async () => {
    await ask(client, 'createCustomer', { DisplayName: "O'Neil & Sons" });

    const { QueryResponse } = await ask(client, 'findCustomers', { DisplayName: "O'Neil & Sons" });

    expect(QueryResponse.Customer).toHaveLength(1);
  });

  test('creates, updates, pays, voids and deletes; what it sends is called a form, and refused', async () => {
    const body = { CustomerRef: { value: '3' }, Line: [saleLine(120)], requestId: 'sdk-1' };
    const invoice = await ask(client, 'createInvoice', body);
    const updated = await ask(client, 'updateInvoice', { Id: invoice.Id, SyncToken: '0', PrivateNote: 'From the SDK' });
    const sent = ask(client, 'sendInvoicePdf', invoice.Id, 'ann@example.com');
    await expect(sent).rejects.toThrow('status 400');
    const draft = { CustomerRef: { value: '3' }, TotalAmt: 120, Line: [paidLine(120, invoice.Id)] };
    const payment = await ask(client, 'createPayment', draft);
    const voided = await ask(client, 'updatePayment', { Id: payment.Id, SyncToken: '0', void: true });
    const { Invoice } = await ask(client, 'voidInvoice', invoice.Id);
    const bill = { VendorRef: { value: '101' }, Line: [expense(33)] };
    const { Bill } = await ask(client, 'deleteBill', await ask(client, 'createBill', bill));

    expect(updated).toMatchObject({ SyncToken: '1', PrivateNote: 'From the SDK', TotalAmt: 120 });
    expect(payment).toMatchObject({ TotalAmt: 120, UnappliedAmt: 0 });
    expect(voided).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' });
    expect(Invoice).toMatchObject({ TotalAmt: 0, Balance: 0 });
    expect(Bill.status).toBe('Deleted');
    expect(simulator.requests.filter(({ query }) => query.requestid?.[0] === 'sdk-1')).toHaveLength(1);
  });

  test('reads the company, its preferences, a rate and a report', async () => {
    const info = await ask(client, 'getCompanyInfo', simulator.realmId);
    const preferences = await ask(client, 'getPreferences');
    const rate = await ask(client, 'getExchangeRate', { sourcecurrencycode: 'EUR', asofdate: '2026-11-01' });
    const report = await ask(client, 'reportBalanceSheet', { end_date: '2026-10-31' });

    expect(info).toMatchObject({ LegalName: 'Wren & Harrow Studio Ltd', FiscalYearStartMonth: 'July' });
    expect(preferences.CurrencyPrefs).toMatchObject({ MultiCurrencyEnabled: true, HomeCurrency: { value: 'USD' } });
    expect(rate).toMatchObject({ ExchangeRate: { SourceCurrencyCode: 'EUR', AsOfDate: '2026-11-01' } });
    expect(report.Header).toMatchObject({ ReportName: 'BalanceSheet', Currency: 'USD' });
  });

  test('a refusal comes back as Fault, a wrong token as fault', async () => {
    const refused = await ask(client, 'getInvoice', '999999').catch((error: Answer) => error.response);
    const unknown = await ask(createClient('nothing'), 'getPreferences').catch((error: Answer) => error.response);

    expect([refused.status, refused.data.Fault.Error[0].code]).toEqual([400, '610']);
    expect([unknown.status, unknown.data.fault.error[0].code]).toEqual([401, '3200']);
  });

  function expense(amount: number) {
    const AccountBasedExpenseLineDetail = { AccountRef: { value: '6400' } };
    return { Amount: amount, DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail };
  }
});

test('intuit-oauth exchanges a code, renews and revokes', async () => {
  const { clientId, clientSecret } = simulator.client;
  const redirectUri = 'https://app.example/callback';
  const oauth = new OAuthClient({ clientId, clientSecret, environment: 'sandbox', redirectUri });
  simulator.consent('code-1', { clientId, redirectUri });

  const granted = {
    ...(await oauth.createToken(`${redirectUri}?code=code-1&state=s&realmId=${simulator.realmId}`)).getToken(),
  };
  const renewed = { ...(await oauth.refreshUsingToken(granted.refresh_token ?? '')).getToken() };
  const client = createClient(renewed.access_token);
  const read = await ask(client, 'getCompanyInfo', simulator.realmId);
  await oauth.revoke({ refresh_token: renewed.refresh_token ?? '' });
  const gone = await ask(client, 'getPreferences').catch((error: Answer) => error.response.status);

  expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 3600, x_refresh_token_expires_in: 8_726_400 });
  expect(read.CompanyName).toBe('Wren & Harrow');
  expect(gone).toBe(401);
});
