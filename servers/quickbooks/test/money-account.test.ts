import { expect, test } from 'vitest';
import { createQuickBooksWire, rows } from './fake-quickbooks.ts';

const account = (name: string) => ({ value: '35', name });
const cost = (name: string) => ({ AccountBasedExpenseLineDetail: { AccountRef: account(name) } });
const posted = (PostingType: string, name: string) => ({
  JournalEntryLineDetail: { PostingType, AccountRef: account(name) },
});

test.each([
  ['purchase', { AccountRef: account('Card'), Line: [cost('Rent'), cost('Rent')] }, 'Card -> Rent'],
  ['purchase', { AccountRef: account('Card'), Line: [cost('Rent')], Credit: true }, 'Rent -> Card'],
  ['purchase', { AccountRef: account('Card'), Line: ['A', 'B', 'C', 'D', 'E'].map(cost) }, 'Card -> A, B, C, 2 more'],
  [
    'deposit',
    { DepositToAccountRef: account('Bank'), Line: [{ DepositLineDetail: { AccountRef: account('Fees') } }] },
    'Fees -> Bank',
  ],
  ['deposit', { DepositToAccountRef: account('Bank'), Line: [{ Amount: 5 }] }, 'Bank'],
  ['transfer', { FromAccountRef: account('Bank'), ToAccountRef: { value: '36' } }, 'Bank -> 36'],
  ['journal_entry', { Line: [posted('Debit', 'Wear'), posted('Credit', 'Machines')] }, 'Machines -> Wear'],
  ['payment', { DepositToAccountRef: account('Bank') }, undefined],
])('a row of type %s with %o names the accounts %s', async (type, given, accounts) => {
  const entity = { purchase: 'Purchase', deposit: 'Deposit', transfer: 'Transfer', payment: 'Payment' }[type];
  const name = entity ?? 'JournalEntry';
  const stored = { Id: '8', SyncToken: '0', ...given };
  const wire = createQuickBooksWire({ [`QUERY ${name.toLowerCase()}`]: rows(name, [stored]) });

  const { transactions } = await wire.call('search_transactions', { type });

  expect(transactions[0].accounts).toBe(accounts);
});
