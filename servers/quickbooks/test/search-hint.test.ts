import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';

const server = openServer();

test.each([
  ['search_customers', { query: 'mobelwerk' }],
  ['search_vendors', { query: 'mobelwerk' }],
  ['search_items', { query: 'mobelwerk' }],
  ['list_accounts', { contains: 'mobelwerk' }],
])('%s says what to try where nothing was found', async (name, input) => {
  const { hint } = await server.call(name, input);

  expect(hint).toContain("Nothing has 'mobelwerk' in it");
});

test('an item is found by its SKU, with the currency of its price, and an account by its number', async () => {
  const { items, hint } = await server.call('search_items', { query: 'des-01' });
  const { accounts } = await server.call('list_accounts', { contains: '6100' });

  expect(items).toEqual([expect.objectContaining({ sku: 'DES-01', currency: 'USD' })]);
  expect(hint).toBeUndefined();
  expect(accounts).toEqual([expect.objectContaining({ number: '6100', name: 'Rent' })]);
});
