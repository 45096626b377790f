import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire } from './fake-xero.ts';

holdDay('2026-03-21T10:00:00Z');

const line = { description: 'Flyers', quantity: '3', unit_amount: '19.9950', account_code: '400' };
const spent = {
  ...{ type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: [line] },
  ...{ date: '2026-03-01', line_amount_types: 'NoTax' },
};
const stored = { BankTransactionID: '99999999-9999-4999-8999-000000000001', Type: 'SPEND', Status: 'AUTHORISED' };

/** A payment of the past to the same contact. */
const past = (number: string, change: Record<string, unknown> = {}) => ({
  ...{ ...stored, BankTransactionID: `99999999-9999-4999-8999-${number.padStart(12, '0')}` },
  ...{ Date: '/Date(1772236800000+0000)/', SubTotal: 59.99, Total: 59.99, Reference: 'CARD 7' },
  ...{ Contact: { ContactID: contactId, Name: 'Harbour Bakery' }, ...change },
});

function createWire(...transactions: object[]) {
  return createOpenWire([], ...transactions);
}

function createOpenWire(invoices: object[], ...transactions: object[]) {
  return createXeroWire({
    'GET /Invoices': () => ({ Invoices: invoices }),
    'GET /BankTransactions': () => ({ BankTransactions: transactions }),
    'PUT /BankTransactions': () => ({ BankTransactions: [stored] }),
  });
}

test('money that seems to be booked already is told, before the question and with the answer', async () => {
  const wire = createWire(past('71'), past('72', { Total: 59.98, SubTotal: 59.98 }));

  const { warnings } = await wire.call('create_bank_transaction', spent);

  const message =
    'SPEND 99999999-9999-4999-8999-000000000071 “CARD 7” of 2026-02-28, “Harbour Bakery”, has the same sum, 59.99 GBP, no tax';
  expect(warnings).toEqual([{ kind: 'duplicate', field: 'line_items', message }]);
  const asked = wire.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/BankTransactions'));
  const where =
    'Status=="AUTHORISED" AND Type=="SPEND" AND Date>=DateTime(2026, 02, 26) AND Date<=DateTime(2026, 03, 04)';
  expect(new Set(asked.map(({ query }) => query.get('where')))).toEqual(new Set([where]));
  expect(wire.writes()).toHaveLength(1);
  expect(await wire.preview('create_bank_transaction', spent)).toContain('has the same sum, 59.99 GBP');
});

test('what was spent from another bank account is told with its name, unless it was in another currency', async () => {
  const [card, dollars] = [
    { AccountID: contactId, Name: 'Business card' },
    { AccountID: contactId, Name: 'Dollars' },
  ];
  const wire = createWire(
    past('71', { BankAccount: card }),
    past('72', { BankAccount: dollars, CurrencyCode: 'USD' }),
    past('73', { BankAccount: { AccountID: bankId, Name: 'Current account' } }),
  );

  const { warnings } = await wire.call('create_bank_transaction', spent);

  expect(warnings.map(({ message }: { message: string }) => message.replace(/^SPEND \S*00(\d+)/, '$1'))).toEqual([
    '71 “CARD 7” of 2026-02-28, “Harbour Bakery”, on “Business card”, has the same sum, 59.99 GBP, no tax',
    '73 “CARD 7” of 2026-02-28, “Harbour Bakery”, has the same sum, 59.99 GBP, no tax',
  ]);
});

test('tax on top is held against sums before tax', async () => {
  const wire = createWire(past('71', { Total: 71.99 }));

  const onTop = await wire.call('create_bank_transaction', { ...spent, line_amount_types: 'Exclusive' });
  const within = await wire.call('create_bank_transaction', { ...spent, line_amount_types: 'Inclusive' });

  expect(onTop.warnings).toMatchObject([{ kind: 'duplicate' }]);
  expect(within.warnings).toEqual([]);
});

test('a sum that is in no other transaction is booked without a word', async () => {
  expect((await createWire().call('create_bank_transaction', spent)).warnings).toEqual([]);
});

test('a line of the bank feed without a contact may be it; money of another contact is not', async () => {
  const other = { ContactID: '33333333-3333-4333-8333-000000000001', Name: 'Other' };
  const wire = createWire(past('71', { Contact: undefined }), past('72', { Contact: other }));

  const { warnings } = await wire.call('create_bank_transaction', spent);

  expect(warnings).toHaveLength(1);
  expect(warnings[0].message).toMatch(/^SPEND .*71 “CARD 7” of 2026-02-28, without a contact, has the same sum/);
});

/** A bill that waits for its payment. */
const bill = (number: string, AmountDue: number, change: Record<string, unknown> = {}) => ({
  ...{ InvoiceID: '99999999-9999-4999-8999-000000000091', Type: 'ACCPAY', InvoiceNumber: number, AmountDue },
  ...{ Status: 'AUTHORISED', Date: '/Date(1764547200000+0000)/', CurrencyCode: 'GBP', ...change },
});
const stillOpen = (number: string, sum: string) =>
  `bill “${number}” of 2025-12-01 (AUTHORISED), “Harbour Bakery”, still owes ${sum} GBP and would stay open; if this pays it, use create_payment`;

test('money that seems to pay an open bill of the contact is told, by its sum with tax or by its number', async () => {
  const wire = createOpenWire([bill('B-1', 71.99), bill('BR34', 500), bill('B-2', 59.99)]);
  const onTop = { ...spent, line_amount_types: 'Exclusive', reference: 'Card: br34' };

  const { warnings } = await wire.call('create_bank_transaction', onTop);

  expect(warnings).toEqual(
    [stillOpen('B-1', '71.99'), stillOpen('BR34', '500.00')].map((message) => ({
      ...{ kind: 'duplicate', field: 'line_items', message },
    })),
  );
  const [asked] = wire.requests.filter(({ path }) => path === '/Invoices');
  expect(asked?.query.get('where')).toBe('Type=="ACCPAY"');
  expect(asked?.query.get('ContactIDs')).toBe(contactId);
  expect(await wire.preview('create_bank_transaction', onTop)).toContain('use create_payment');
});

test('money received is held against invoices, not bills', async () => {
  const wire = createOpenWire([]);

  await wire.call('create_bank_transaction', {
    ...spent,
    type: 'RECEIVE',
    line_items: [{ ...line, account_code: '200' }],
  });

  expect(wire.requests.find(({ path }) => path === '/Invoices')?.query.get('where')).toBe('Type=="ACCREC"');
});
