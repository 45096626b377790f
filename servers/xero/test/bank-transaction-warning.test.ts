import { expect, test } from 'vitest';
import { bankId, contactId, createXeroWire } from './fake-xero.ts';

const line = { description: 'Flyers', quantity: '3', unit_amount: '19.995', account_code: '400' };
const spent = {
  ...{ type: 'SPEND', bank_account_id: bankId, contact_id: contactId, line_items: [line] },
  ...{ date: '2026-03-01', line_amount_types: 'NoTax' },
};
const stored = { BankTransactionID: '99999999-9999-4999-8999-000000000001', Type: 'SPEND', Status: 'AUTHORISED' };

/** A payment of the past to the same contact. */
const past = (number: string, change: Record<string, unknown> = {}) => ({
  ...{ ...stored, BankTransactionID: `99999999-9999-4999-8999-${number.padStart(12, '0')}` },
  ...{ Date: '/Date(1772236800000+0000)/', SubTotal: 59.99, Total: 59.99, Reference: 'CARD 7', ...change },
});

function createWire(...transactions: object[]) {
  return createXeroWire({
    'GET /BankTransactions': () => ({ BankTransactions: transactions }),
    'PUT /BankTransactions': () => ({ BankTransactions: [stored] }),
  });
}

test('money that seems to be booked already is told, before the question and with the answer, for one request each', async () => {
  const wire = createWire(past('71'), past('72', { Total: 59.98, SubTotal: 59.98 }));

  const { warnings } = await wire.call('create_bank_transaction', spent);

  const message =
    'SPEND 99999999-9999-4999-8999-000000000071 (CARD 7) of 2026-02-28, Harbour Bakery, has the same sum, 59.99 GBP, no tax';
  expect(warnings).toEqual([{ kind: 'duplicate', field: 'line_items', message }]);
  const asked = wire.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/BankTransactions'));
  const where = `Status=="AUTHORISED" AND Type=="SPEND" AND BankAccount.AccountID==guid("${bankId}") AND Contact.ContactID==guid("${contactId}") AND Date>=DateTime(2026, 02, 26) AND Date<=DateTime(2026, 03, 04)`;
  expect(asked.map(({ query }) => query.get('where'))).toEqual([where, where]);
  expect(wire.writes()).toHaveLength(1);
  expect(await wire.preview('create_bank_transaction', spent)).toContain('has the same sum, 59.99 GBP');
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
