import { expect, test } from 'vitest';
import { createQuickBooksWire } from './fake-quickbooks.ts';

test('a transaction of more lines than an answer has room for is told with the first of them, and how many follow', async () => {
  const Line = Array.from({ length: 300 }, (_, index) => ({
    ...{ Description: 'Wages of the month, as they stand in the sheet of the payroll office', Amount: 100 },
    DetailType: 'JournalEntryLineDetail',
    JournalEntryLineDetail: { PostingType: index % 2 ? 'Credit' : 'Debit', AccountRef: { value: '60', name: 'Rent' } },
  }));
  const entry = { Id: '77', SyncToken: '0', TxnDate: '2026-11-20', TotalAmt: 15000, Line };
  const wire = createQuickBooksWire({ 'GET /journalentry/77': () => ({ JournalEntry: entry }) });

  const { transaction } = await wire.call('get_transaction', { type: 'journal_entry', transaction_id: '77' });

  expect(transaction.line_items.length).toBeGreaterThan(100);
  expect(transaction.line_items.length + transaction.lines_left_out).toBe(300);
});
