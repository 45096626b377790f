import { expect, test } from 'vitest';
import { paidLine, saleLine } from './company-client.ts';
import { createQuickBooksWire, fault, rows } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

/** The ids on all pages of a list, page by page; `sizes` are taken in turn. */
async function idsOf(
  { call }: ReturnType<typeof openServer>,
  { tool, list, id, sizes, ...input }: Record<'tool' | 'list' | 'id', string> & { sizes: number[]; type?: string },
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const limit = sizes[ids.length % sizes.length];
    const page = await call(tool, { ...input, limit, ...(cursor && { cursor }) });
    expect(page[list].length).toBeLessThanOrEqual(limit ?? 0);
    ids.push(...page[list].map((row: Record<string, string>) => row[id]));
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return ids;
}

test('pages over many invoices of one day show each once, the newest first, whatever the size of a page', async () => {
  const server = openServer();
  for (let made = 0; made < 60; made += 1) {
    await server.post('/invoice', { CustomerRef: { value: '3' }, TxnDate: '2026-11-21', Line: [saleLine(10 + made)] });
  }
  const search = { tool: 'search_transactions', list: 'transactions', id: 'transaction_id', date_from: '2026-11-21' };

  for (const sizes of [[7], [25], [9, 30, 4]]) {
    const ids = await idsOf(server, { ...search, sizes });

    expect(ids.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((one, other) => Number(other) - Number(one)));
  }
});

test.each([
  ['search_customers', 'customers', 'customer_id', 'Customer'],
  ['search_vendors', 'vendors', 'vendor_id', 'Vendor'],
  ['search_items', 'items', 'item_ref', 'Item'],
  ['list_accounts', 'accounts', 'account_id', 'Account'],
] as const)('%s shows each once over its pages', async (tool, list, id, entity) => {
  const server = openServer();
  const { body } = await server.query(`select count(*) from ${entity}`);

  const ids = await idsOf(server, { tool, list, id, sizes: [6] });

  expect(new Set(ids).size).toBe(body.QueryResponse.totalCount);
  expect(ids).toHaveLength(body.QueryResponse.totalCount);
});

test('a cursor asks for no more than the limit beside it', async () => {
  const server = openServer();
  const { next_cursor } = await server.call('search_transactions', { limit: 90 });

  const { transactions } = await server.call('search_transactions', { limit: 2, cursor: next_cursor });

  expect(transactions).toHaveLength(2);
});

test('a page of a list that changed since the page before says so', async () => {
  const server = openServer();
  const search = { date_from: '2026-11-21', limit: 2 };
  const invoice = { CustomerRef: { value: '3' }, TxnDate: '2026-11-21', Line: [saleLine(10)] };
  for (let made = 0; made < 5; made += 1) await server.post('/invoice', invoice);
  const { next_cursor: cursor } = await server.call('search_transactions', search);
  const same = await server.call('search_transactions', { ...search, cursor });

  await server.post('/invoice', invoice);
  const other = await server.call('search_transactions', { ...search, cursor });

  expect(same).not.toHaveProperty('hint');
  expect(other.hint).toContain('begin anew, without cursor');
});

test('an invoice tells how much of each payment went to it', async () => {
  const server = openServer();
  const made = async (amount: number) =>
    (await server.post('/invoice', { CustomerRef: { value: '3' }, TxnDate: '2026-11-21', Line: [saleLine(amount)] }))
      .body.Invoice.Id;
  const [first, second] = [await made(100), await made(50)];
  const lines = [paidLine(30, first), paidLine(50, second)];
  await server.post('/payment', { CustomerRef: { value: '3' }, TotalAmt: 80, Line: lines });

  const { transaction } = await server.call('get_transaction', { type: 'invoice', transaction_id: first });

  expect(transaction.linked).toEqual([expect.objectContaining({ type: 'payment', amount: '30.00' })]);
});

test('a page that was read is given also where QuickBooks does not say how many match', async () => {
  const bills = [{ Id: '1' }, { Id: '2' }].map((bill) => ({ ...bill, SyncToken: '0', TotalAmt: 1, Balance: 1 }));
  const wire = createQuickBooksWire({
    'QUERY bill': ({ query }) =>
      query.get('query')?.includes('count(*)') ? fault('4000', 'Error parsing query') : rows('Bill', bills)(),
  });

  const page = await wire.call('search_transactions', { type: 'bill', limit: 1 });

  expect(page.transactions).toHaveLength(1);
  expect(page).toHaveProperty('next_cursor');
  expect(page).not.toHaveProperty('total');
});
