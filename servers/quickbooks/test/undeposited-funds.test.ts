import { expect, test } from 'vitest';
import { openServer } from './open-server.ts';

test('a payment that waits for its deposit is cash in the forecast, and its deposit changes nothing', async () => {
  const server = openServer();
  const { opening_balance: before } = await server.call('cash_flow_forecast', { forecast_months: 1 });
  const unpaid = await server.call('search_transactions', { unpaid: true, limit: 1 });
  const { transaction_id: id, currency } = unpaid.transactions[0];

  const invoices = [{ invoice_id: id, amount: '100.00' }];
  const { payment } = await server.call('record_payment', { invoices, date: '2026-11-21' });
  const { opening_balance: waiting } = await server.call('cash_flow_forecast', { forecast_months: 1 });
  const transfer = { FromAccountRef: { value: payment.deposited_to.account_id }, ToAccountRef: { value: '1000' } };
  await server.post('/transfer', { ...transfer, Amount: 100, TxnDate: '2026-11-21' });
  const after = await server.call('cash_flow_forecast', { forecast_months: 1 });

  expect(currency).toBe('USD');
  expect(Number(waiting)).toBeCloseTo(Number(before) + 100, 2);
  expect(after.opening_balance).toBe(waiting);
});
