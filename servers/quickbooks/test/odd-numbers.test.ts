import { expect, test } from 'vitest';
import { createQuickBooksWire } from './fake-quickbooks.ts';

const invoice = {
  Id: '7',
  SyncToken: '0',
  TxnDate: '2026-11-20',
  TotalAmt: 90,
  Balance: 90,
  CustomerRef: { value: '1' },
};
const wanted = { type: 'invoice', transaction_id: '7' };

const wireWith = (odd: object) =>
  createQuickBooksWire({ 'GET /invoice/7': () => ({ Invoice: { ...invoice, ...odd } }) });

test.each([
  ['an amount beyond all money', { TotalAmt: 1e300 }, 'at TotalAmt'],
  ['an amount of 16 digits', { Balance: -1e15 }, 'at Balance'],
])('%s is told as an answer that cannot be read', async (_, odd, place) => {
  const error = await wireWith(odd).fail('get_transaction', wanted);

  expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining(place) });
});

test.each([
  [5.551115123125783e-17, '0.00'],
  [-5.551115123125783e-17, '0.00'],
  [1234.5600000000002, '1234.56'],
  [0.0000001, '0.0000001'],
])('what floats leave over of %d is no amount', async (Balance, told) => {
  const { transaction } = await wireWith({ Balance }).call('get_transaction', wanted);

  expect(transaction.balance).toBe(told);
});

test('a count of fewer customers than were found is not told', async () => {
  const people = ['1', '2', '3'].map((Id) => ({ Id, SyncToken: '0', DisplayName: `Customer ${Id}`, Active: true }));
  const wire = createQuickBooksWire({
    'QUERY customer': ({ query }) => ({
      QueryResponse: query.get('query')?.includes('count(') ? { totalCount: 0 } : { Customer: people },
    }),
  });

  const found = await wire.call('search_customers', { limit: 2 });

  expect(found).toMatchObject({ next_cursor: expect.any(String) });
  expect(found).not.toHaveProperty('total');
});
