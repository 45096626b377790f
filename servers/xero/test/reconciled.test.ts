import { expect, test } from 'vitest';
import { createReportWire } from './reports-wire.ts';

test('money that is booked here is matched with no line of the bank statement, of whatever day it is', async () => {
  const { call } = createReportWire();
  const { accounts } = await call('list_accounts', { bank_only: true, contains: 'Operating' });
  const [{ account_id: account }] = accounts;
  const { invoices } = await call('search_invoices', { type: 'ACCPAY', statuses: ['AUTHORISED'], limit: 1 });
  const [{ invoice_id, contact_id, amount_due: amount, date: issued }] = invoices;
  const { bank_transactions: past } = await call('list_bank_transactions', { type: 'SPEND', date_to: '2026-11-02' });
  const line_items = [{ description: 'Flyers', unit_amount: '10.00', account_code: '6100' }];
  const money = { type: 'SPEND', bank_account_id: account, contact_id, date: '2026-11-02', line_items };

  const { bank_transaction: spent } = await call('create_bank_transaction', money);
  await call('create_payment', { invoice_id, account_id: account, amount, date: issued });

  const paid = await call('list_bank_transactions', { type: 'PAYMENT', contact_id, unreconciled_only: true });
  expect(spent.reconciled).toBe(false);
  expect(paid.bank_transactions).toContainEqual(expect.objectContaining({ invoice_id, reconciled: false }));
  expect(past[0].reconciled).toBe(true);
});
