import { expect, test } from 'vitest';
import { contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { openServer } from './open-server.ts';

test('an invoice tells which credit note stands on it, and that one its tax, its lines and the invoice', async () => {
  const { call } = openServer();

  const { invoice } = await call('get_invoice', { invoice_id: 'INV-2037' });
  expect(invoice).toMatchObject({ amount_credited: '99.00' });
  expect(invoice.applied).toEqual([
    { kind: 'credit_note', id: expect.any(String), number: 'CN-1017', date: '2026-10-08', amount: '99.00' },
  ]);

  const byNumber = await call('get_invoice', { invoice_id: 'CN-1017' });
  expect(byNumber.invoice).toMatchObject({
    ...{ invoice_id: invoice.applied[0].id, type: 'ACCRECCREDIT', status: 'PAID', date: '2026-10-08' },
    ...{ sub_total: '82.50', total_tax: '16.50', total: '99.00', remaining_credit: '0.00' },
    line_items: [expect.objectContaining({ description: 'Goodwill', tax_amount: '16.50' })],
    applied: [{ kind: 'invoice', id: invoice.invoice_id, number: 'INV-2037', date: '2026-10-08', amount: '99.00' }],
  });
  expect(await call('get_invoice', { invoice_id: invoice.applied[0].id })).toEqual(byNumber);
});

test('credit notes are listed by their type, with its filters and pages', async () => {
  const { call } = openServer();
  const type = 'ACCRECCREDIT';
  const numbersOf = ({ invoices }: { invoices: { invoice_number: string }[] }) =>
    invoices.map(({ invoice_number }) => invoice_number);

  const first = await call('search_invoices', { type, limit: 10 });
  const second = await call('search_invoices', { type, limit: 10, cursor: first.next_cursor });
  expect(first.total).toBe(17);
  expect([...numbersOf(first), ...numbersOf(second)].toSorted()[16]).toBe('CN-1017');
  expect(new Set([...numbersOf(first), ...numbersOf(second)]).size).toBe(17);

  const autumn = { type, date_from: '2026-09-01', date_to: '2026-10-31' };
  const found = await call('search_invoices', autumn);
  expect(numbersOf(found)).toEqual(['CN-1017', 'CN-1016']);
  const { contact_id } = found.invoices[0];
  expect(numbersOf(await call('search_invoices', { ...autumn, contact_id, statuses: ['PAID'] }))).toEqual(['CN-1017']);
  expect(numbersOf(await call('search_invoices', { type, statuses: ['AUTHORISED', 'DRAFT'] }))).toEqual([]);
  expect(numbersOf(await call('search_invoices', { type, query: 'cn-1016' }))).toEqual(['CN-1016']);
});

test('a credit note of a supplier is told with what is left of it, and taken off what is owed', async () => {
  const { call } = openServer();

  const { invoices } = await call('search_invoices', { type: 'ACCPAYCREDIT', query: 'bcn' });
  const { invoice } = await call('get_invoice', { invoice_id: 'BCN-1' });

  expect(invoices).toMatchObject([{ invoice_number: 'BCN-1', status: 'AUTHORISED', total: '126.00' }]);
  expect(invoice).toMatchObject({ type: 'ACCPAYCREDIT', total_tax: '21.00', remaining_credit: '126.00' });
  expect(invoice.line_items).toMatchObject([
    { description: 'Switches sent back', line_amount: '105.00', tax_type: 'INPUT2' },
  ]);
});

test('credit notes are found by number and reference, as invoices are', async () => {
  const { call, simulator } = openServer();
  const line = { accountId: '4000', quantity: '1', unitPrice: '25.00', amount: 2_500, taxCodeId: 'TAX' };
  const lines = [{ ...line, description: 'Late delivery' }];
  const note = { kind: 'credit_note', counterpartyId: 'C01', date: '2026-11-20', lines } as const;
  const { ledger } = simulator.state.change();
  ledger.post({ ...note, id: 'late-1', number: 'CN-2001', reference: 'Claim 1016' });
  const search = async (more: object) => {
    const { invoices } = await call('search_invoices', { type: 'ACCRECCREDIT', ...more });
    return invoices.map(({ invoice_number }: { invoice_number: string }) => invoice_number);
  };

  expect(await search({ query: '1016' })).toEqual(['CN-2001', 'CN-1016']);
  expect(await search({ query: 'claim' })).toEqual(['CN-2001']);
  expect(await search({ query: '1016', date_to: '2026-10-31' })).toEqual(['CN-1016']);
  expect((await call('search_invoices', { query: 'Claim 1016' })).hint).toContain('“CN-2001” (type ACCRECCREDIT)');
});

test('a search that no invoice fits tells of the credit notes with that number', async () => {
  const { call } = openServer();

  const { invoices, hint } = await call('search_invoices', { query: 'CN-1017' });

  expect(invoices).toEqual([]);
  expect(hint).toContain('“CN-1017” (type ACCRECCREDIT)');
  expect((await call('search_invoices', { query: 'Baker' })).hint).toContain('contact_id');
});

test('who lists all invoices of a contact is told of its credit notes that fit as well, once', async () => {
  const { call } = openServer();
  const { invoices } = await call('search_invoices', { type: 'ACCRECCREDIT', query: 'CN-1017' });
  const of = { contact_id: invoices[0].contact_id };
  const hintOf = async (input: object) => (await call('search_invoices', { ...of, ...input })).hint;

  expect(await hintOf({ statuses: ['PAID'] })).toContain('“CN-1017” (type ACCRECCREDIT)');
  expect(await hintOf({ statuses: ['PAID'], date_to: '2026-10-07' })).not.toContain('CN-1017');
  expect(await hintOf({ statuses: ['AUTHORISED'] })).toBeUndefined();
  expect(await hintOf({ statuses: ['PAID'], type: 'ACCREC' })).toBeUndefined();
  const { next_cursor: cursor } = await call('search_invoices', { ...of, limit: 1 });
  expect(await hintOf({ limit: 1, cursor })).toBeUndefined();
});

test('credit notes of a contact that are more than are named are counted', async () => {
  const notes = ['1', '2'].map((one) => ({
    CreditNoteID: one,
    CreditNoteNumber: one,
    Type: 'ACCPAYCREDIT',
    Status: 'PAID',
  }));
  const pagination = { page: 1, pageSize: 5, pageCount: 2, itemCount: 7 };
  const wire = createXeroWire({ 'GET /CreditNotes': () => ({ CreditNotes: notes, pagination }) });

  const { hint } = await wire.call('search_invoices', { contact_id: contactId });

  expect(hint).toContain('“1” (type ACCPAYCREDIT), “2” (type ACCPAYCREDIT) and 5 more; search them with that type');
});

test('a credit note that is to be changed or paid is told to be one, by its number and its id', async () => {
  const { call, fail } = openServer();
  const { invoice } = await call('get_invoice', { invoice_id: 'CN-1017' });
  const { accounts } = await call('list_accounts', { bank_only: true });
  const payment = { account_id: accounts[0].account_id, amount: '1.00', date: '2026-11-20' };

  for (const invoice_id of ['CN-1017', invoice.invoice_id]) {
    const refused = {
      code: 'invalid_input',
      message: expect.stringContaining(
        '“CN-1017” is a credit note; it is voided, or set against an invoice, in Xero itself',
      ),
      details: { fields: [expect.objectContaining({ path: 'invoice_id' })] },
    };
    expect(await fail('update_invoice_status', { invoice_id, status: 'VOIDED' })).toMatchObject(refused);
    expect(await fail('create_payment', { invoice_id, ...payment })).toMatchObject(refused);
  }
  const nothing = { invoice_id: '7d1f3f3a-0000-4000-8000-000000000000', status: 'VOIDED' };
  expect(await fail('update_invoice_status', nothing)).toMatchObject({ code: 'not_found' });
});

test('overpayments and prepayments on an invoice are listed, allocations that were taken back are not', async () => {
  const wire = createXeroWire({
    [`GET /Invoices/${invoiceId}`]: () => ({
      Invoices: [
        {
          ...{ InvoiceID: invoiceId, Type: 'ACCREC', Status: 'PAID' },
          Overpayments: [{ OverpaymentID: 'o-1', AppliedAmount: 5, Date: '/Date(1791417600000+0000)/' }],
          Prepayments: [{ PrepaymentID: 'p-1', AppliedAmount: 7.5 }],
          CreditNotes: [],
        },
      ],
    }),
    'GET /CreditNotes/CN-1': () => ({
      CreditNotes: [
        {
          ...{ CreditNoteID: 'c-1', CreditNoteNumber: 'CN-1', Type: 'ACCRECCREDIT', Status: 'AUTHORISED' },
          RemainingCredit: 3,
          Allocations: [
            { Amount: 2, Date: '2026-10-08T00:00:00', Invoice: { InvoiceID: 'i-1' } },
            { Amount: 3, IsDeleted: true, Invoice: { InvoiceID: 'i-2' } },
          ],
        },
      ],
    }),
  });

  const { invoice } = await wire.call('get_invoice', { invoice_id: invoiceId });
  expect(invoice.applied).toEqual([
    { kind: 'overpayment', id: 'o-1', date: '2026-10-08', amount: '5.00' },
    { kind: 'prepayment', id: 'p-1', amount: '7.50' },
  ]);
  const { invoice: credit } = await wire.call('get_invoice', { invoice_id: 'CN-1' });
  expect(credit).toMatchObject({
    remaining_credit: '3.00',
    applied: [{ kind: 'invoice', id: 'i-1', date: '2026-10-08', amount: '2.00' }],
  });
});

test('an invoice that is settled is refused with how what stands on it is taken off, a credit note by its number', async () => {
  const CreditNotes = [
    { CreditNoteID: 'c-1', CreditNoteNumber: 'CN-1', AppliedAmount: 7, Date: '2026-10-08T00:00:00' },
  ];
  const refusalOf = async (change: object) => {
    const invoice = { InvoiceID: invoiceId, Type: 'ACCREC', Status: 'PAID', CreditNotes, ...change };
    const wire = createXeroWire({ [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [invoice] }) });
    const { message } = await wire.fail('update_invoice_status', { invoice_id: invoiceId, status: 'VOIDED' });
    return message;
  };
  const credit = 'a credit on its own page, with the remove icon beside this invoice; then it can be voided: ';
  const note = 'credit note “CN-1” of 2026-10-08 over 7.00.';

  expect(await refusalOf({})).toContain(`What settles it has to be removed in Xero first, ${credit}${note}`);
  expect(await refusalOf({ Payments: [{ PaymentID: 'p-1' }] })).toContain(
    `first, a payment with its Options > Remove & Redo, ${credit}payment p-1, ${note}`,
  );
});
