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
  ['a zone behind it', '2026-11-20-08:00', '2026-11-20'],
  ['the zone of London', '2026-11-20Z', '2026-11-20'],
  ['a time', '2026-11-20T00:00:00-08:00', '2026-11-20'],
])('a day with %s is that day', async (_, DueDate, day) => {
  const { transaction } = await wireWith({ DueDate }).call('get_transaction', wanted);

  expect(transaction.due_date).toBe(day);
});

test.each(['12/12/2026', '2026-02-31', '/Date(1797033600000)/'])(
  'a transaction due on %s is not told to be overdue or not',
  async (DueDate) => {
    const error = await wireWith({ DueDate }).fail('get_transaction', wanted);

    expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining('at DueDate') });
  },
);
