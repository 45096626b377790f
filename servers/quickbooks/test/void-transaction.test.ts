import { expect, test } from 'vitest';
import { createQuickBooksWire, fault, rows } from './fake-quickbooks.ts';
import { openServer } from './open-server.ts';

const invoice = {
  Id: '77',
  SyncToken: '4',
  DocNumber: '1042',
  TxnDate: '2026-11-20',
  TotalAmt: 108.26,
  Balance: 108.26,
  CurrencyRef: { value: 'USD' },
};
const voided = { ...invoice, SyncToken: '5', TotalAmt: 0, Balance: 0, PrivateNote: 'Voided' };
const payment = { Id: '80', SyncToken: '1', TxnDate: '2026-11-20', TotalAmt: 50, UnappliedAmt: 0 };
const read = (change: Record<string, unknown> = {}) => ({
  'GET /invoice/77': () => ({ Invoice: { ...invoice, ...change } }),
});
const input = { type: 'invoice', transaction_id: '77' };

test('an invoice is read, shown before and after, and voided by the state that was read', async () => {
  const wire = createQuickBooksWire({ ...read(), 'POST /invoice': () => ({ Invoice: voided }) });

  const answer = await wire.call('void_transaction', input);

  const [write, ...others] = wire.writes();
  expect(others).toEqual([]);
  expect(write?.query.get('operation')).toBe('void');
  expect(write?.query.get('requestid')).toMatch(/^.{10,50}$/);
  expect(write?.body).toEqual({ Id: '77', SyncToken: '4' });
  expect(answer).toMatchObject({ previous_total: '108.26', transaction: { status: 'voided', total: '0.00' } });
  expect(wire.questions[0]).toContain('balance: \\"108.26\\" -> \\"0.00\\"');
  expect(wire.questions[0]).toContain('voided');
});

test('who is asked to void a payment reads what is owed again on each invoice', async () => {
  const Line = [{ Amount: 50, LinkedTxn: [{ TxnId: '77', TxnType: 'Invoice' }] }];
  const wire = createQuickBooksWire({
    'GET /payment/80': () => ({ Payment: { ...payment, CurrencyRef: { value: 'USD' }, Line } }),
    'QUERY invoice': rows('Invoice', [{ ...invoice, Balance: 58.26 }]),
    'POST /payment': () => ({ Payment: { ...payment, SyncToken: '2', TotalAmt: 0, PrivateNote: 'Voided' } }),
  });

  await wire.call('void_transaction', { type: 'payment', transaction_id: '80' });

  expect(wire.questions[0]).toContain('owed_again: (none) -> [\\"1042: 58.26 -> 108.26 USD\\"]');
  expect(wire.questions[0]).not.toContain('balance');
});

test('who is asked to void a payment that applied a credit reads what of the credit is left again', async () => {
  const linked = (TxnId: string, TxnType: string) => ({ Amount: 30, LinkedTxn: [{ TxnId, TxnType }] });
  const Line = [linked('77', 'Invoice'), linked('78', 'CreditMemo')];
  const applied = { ...payment, TotalAmt: 0, CurrencyRef: { value: 'USD' }, Line };
  const wire = createQuickBooksWire({
    'GET /payment/80': () => ({ Payment: applied }),
    'QUERY invoice': rows('Invoice', [{ ...invoice, Balance: 78.26 }]),
    'QUERY creditmemo': rows('CreditMemo', [{ Id: '78', SyncToken: '1', DocNumber: 'CN-7', Balance: 0 }]),
    'POST /payment': () => ({ Payment: { ...applied, SyncToken: '2', PrivateNote: 'Voided', Line: [] } }),
  });

  await wire.call('void_transaction', { type: 'payment', transaction_id: '80' });

  expect(wire.questions[0]).toContain('owed_again: (none) -> [\\"1042: 78.26 -> 108.26 USD\\"]');
  expect(wire.questions[0]).toContain('credit_again: (none) -> [\\"CN-7: 0.00 -> 30.00 USD\\"]');
});

test('who is asked to void a payment of bills reads whose it was and what is owed again on each bill', async () => {
  const Line = [{ Amount: 50, LinkedTxn: [{ TxnId: '90', TxnType: 'Bill' }] }];
  const paid = { ...payment, VendorRef: { value: '9', name: 'Paper Mill' }, CurrencyRef: { value: 'USD' }, Line };
  const wire = createQuickBooksWire({
    'GET /billpayment/80': () => ({ BillPayment: paid }),
    'QUERY bill': rows('Bill', [{ ...bill, Balance: 58.26 }]),
    'POST /billpayment': () => ({
      BillPayment: { ...paid, SyncToken: '2', TotalAmt: 0, PrivateNote: 'Voided', Line: [] },
    }),
  });

  const { transaction } = await wire.call('void_transaction', { type: 'bill_payment', transaction_id: '80' });

  expect(wire.questions[0]).toContain(
    'transaction: \\"bill payment 80 of Paper Mill: 50.00 USD, of 2026-11-20\\" -> \\"voided\\"',
  );
  expect(wire.questions[0]).toContain('owed_again: (none) -> [\\"1042: 58.26 -> 108.26 USD\\"]');
  expect(wire.writes()[0]?.query.get('include')).toBe('void');
  expect(transaction).toMatchObject({ status: 'voided', total: '0.00', linked: [] });
});

test('a payment is voided by an update that says so', async () => {
  const wire = createQuickBooksWire({
    'GET /payment/80': () => ({ Payment: payment }),
    'POST /payment': () => ({ Payment: { ...payment, SyncToken: '2', TotalAmt: 0, PrivateNote: 'Voided' } }),
  });

  await wire.call('void_transaction', { type: 'payment', transaction_id: '80' });

  const [write] = wire.writes();
  expect(write?.query.get('operation')).toBe('update');
  expect(write?.query.get('include')).toBe('void');
  expect(write?.body).toEqual({ Id: '80', SyncToken: '1', sparse: true });
});

test.each([
  ['edited since the caller saw it', {}, { sync_token: '3' }, 'conflict', 'sync_token is now 4'],
  ['voided already', { TotalAmt: 0, PrivateNote: 'Voided' }, {}, 'conflict', 'voided already'],
  [
    'paid in part',
    {
      LinkedTxn: [
        { TxnId: '80', TxnType: 'Payment' },
        { TxnId: '81', TxnType: 'Payment' },
      ],
    },
    {},
    'conflict',
    'linked to payment 80, payment 81. Void payments first with void_transaction',
  ],
  ['in a closed period', { TxnDate: '2025-03-31' }, {}, 'invalid_input', 'closed until 2025-03-31'],
])('one that is %s is refused before anything is written', async (_name, change, given, code, told) => {
  const wire = createQuickBooksWire({ ...read(change), 'POST /invoice': () => ({ Invoice: voided }) });

  const error = await wire.fail('void_transaction', { ...input, ...given });

  expect(error).toMatchObject({ code, message: expect.stringContaining(told) });
  expect(wire.writes()).toEqual([]);
});

test('one that was edited between the read and the void is left as it is, and the conflict explained', async () => {
  const detail = 'Stale Object Error : You and Sam Example were working on this at the same time.';
  const wire = createQuickBooksWire({ ...read(), 'POST /invoice': () => fault('5010', detail, 'Stale Object Error') });

  const error = await wire.fail('void_transaction', input);

  expect(error.code).toBe('conflict');
  expect(error.message).toContain('get_transaction');
  expect(error.message).not.toContain('Sam Example');
  expect(wire.writes()).toHaveLength(1);
});

const bill = { ...invoice, Id: '90', VendorRef: { value: '9', name: 'Paper Mill' } };

test('a bill is deleted by the state that was read, and who is asked reads so', async () => {
  const wire = createQuickBooksWire({
    'GET /bill/90': () => ({ Bill: bill }),
    'POST /bill': () => ({ Bill: { status: 'Deleted', domain: 'QBO', Id: '90' } }),
  });

  const answer = await wire.call('void_transaction', { type: 'bill', transaction_id: '90' });

  const [write] = wire.writes();
  expect(write?.query.get('operation')).toBe('delete');
  expect(write?.query.get('requestid')).toMatch(/^.{10,50}$/);
  expect(write?.body).toEqual({ Id: '90', SyncToken: '4' });
  expect(wire.questions[0]).toContain(
    'transaction: \\"bill 1042 of Paper Mill: 108.26 USD, of 2026-11-20\\" -> \\"deleted\\"',
  );
  expect(wire.questions[0]).toContain('balance: \\"108.26\\" -> \\"0.00\\"');
  expect(wire.questions[0]).not.toContain('total:');
  const { transaction, previous_total } = answer;
  expect(previous_total).toBe('108.26');
  expect(transaction).toMatchObject({ transaction_id: '90', status: 'deleted', total: '108.26', balance: '0.00' });
});

test('a bill that was paid is not deleted', async () => {
  const LinkedTxn = [{ TxnId: '95', TxnType: 'BillPaymentCheck' }];
  const wire = createQuickBooksWire({ 'GET /bill/90': () => ({ Bill: { ...bill, LinkedTxn } }) });

  const error = await wire.fail('void_transaction', { type: 'bill', transaction_id: '90' });

  expect(error.code).toBe('conflict');
  expect(error.message).toContain('this bill is linked to bill_payment 95. Void payments first with void_transaction');
  expect(wire.writes()).toEqual([]);
});

test('a bill entered by mistake is gone from what is owed', async () => {
  const { call, fail } = openServer();
  const line_items = [{ account_id: '6400', rate: '80' }];
  const { bill: entered } = await call('create_bill', { vendor_id: '101', line_items });
  const { transaction_id } = entered;

  await call('void_transaction', { type: 'bill', transaction_id });

  const error = await fail('get_transaction', { type: 'bill', transaction_id });
  expect(error.code).toBe('not_found');
});

test('what cannot be voided by the API is no choice', async () => {
  const error = await createQuickBooksWire().fail('void_transaction', { type: 'journal_entry', transaction_id: '1' });

  expect(error.code).toBe('invalid_input');
  expect(error.details.fields?.[0]?.path).toBe('type');
});

test('a type that is not given is told as missing', async () => {
  const error = await createQuickBooksWire().fail('void_transaction', { transaction_id: '77' });

  expect(error.message).toContain('type: is missing; it takes one of "invoice", "sales_receipt"');
});
