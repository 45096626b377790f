import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire } from './fake-xero.ts';

const line = (account_code: string, unit_amount = '10.00') => ({ description: 'Flyers', unit_amount, account_code });
const day = { contact_id: contactId, date: '2026-11-20' };
const replies = {
  'PUT /BankTransactions': () => ({
    BankTransactions: [{ BankTransactionID: 'b-1', Type: 'SPEND', Status: 'AUTHORISED' }],
  }),
  'PUT /Invoices': () => ({ Invoices: [{ InvoiceID: 'i-1', Type: 'ACCREC', Status: 'DRAFT' }] }),
};

test.each([
  ['create_invoice', { type: 'ACCREC', due_date: '2026-12-20' }, '200', '400', 'Advertising is an account of costs'],
  ['create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' }, '400', '200', 'Sales is an account of income'],
  ['create_bank_transaction', { type: 'RECEIVE', bank_account_id: bankId }, '200', '400', 'an account of costs'],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId }, '400', '200', 'an account of income'],
])('%s %o warns of a line on an account of the other side alone', async (tool, kind, usual, odd, told) => {
  const wire = createXeroWire(replies);
  const lines = [line(usual, '100.00'), line(odd), line(odd, '-5.00')];

  const { warnings } = await wire.call(tool, { ...day, ...kind, line_items: lines });

  const doubts = warnings.filter(({ kind: about }: { kind: string }) => about === 'account');
  expect(doubts).toEqual([
    { kind: 'account', field: 'line_items.1.account_code', message: expect.stringContaining(told) },
  ]);
});

test.each([
  ['create_invoice', { type: 'ACCPAY', due_date: '2026-12-20' }],
  ['create_bank_transaction', { type: 'SPEND', bank_account_id: bankId }],
])('%s warns once of many lines on an account of the other side, with their numbers', async (tool, kind) => {
  const odd = ['200', '200', '200', '400', '200'].map((code) => line(code));

  const { warnings } = await createXeroWire(replies).call(tool, { ...day, ...kind, line_items: odd });

  const doubts = warnings.filter(({ kind: about }: { kind: string }) => about === 'account');
  expect(doubts).toEqual([
    {
      kind: 'account',
      field: 'line_items.0.account_code',
      message: expect.stringMatching(/^lines 1–3, 5: 200 Sales is an account of income/),
    },
  ]);
});
