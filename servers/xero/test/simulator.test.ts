import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { createXeroSimulator, sandboxTenantId, type XeroSimulatorOptions } from '../simulator/xero-simulator.ts';

const start = Date.UTC(2026, 10, 21, 12);

function openOrganisation(options: XeroSimulatorOptions = {}) {
  const clock = createManualClock(start);
  const simulator = createXeroSimulator({ clock, ...options });
  const usual = { authorization: `Bearer ${simulator.demoToken}`, 'xero-tenant-id': sandboxTenantId };
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await simulator.fetch(`https://xero.example/api.xro/2.0${path}`, {
      method,
      headers: { ...usual, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { clock, simulator, call };
}

test('a token that is wrong is refused with 401, an organisation that is not connected with 403', async () => {
  const { call, simulator } = openOrganisation();

  const wrong = await call('GET', '/Organisation', undefined, { authorization: 'Bearer nothing' });
  const elsewhere = await call('GET', '/Organisation', undefined, { 'xero-tenant-id': '' });
  const weak = simulator.tokens.issue({ account: 'own', scopes: ['accounting.contacts.read'] });
  const noScope = await call('GET', '/Invoices', undefined, { authorization: `Bearer ${weak}` });

  expect([wrong.status, elsewhere.status, noScope.status]).toEqual([401, 403, 401]);
  expect(noScope.body.Detail).toBe('AuthorizationUnsuccessful');
});

test('the 61st call of a minute is refused until the minute is over', async () => {
  const { call, clock } = openOrganisation();

  const first = await call('GET', '/Currencies');
  for (let count = 1; count < 60; count += 1) await call('GET', '/Currencies');
  const refused = await call('GET', '/Currencies');
  clock.advance(Number(refused.headers.get('retry-after')) * 1000);
  const later = await call('GET', '/Currencies');

  expect(first.headers.get('x-minlimit-remaining')).toBe('59');
  expect(first.headers.get('x-daylimit-remaining')).toBe('4999');
  expect([refused.status, refused.headers.get('x-rate-limit-problem')]).toEqual([429, 'minute']);
  expect(later.status).toBe(200);
});

test('a sixth call while five are under way is refused, and taken once one of them is answered', async () => {
  const { call, simulator } = openOrganisation();
  const slow = { fault: { kind: 'delay', milliseconds: 100 }, times: 5 } as const;
  simulator.inject({ ...slow, match: { path: '/api.xro/2.0/Currencies' } });

  const underWay = Array.from({ length: 5 }, () => call('GET', '/Currencies'));
  const sixth = await call('GET', '/Accounts');
  const answered = await Promise.all(underWay);
  const seventh = await call('GET', '/Accounts');

  expect([sixth.status, sixth.headers.get('x-rate-limit-problem')]).toEqual([429, 'concurrent']);
  expect(answered.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(seventh.status).toBe(200);
});

test('a key is forgotten 6 minutes after its first call', async () => {
  const { call, clock } = openOrganisation();
  const key = { 'idempotency-key': 'key-1' };
  const contact = { Contacts: [{ Name: 'Harbour Bakery' }] };

  const first = await call('PUT', '/Contacts', contact, key);
  clock.advance(359_999);
  const within = await call('PUT', '/Contacts', contact, key);
  clock.advance(1);
  const after = await call('PUT', '/Contacts', contact, key);

  expect(within.body).toEqual(first.body);
  expect(after.status).toBe(400);
  expect(JSON.stringify(after.body)).toContain('already assigned');
});

test('goods in stock and what was paid ahead have types of their own', async () => {
  const { call } = openOrganisation();

  const { body } = await call('GET', '/Accounts');

  const typeOf = new Map(body.Accounts.map((account: { Name: string; Type: string }) => [account.Name, account.Type]));
  expect(typeOf.get('Inventory')).toBe('INVENTORY');
  expect(typeOf.get('Prepaid Expenses')).toBe('PREPAYMENT');
});

test('a write with a key happens once, and the key is refused for another one', async () => {
  const { call, simulator } = openOrganisation();
  const key = { 'idempotency-key': 'key-1' };

  const first = await call('PUT', '/Contacts', { Contacts: [{ Name: 'Harbour Bakery' }] }, key);
  const before = simulator.digest();
  const again = await call('PUT', '/Contacts', { Contacts: [{ Name: 'Harbour Bakery' }] }, key);
  const other = await call('PUT', '/Contacts', { Contacts: [{ Name: 'Harbour Brewery' }] }, key);

  expect(again.body).toEqual(first.body);
  expect(other.status).toBe(400);
  expect(simulator.digest()).toBe(before);
});

test('an invoice is drafted, approved, paid and then no longer voided', async () => {
  const { call } = openOrganisation();
  const { body: found } = await call('GET', '/Contacts?page=1&pageSize=1');
  const { body: chart } = await call('GET', '/Accounts?where=Type%3D%3D%22BANK%22');
  const lines = [{ Description: 'Workshop', Quantity: 2, UnitAmount: 60, AccountCode: '4000' }];
  const invoice = {
    ...{ Type: 'ACCREC', Contact: { ContactID: found.Contacts[0].ContactID }, LineItems: lines },
    ...{ Date: '2026-11-20', DueDate: '2026-12-20', LineAmountTypes: 'Inclusive' },
  };

  const { body: drafted } = await call('PUT', '/Invoices', { Invoices: [invoice] });
  const [{ InvoiceID, Status, Total, TotalTax, LineItems }] = drafted.Invoices;
  const approved = await call('POST', `/Invoices/${InvoiceID}`, { Invoices: [{ Status: 'AUTHORISED' }] });
  const payment = { Invoice: { InvoiceID }, Account: { AccountID: chart.Accounts[0].AccountID }, Date: '2026-11-21' };
  const tooMuch = await call('PUT', '/Payments', { ...payment, Amount: 120.01 });
  const paid = await call('PUT', '/Payments', { ...payment, Amount: 120 });
  const voided = await call('POST', `/Invoices/${InvoiceID}`, { Invoices: [{ Status: 'VOIDED' }] });

  expect([Status, Total, TotalTax, LineItems[0].LineAmount]).toEqual(['DRAFT', 120, 20, 120]);
  expect(approved.body.Invoices[0]).toMatchObject({ Status: 'AUTHORISED', AmountDue: 120 });
  expect(tooMuch.body.Elements[0].ValidationErrors[0].Message).toContain('exceeds the amount outstanding');
  expect(paid.body.Payments[0].Invoice).toMatchObject({ Status: 'PAID', AmountDue: 0, AmountPaid: 120 });
  expect(voided.body).toMatchObject({ ErrorNumber: 10, Type: 'ValidationException' });
});

test('an unknown field, account or filter is refused and changes nothing', async () => {
  const { call, simulator } = openOrganisation();
  const before = simulator.digest();

  const field = await call('PUT', '/Contacts', { Contacts: [{ Name: 'A', Nmae: 'B' }] });
  const filter = await call('GET', '/Invoices?where=Nonsense');
  const parameter = await call('GET', '/Invoices?limit=3');

  expect([field.status, filter.status, parameter.status]).toEqual([400, 400, 400]);
  expect(filter.body.Type).toBe('QueryParseException');
  expect(simulator.digest()).toBe(before);
});
