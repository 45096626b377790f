import { expect, test } from 'vitest';
import { createQuickBooksWire, rows } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

interface Link {
  transaction_id: string;
  type: string;
  amount?: string;
}

test('a credit memo tells the invoice that it was used for, and the invoice the memo', async () => {
  const { call } = openServer();
  const { transactions } = await call('search_transactions', { type: 'credit_memo', limit: 1 });
  const [{ transaction_id: memo, total }] = transactions;

  const { transaction: credit } = await call('get_transaction', { type: 'credit_memo', transaction_id: memo });
  const [payment, invoice]: Link[] = credit.linked;
  const { transaction: sale } = await call('get_transaction', {
    ...{ type: 'invoice', transaction_id: invoice?.transaction_id },
  });

  expect(credit.linked.map(({ type }: Link) => type)).toEqual(['payment', 'invoice']);
  expect(payment?.amount).toBe(total);
  expect(sale.linked).toContainEqual({ transaction_id: memo, type: 'credit_memo' });
  expect(sale.linked).toContainEqual(payment);
});

const memo = { Id: '5', SyncToken: '0', TotalAmt: 40, Balance: 40, CustomerRef: { value: '1' } };
const line = (Amount: number, TxnId: string, TxnType: string) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] });
const payment = {
  ...{ Id: '80', SyncToken: '0', TotalAmt: 60, CustomerRef: { value: '1' } },
  Line: [line(50, '7', 'Invoice'), line(50, '8', 'Invoice'), line(40, '5', 'CreditMemo')],
};

test('nobody is asked what a credit that is not used was used for', async () => {
  const wire = createQuickBooksWire({ 'GET /creditmemo/5': () => ({ CreditMemo: memo }) });

  const { transaction } = await wire.call('get_transaction', { type: 'credit_memo', transaction_id: '5' });

  expect(transaction.linked).toEqual([]);
  expect(wire.requests.filter(({ path }) => path.includes('query'))).toEqual([]);
});

test('of a payment of two invoices no credit is told as used for one of them', async () => {
  const LinkedTxn = [{ TxnId: '80', TxnType: 'Payment' }];
  const wire = createQuickBooksWire({
    'GET /creditmemo/5': () => ({ CreditMemo: { ...memo, Balance: 0 } }),
    'GET /invoice/7': () => ({ Invoice: { ...memo, Id: '7', LinkedTxn } }),
    'QUERY payment': rows('Payment', [payment]),
  });

  const linkedOf = async (type: string, transaction_id: string) =>
    (await wire.call('get_transaction', { type, transaction_id })).transaction.linked;

  expect(await linkedOf('invoice', '7')).toEqual([{ transaction_id: '80', type: 'payment', amount: '50.00' }]);
  expect((await linkedOf('credit_memo', '5')).map(({ transaction_id: id }: Link) => id)).toEqual(['80', '7', '8']);
});

test('a deposit that was paid as the invoice was made stands beside what is left to pay', async () => {
  const invoice = { ...memo, TotalAmt: 1000, Balance: 700 };
  const tellOf = async (Deposit: number) => {
    const wire = createQuickBooksWire({ 'GET /invoice/5': () => ({ Invoice: { ...invoice, Deposit } }) });
    return (await wire.call('get_transaction', { type: 'invoice', transaction_id: '5' })).transaction;
  };

  expect(await tellOf(300)).toMatchObject({ total: '1000.00', deposit: '300.00', balance: '700.00', linked: [] });
  expect(await tellOf(0)).not.toHaveProperty('deposit');
});
