import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { createReportWire } from './reports-wire.ts';

const paidTo = 'ABCDEF66-6666-4666-8666-66666666AAAA';
const day = '/Date(1795132800000+0000)/';
const received = {
  ...{ PaymentID: 'p-1', PaymentType: 'ACCRECPAYMENT', Status: 'AUTHORISED', Date: day, Reference: 'CARD 7' },
  ...{ Amount: 120, BankAmount: 100, CurrencyRate: 1.2, IsReconciled: false, BatchPaymentID: 'b-1' },
  Account: { AccountID: paidTo, Code: '090' },
  Invoice: {
    ...{ Type: 'ACCREC', InvoiceID: invoiceId, InvoiceNumber: 'INV-7', CurrencyCode: 'EUR' },
    Contact: { ContactID: contactId, Name: 'Harbour Bakery' },
  },
};
const payment = { bank_transaction_id: 'p-1', type: 'ACCRECPAYMENT', line_items: [] };

test('payments are asked for by all that bank transactions are, and told with account and invoice', async () => {
  const Accounts = [
    { AccountID: paidTo.toLowerCase(), Name: 'Deposit', Type: 'BANK', Status: 'ACTIVE', CurrencyCode: 'GBP' },
  ];
  const wire = createXeroWire({
    'GET /Payments': () => ({ Payments: [received] }),
    'GET /Accounts': () => ({ Accounts }),
  });

  const { bank_transactions: rows, hint } = await wire.call('list_bank_transactions', {
    ...{ type: 'PAYMENT', bank_account_id: paidTo, contact_id: contactId, unreconciled_only: true },
    ...{ date_from: '2026-11-20', date_to: '2026-11-20' },
  });

  expect(rows).toEqual([
    {
      ...payment,
      ...{ status: 'AUTHORISED', date: '2026-11-20', reference: 'CARD 7', reconciled: false, batch_payment_id: 'b-1' },
      ...{ contact_id: contactId, contact: 'Harbour Bakery', invoice_id: invoiceId, invoice_number: 'INV-7' },
      ...{ bank_account_id: paidTo, bank_account: 'Deposit' },
      ...{ total: '120.00', currency: 'EUR', bank_amount: '100.00', bank_currency: 'GBP' },
    },
  ]);
  expect(hint).toContain('ACCRECPAYMENT came in');
  expect(hint).toContain('transfers between own accounts in neither list');
  const asked = wire.requests.find(({ path }) => path === '/Payments');
  expect(asked?.query.get('where')).toBe(
    'Status=="AUTHORISED" AND Date>=DateTime(2026, 11, 20) AND Date<=DateTime(2026, 11, 20) AND IsReconciled==false' +
      ` AND Account.AccountID==guid("${paidTo}") AND Invoice.Contact.ContactID==guid("${contactId}")`,
  );
  expect(asked?.query.get('order')).toBe('Date DESC');
});

test.each([
  ['under the name of an invoice', { Invoice: { InvoiceID: 'c-1', InvoiceNumber: 'CN-5', CurrencyCode: 'GBP' } }],
  ['under its own name', { CreditNote: { CreditNoteID: 'c-1', CreditNoteNumber: 'CN-5', CurrencyCode: 'GBP' } }],
])('what was paid back on a credit note is told %s', async (_how, paid) => {
  const back = { ...{ PaymentID: 'p-2', PaymentType: 'ARCREDITPAYMENT', Amount: 2, BankAmount: 2 }, ...paid };
  const wire = createXeroWire({ 'GET /Payments': () => ({ Payments: [back] }) });

  const { bank_transactions: rows, hint } = await wire.call('list_bank_transactions', { type: 'PAYMENT' });

  const told = { type: 'ARCREDITPAYMENT', invoice_id: 'c-1', invoice_number: 'CN-5', total: '2.00', currency: 'GBP' };
  expect(rows).toEqual([{ ...payment, bank_transaction_id: 'p-2', ...told }]);
  expect(hint).toContain('went out if with AR');
});

test('a page of payments that others have left goes back as far as they may have moved', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const wire = createXeroWire({
    'GET /Payments': ({ query }) => {
      const page = Number(query.get('page'));
      const pagination = { page, pageSize: 2, pageCount: Math.ceil(ids.length / 2), itemCount: ids.length };
      const shown = ids.slice((page - 1) * 2, page * 2);
      return { pagination, Payments: shown.map((PaymentID) => ({ ...received, PaymentID })) };
    },
  });
  const { next_cursor: cursor, total } = await wire.call('list_bank_transactions', { type: 'PAYMENT', limit: 2 });

  ids.splice(0, 2);
  const page = await wire.call('list_bank_transactions', { type: 'PAYMENT', limit: 2, cursor });

  expect(total).toBe(5);
  expect(page).toMatchObject({ bank_transactions: [{ bank_transaction_id: 'c' }, { bank_transaction_id: 'd' }] });
  expect(page.hint).toContain('The list changed');
});

const clearing = { AccountID: bankId, Name: 'Clearing', Type: 'CURRLIAB', Status: 'ACTIVE' };

test('no payment to an account is an error where none can go to it, and none found where they can', async () => {
  const ask = (EnablePaymentsToAccount: boolean, type: string) => {
    const Accounts = [{ ...clearing, EnablePaymentsToAccount }];
    const wire = createXeroWire({ 'GET /Accounts': () => ({ Accounts }) });
    const input = { type, bank_account_id: bankId };
    return {
      found: () => wire.call('list_bank_transactions', input),
      error: () => wire.fail('list_bank_transactions', input),
    };
  };

  expect((await ask(true, 'PAYMENT').found()).bank_transactions).toEqual([]);
  expect(await ask(false, 'PAYMENT').error()).toMatchObject({ code: 'not_found' });
  expect(await ask(true, 'SPEND').error()).toMatchObject({ code: 'not_found' });
});

test('what came in on a day is its payments and what was received without an invoice, as the bank summary has it', async () => {
  const { call } = createReportWire();
  const [from_date, to_date] = ['2026-11-13', '2026-11-13'];
  const { accounts } = await call('list_accounts', { bank_only: true, contains: 'Operating' });
  const [{ account_id: bank_account_id }] = accounts;
  const input = { bank_account_id, date_from: from_date, date_to: to_date };

  const { bank_transactions: paid } = await call('list_bank_transactions', { type: 'PAYMENT', ...input });
  const { bank_transactions: others } = await call('list_bank_transactions', { type: 'RECEIVE', ...input });

  expect(paid).toMatchObject([
    { type: 'ACCRECPAYMENT', bank_account: 'Operating Account', invoice_number: 'INV-2053' },
  ]);
  const { rows } = await call('get_report', { report: 'bank_summary', from_date, to_date });
  const { values } = rows.find(({ label }: { label: string }) => label === 'Operating Account');
  expect(values[1]).toBe((Number(paid[0].total) + Number(others[0].total)).toFixed(2));
});

test('what a supplier paid back on its credit is found by the supplier, with the day and the account', async () => {
  const { call } = createReportWire((ledger) => {
    const paid = { counterpartyId: 'V02', accountId: '1000', date: '2026-11-20', currency: 'GBP', amount: 12_600 };
    ledger.post({ kind: 'payment_in', ...paid, allocations: [{ documentId: 'returned-1', amount: 12_600 }] });
  });
  const { invoice } = await call('get_invoice', { invoice_id: 'BCN-1' });
  const { contact_id } = invoice;

  const { bank_transactions: rows } = await call('list_bank_transactions', { type: 'PAYMENT', contact_id });

  expect(rows[0]).toMatchObject({
    type: 'APCREDITPAYMENT',
    total: '126.00',
    invoice_number: 'BCN-1',
    date: '2026-11-20',
  });
  expect(invoice.payments).toMatchObject([
    { payment_id: rows[0].bank_transaction_id, bank_account: rows[0].bank_account },
  ]);
  expect(rows.slice(1)).toSatisfy((all) => all.every(({ type }: { type: string }) => type === 'ACCPAYPAYMENT'));
});

test('an invoice tells the account of each payment and what moved there, by one request more where it has any and they may be read', async () => {
  const paid = { InvoiceID: invoiceId, Type: 'ACCREC', Status: 'PAID', Payments: [{ PaymentID: 'p-1', Amount: 120 }] };
  const ask = async (Payments: unknown[], reply: () => unknown) => {
    const wire = createXeroWire({
      [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [{ ...paid, Payments }] }),
      'GET /Payments': reply,
    });
    const { invoice } = await wire.call('get_invoice', { invoice_id: invoiceId });
    const asked = wire.requests.flatMap(({ path, query }) => (path === '/Payments' ? [query.get('where')] : []));
    return { payments: invoice.payments, asked };
  };
  const Payments = [{ ...received, Account: { AccountID: bankId } }];
  const forbidden = () => Response.json({ Title: 'Forbidden', Status: 403, Detail: 'Forbidden' }, { status: 403 });

  const told = await ask(paid.Payments, () => ({ Payments }));
  const unpaid = await ask([], () => ({ Payments }));
  const untold = await ask(paid.Payments, forbidden);

  expect(told).toEqual({
    payments: [
      {
        payment_id: 'p-1',
        amount: '120.00',
        bank_account: 'Current account',
        bank_amount: '100.00',
        bank_currency: 'GBP',
      },
    ],
    asked: [`Invoice.InvoiceID==guid("${invoiceId}")`],
  });
  expect(unpaid).toEqual({ payments: [], asked: [] });
  expect(untold.payments).toEqual([{ payment_id: 'p-1', amount: '120.00' }]);
});
