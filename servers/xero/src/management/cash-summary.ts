import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { addAmounts } from '../amount.ts';
import type { Books } from '../books.ts';
import { readReport } from '../report/report-request.ts';
import { amountOf } from './profit-and-loss.ts';
import type { Period } from './report-period.ts';

const movement = {
  opening: z.string().describe('At the start'),
  received: z.string().describe('Came in'),
  spent: z.string().describe('Went out'),
  closing: z.string().describe('At the end'),
};

/** What came into and went out of the bank accounts, in the base currency. */
export const CashSummary = z.object({
  ...movement,
  accounts: z.array(z.object({ name: z.string().describe('Bank account'), ...movement })).describe('By bank account'),
});

export type CashSummary = z.output<typeof CashSummary>;

/** The bank summary of a period. */
export async function readCashSummary(books: Books, { from, to }: Pick<Period, 'from' | 'to'>): Promise<CashSummary> {
  const { columns, rows } = await readReport(books, { report: 'bank_summary', from_date: from, to_date: to });
  const place = (pattern: RegExp) => {
    const found = columns.findIndex((column) => pattern.test(column));
    if (found >= 0 || rows.length === 0) return found;
    throw new ToolError('bad_answer', 'Xero left a column out of the bank summary. Look at it with get_report.');
  };
  const places = [place(/opening/i), place(/received/i), place(/spent/i), place(/closing/i)];
  const accounts = rows
    .filter(({ kind }) => kind === 'row')
    .map((row) => {
      const [opening = '0.00', received = '0.00', spent = '0.00', closing = '0.00'] = places.map((column) =>
        amountOf(row, column),
      );
      return { name: row.label, opening, received, spent, closing };
    });
  return {
    opening: addAmounts(accounts.map((account) => account.opening)),
    received: addAmounts(accounts.map((account) => account.received)),
    spent: addAmounts(accounts.map((account) => account.spent)),
    closing: addAmounts(accounts.map((account) => account.closing)),
    accounts,
  };
}
