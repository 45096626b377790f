import { expect, test } from 'vitest';
import { saleLine } from './company-client.ts';
import { openServer } from './open-server.ts';

const server = openServer();

test.each([
  ['search_customers', { query: 'mobelwork' }],
  ['search_vendors', { query: 'mobelwork' }],
  ['search_items', { query: 'mobelwork' }],
  ['list_accounts', { contains: 'mobelwork' }],
])('%s says what to try where nothing was found', async (name, input) => {
  const { hint } = await server.call(name, input);

  expect(hint).toMatch(/^Nothing has 'mobelwork' in it.+include_inactive\.$/);
});

test('a customer and a vendor are found by parts of their names with other accents, or none', async () => {
  for (const query of ['Mobel', 'moebelw', 'WERK NÖRD']) {
    const { vendors, hint } = await server.call('search_vendors', { query });
    expect([vendors.map(({ name }: { name: string }) => name), hint]).toEqual([['Möbelwerk Nord'], undefined]);
  }
  const { customers } = await server.call('search_customers', { query: 'möbel gmbh' });
  const { customers: plain } = await server.call('search_customers', { query: 'mobel' });

  expect(plain).toEqual(customers);
  expect(plain.map(({ name }: { name: string }) => name)).toEqual(['Bergmann Möbel GmbH']);
});

test('a blank at the ends of what is looked for is no part of it', async () => {
  const { items } = await server.call('search_items', { query: 'DES-01 ' });
  const { accounts } = await server.call('list_accounts', { contains: ' Rent ' });
  const { transactions } = await server.call('search_transactions', { number: ' INV-1001 ' });

  expect(items).toEqual([expect.objectContaining({ sku: 'DES-01' })]);
  expect(accounts).toEqual([expect.objectContaining({ name: 'Rent' })]);
  expect(transactions).toEqual([expect.objectContaining({ number: 'INV-1001' })]);
});

test.each([
  ['search_customers', { query: '%' }],
  ['list_accounts', { contains: '10%' }],
])('%s refuses a percent sign, which would stand for anything', async (name, input) => {
  const { code, message } = await server.fail(name, input);

  expect(code).toBe('invalid_input');
  expect(message).toContain('give what stands before or after it');
});

test('an item is found by its SKU, with the currency of its price, and an account by its number', async () => {
  const { items, hint } = await server.call('search_items', { query: 'des-01' });
  const { accounts } = await server.call('list_accounts', { contains: '6100' });

  expect(items).toEqual([expect.objectContaining({ sku: 'DES-01', currency: 'USD' })]);
  expect(hint).toBeUndefined();
  expect(accounts).toEqual([expect.objectContaining({ number: '6100', name: 'Rent' })]);
});

test('an account is found by part of its number, page by page and within the other filters', async () => {
  const numbers = async (input: object) => {
    const { accounts, next_cursor } = await server.call('list_accounts', { contains: '60', ...input });
    return { found: accounts.map(({ number }: { number: string }) => number), next_cursor };
  };

  const { found } = await numbers({});
  const first = await numbers({ limit: 1 });
  const second = await numbers({ limit: 1, cursor: first.next_cursor });

  expect(found.length).toBeGreaterThan(2);
  expect(found.filter((number: string) => !number.includes('60'))).toEqual([]);
  expect([...first.found, ...second.found]).toEqual(found.slice(0, 2));
  expect((await numbers({ bank_only: true })).found).toEqual([]);
});

test('who looks for part of the number of a transaction is told of the whole one', async () => {
  const { transactions } = await server.call('search_transactions', { limit: 1 });
  const { number, transaction_id: id } = transactions[0];
  const part = number.toLowerCase().slice(1);

  const { hint } = await server.call('search_transactions', { number: part });
  const none = await server.call('search_transactions', { type: 'bill_payment', number: 'no-such-one' });
  const exact = await server.call('search_transactions', { number });

  expect(hint).toContain(`with '${part}' in it, whatever the other filters: `);
  expect(hint).toContain(`${number} (id ${id})`);
  expect(none.hint).toBe("No bill payment has 'no-such-one' in its number.");
  expect(exact).not.toHaveProperty('hint');
});

test.each([
  ['search_transactions', 'transactions', { customer_id: '1', unpaid: false }],
  ['search_customers', 'customers', {}],
  ['search_vendors', 'vendors', { query: 'brïght' }],
  ['search_vendors', 'vendors', { include_inactive: true }],
  ['search_items', 'items', { query: '-0' }],
  ['list_accounts', 'accounts', { contains: '60' }],
])('the first page of %s tells how many %s match %o', async (tool, list, filters) => {
  const search = (input: object) => server.call(tool, { ...filters, ...input });
  const all = await search({ limit: 100 });

  const first = await search({ limit: 1 });
  const second = await search({ limit: 1, cursor: first.next_cursor });

  expect(all[list].length).toBeGreaterThan(1);
  expect([all.total, first.total]).toEqual([all[list].length, all[list].length]);
  expect(second[list]).toEqual([all[list][1]]);
  expect(second).not.toHaveProperty('total');
});

test.each([
  ['search_transactions', { customer_id: '1', date_to: '1999-12-31' }],
  ['search_customers', { query: 'nobody at all' }],
  ['search_vendors', { query: 'nobody at all' }],
  ['search_items', { query: 'nothing at all' }],
  ['list_accounts', { contains: 'nothing at all' }],
])('%s of which nothing matches %o says so by its total', async (tool, filters) => {
  expect(await server.call(tool, filters)).toMatchObject({ total: 0 });
});

test('who asks for the transactions of nobody is told so, and nothing is said of somebody who has none', async () => {
  const customer = await server.call('search_transactions', { customer_id: '99999' });
  const vendor = await server.call('search_transactions', { type: 'bill', vendor_id: '99999' });
  const early = await server.call('search_transactions', { customer_id: '1', date_to: '1999-12-31' });

  expect(customer.hint).toBe('There is no customer 99999; find it with search_customers.');
  expect(vendor.hint).toBe('There is no vendor 99999; find it with search_vendors.');
  expect(early).not.toHaveProperty('hint');
});

test.each([
  [{ report: 'general_ledger', account_id: '99999' }, 'There is no account 99999; find it with list_accounts.'],
  [{ report: 'sales_by_customer', customer_id: '99999' }, 'There is no customer 99999; find it with search_customers.'],
  [{ report: 'aged_payables', vendor_id: '1' }, 'There is no vendor 1; find it with search_vendors.'],
  [{ report: 'expenses_by_vendor', vendor_id: '113', end_date: '1999-12-31' }, 'QuickBooks has nothing to report here'],
])('an empty report %o says whether anybody has the id', async (order, told) => {
  const { note } = await server.call('get_report', order);

  expect(note).toContain(told);
});

test('a trial balance of other days than those of its fiscal year says what it counts', async () => {
  const noteOf = async (start_date: string) =>
    (await server.call('get_report', { report: 'trial_balance', start_date, end_date: '2026-10-31' })).note;

  expect(await noteOf('2026-01-01')).toContain('income and costs count from 2026-07-01');
  expect(await noteOf('2026-07-01')).toBeUndefined();
});

test('only what has a balance of its own is told with one', async () => {
  const { accounts } = await server.call('list_accounts', { limit: 200 });

  const told = accounts.filter((account: object) => 'balance' in account);
  const classes = new Set(told.map((account: { class: string }) => account.class));
  expect([...classes].toSorted()).toEqual(['Asset', 'Equity', 'Liability']);
  expect(told.map((account: { subtype: string }) => account.subtype)).not.toContain('RetainedEarnings');
});

test('a number of another kind, and a filter of another kind, are told with the kinds there are', async () => {
  const { transactions } = await server.call('search_transactions', { type: 'bill', limit: 1 });
  const { number, transaction_id: id, party_id: vendor } = transactions[0];

  const { hint } = await server.call('search_transactions', { number });
  const error = await server.fail('search_transactions', { vendor_id: vendor });

  expect(hint).toContain(`'${number}' is the number of type bill (id ${id}).`);
  expect(error.message).toContain('choose another type: bill, bill_payment, vendor_credit.');
});

test('credits of which something is left are found as those that are unpaid', async () => {
  const { call, post } = openServer();
  const CustomerRef = { value: '1' };
  const credit = (await post('/creditmemo', { CustomerRef, Line: [saleLine(30)] })).body.CreditMemo;

  const open = await call('search_transactions', { type: 'credit_memo', unpaid: true, limit: 100 });

  const found = open.transactions.find((one: { transaction_id: string }) => one.transaction_id === credit.Id);
  expect(found).toMatchObject({ type: 'credit_memo', balance: '30.00' });
  expect(open.transactions.every(({ balance }: { balance: string }) => Number(balance) > 0)).toBe(true);
});

test.each([
  ['customer', 'Customer'],
  ['vendor', 'Vendor'],
])('a %s is found by an email address', async (kind, entity) => {
  const { call, query } = server;
  const all = (await query(`select * from ${entity}`)).body.QueryResponse[entity];
  const wanted = all.find((one: { PrimaryEmailAddr?: object }) => one.PrimaryEmailAddr);

  const found = await call(`search_${kind}s`, { query: wanted.PrimaryEmailAddr.Address });

  expect(found[`${kind}s`].map((one: Record<string, string>) => one[`${kind}_id`])).toContain(wanted.Id);
});

test.each([
  ['get_transaction', { type: 'invoice', transaction_id: 'INV-1001' }, 'search_transactions, by its number too'],
  ['search_transactions', { customer_id: 'Jubilee Cinemas' }, 'search_customers'],
  ['get_report', { report: 'general_ledger', account_id: 'Rent' }, 'list_accounts'],
  ['create_invoice', { customer_id: '1', line_items: [{ item_ref: 'DES-01' }] }, 'search_items'],
  // A rule of a policy on customer 1 must not be passed by another way to write it.
  ['create_invoice', { customer_id: '01', line_items: [{ item_ref: '1' }] }, 'search_customers'],
  ['create_bill', { vendor_id: 'Lumen', line_items: [{ rate: '1', account_id: '5000' }] }, 'search_vendors'],
])('%s says of a name or number in the place of an id which tool has the id', async (name, input, tool) => {
  const { code, message } = await server.fail(name, input);

  expect(code).toBe('invalid_input');
  expect(message).toContain(`is no id of QuickBooks (digits, the first not 0); take it from ${tool}.`);
});

test('an id of nothing of the kind is told with the tools that have ids', async () => {
  const { code, message } = await server.fail('get_transaction', { type: 'bill', transaction_id: '999999' });

  expect(code).toBe('not_found');
  expect(message).toContain('search_transactions, search_customers, search_vendors, search_items and list_accounts');
});
