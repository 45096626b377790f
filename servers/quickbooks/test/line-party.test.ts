import { expect, test } from 'vitest';
import { createQuickBooksWire } from './fake-quickbooks.ts';

const customer = { value: '1', name: 'Harbour Bakery' };

test.each([
  ['journal_entry', 'JournalEntry', { PostingType: 'Debit', Entity: { Type: 'Customer', EntityRef: customer } }],
  ['deposit', 'Deposit', { Entity: { ...customer, type: 'CUSTOMER' } }],
] as const)('a line of a %s tells whose it is', async (type, entity, detail) => {
  const account = { AccountRef: { value: '84', name: 'Accounts Receivable' } };
  const lines = [
    { Amount: 50, [`${entity}LineDetail`]: { ...account, ...detail } },
    { Amount: 50, [`${entity}LineDetail`]: account },
  ];
  const found = { Id: '77', SyncToken: '0', TxnDate: '2026-11-20', TotalAmt: 100, Line: lines };
  const wire = createQuickBooksWire({ [`GET /${entity.toLowerCase()}/77`]: () => ({ [entity]: found }) });

  const { transaction } = await wire.call('get_transaction', { type, transaction_id: '77' });

  const [own, nobodys] = transaction.line_items;
  expect(own).toMatchObject({ party_id: '1', party: 'Harbour Bakery' });
  expect(nobodys).not.toHaveProperty('party_id');
});
