import { readAccounts } from '../account.ts';
import type { Books } from '../books.ts';
import { type LineInput, lineAmount } from './line-item.ts';
import type { Warning } from './warning.ts';

const odd = {
  sale: { class: 'EXPENSE', words: 'is an account of costs; money that comes in is seldom booked to it' },
  purchase: { class: 'REVENUE', words: 'is an account of income; money that goes out is seldom booked to it' },
};

/** Lines on the accounts of the other side, which Xero takes; what a line takes off may be meant so. */
export async function warnOfAccounts(
  books: Books,
  lines: readonly LineInput[],
  side: keyof typeof odd,
): Promise<Warning[]> {
  const accounts = await readAccounts(books);
  return lines.flatMap((line, index): Warning[] => {
    const account = accounts.find(({ code }) => code === line.account_code);
    if (account?.class !== odd[side].class || lineAmount(line).startsWith('-')) return [];
    const message = `${line.account_code} ${account.name} ${odd[side].words}`;
    return [{ kind: 'account', field: `line_items.${index}.account_code`, message }];
  });
}
