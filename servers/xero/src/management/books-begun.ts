import { compareDecimals } from '@bizmcp/insights';
import type { Compared } from './compared-amount.ts';
import type { PeriodFigures } from './key-figures.ts';

/** How much of the periods the books have: with no cash before one, nothing was entered of earlier days. */
export interface BooksBegun {
  current: InBooks;
  prior: InBooks;
  yearAgo: InBooks;
}

type InBooks = 'all' | 'part' | 'none';

export function booksBegun({ current, prior, yearAgo }: Compared<PeriodFigures>): BooksBegun {
  return { current: inBooks(current), prior: inBooks(prior), yearAgo: yearAgo ? inBooks(yearAgo) : 'all' };
}

function inBooks({ profitAndLoss, cash }: PeriodFigures): InBooks {
  const { income, otherIncome, costOfSales, operatingExpenses } = profitAndLoss;
  const isNothing = (amount: string) => compareDecimals(amount, '0') === 0;
  if (cash && !isNothing(cash.opening)) return 'all';
  if (cash && !isNothing(cash.closing)) return 'part';
  return [income, otherIncome, costOfSales, operatingExpenses].every(isNothing) ? 'none' : 'all';
}
