import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { openServer } from './open-server.ts';

const today = '2026-11-21';
const bills = { type: 'ACCPAY', statuses: ['AUTHORISED'], date_from: '2026-11-16', limit: 1 };

interface Bill {
  invoice_id: string;
  amount_due: string;
}

test('bills that are paid page by page are all come by', async () => {
  const caller = openServer();
  const { invoices: all } = await caller.call('search_invoices', { ...bills, limit: 100 });
  const { accounts } = await caller.call('list_accounts', { bank_only: true, contains: 'Operating' });
  const account = accounts[0].account_id;

  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await caller.call('search_invoices', { ...bills, ...(cursor && { cursor }) });
    for (const { invoice_id: id, amount_due: amount } of page.invoices as Bill[]) {
      seen.add(id);
      await caller.call('create_payment', { invoice_id: id, account_id: account, amount, date: today });
    }
    cursor = page.next_cursor;
  } while (cursor !== undefined);

  expect(all.length).toBeGreaterThan(2);
  expect([...seen]).toEqual(all.map(({ invoice_id: id }: Bill) => id));
});

/** So many transactions, newest first. */
function listOf(ids: readonly string[]) {
  return ({ query }: { query: URLSearchParams }) => {
    const [page, size] = [Number(query.get('page')), Number(query.get('pageSize'))];
    const shown = ids.slice((page - 1) * size, page * size);
    const pagination = { page, pageSize: size, pageCount: Math.ceil(ids.length / size), itemCount: ids.length };
    return { pagination, BankTransactions: shown.map((id) => ({ BankTransactionID: id, Type: 'SPEND' })) };
  };
}

test.each([
  ['as it was', ['a', 'b', 'c', 'd', 'e'], ['c', 'd'], false],
  ['without one that was shown', ['a', 'c', 'd', 'e'], ['a', 'c'], true],
  ['without three', ['c', 'd'], ['c', 'd'], true],
  ['with one more', ['z', 'a', 'b', 'c', 'd', 'e'], ['b', 'c'], true],
])(
  'the second page of a list %s leaves nothing out, and tells of what may come twice',
  async (_, now, shown, isTold) => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const wire = createXeroWire({ 'GET /BankTransactions': (request) => listOf(ids)(request) });
    const { next_cursor: cursor } = await wire.call('list_bank_transactions', { limit: 2 });

    ids.splice(0, ids.length, ...now);
    const page = await wire.call('list_bank_transactions', { limit: 2, cursor });

    const found = page.bank_transactions.map((one: { bank_transaction_id: string }) => one.bank_transaction_id);
    expect(found).toEqual(shown);
    expect(page.hint).toContain(isTold ? 'The list changed' : 'Payments of invoices and bills are not among these');
  },
);

test('contacts of a page that is gone are looked for on the one before', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const wire = createXeroWire({
    'GET /Contacts': ({ query }) => {
      const { pagination, BankTransactions: rows } = listOf(names)({ query });
      return { pagination, Contacts: rows.map(({ BankTransactionID: Name }) => ({ ContactID: Name, Name })) };
    },
  });
  const { next_cursor: cursor } = await wire.call('search_contacts', { query: 'word', limit: 2 });

  names.splice(0, 2);
  const { contacts, hint } = await wire.call('search_contacts', { query: 'word', limit: 2, cursor });

  expect(contacts).toMatchObject([{ name: 'c' }, { name: 'd' }]);
  expect(hint).toContain('The list changed');
});
