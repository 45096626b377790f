import { multiplyRatio } from '../minor-units.ts';
import type { Books } from './books.ts';
import type { DocumentKind, DocumentLine } from './document.ts';
import type { LineDraft } from './draft.ts';
import type { Posting } from './journal-entry.ts';
import { LedgerError } from './ledger-error.ts';
import { requireAccount, requireAmount } from './requirement.ts';

/** Lines with their tax, and the sums of them. */
export interface PricedLines {
  readonly lines: readonly DocumentLine[];
  readonly tax: number;
  readonly total: number;
}

/** Checks the lines of a document and computes their tax. */
export const priceLines = (books: Books, kind: DocumentKind, drafts: readonly LineDraft[]): PricedLines => {
  if (drafts.length === 0) throw new LedgerError('invalid_amount', 'lines', 'At least one line is needed');
  const lines = drafts.map((draft, index) => priceLine(books, draft, `lines.${index}`));
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const total = lines.reduce((sum, line) => sum + line.amount, tax);
  requireAmount(total, 'lines', kind === 'spend' || kind === 'receive' ? 1 : 0);
  return { lines, tax, total };
};

const priceLine = (books: Books, draft: LineDraft, field: string): DocumentLine => {
  requireLineAccount(books, draft.accountId, `${field}.accountId`);
  requireAmount(draft.amount, `${field}.amount`);
  const item = draft.itemId === undefined ? undefined : books.items.get(draft.itemId);
  if (draft.itemId !== undefined && !item) {
    throw new LedgerError('not_found', `${field}.itemId`, `No item ${draft.itemId}`);
  }
  if (item && !item.active) throw new LedgerError('inactive', `${field}.itemId`, `Item ${item.name} is archived`);
  requireTracking(books, draft.tracking ?? {}, `${field}.tracking`);
  const rate = taxRate(books, draft, `${field}.taxCodeId`);
  const tax = draft.tax ?? multiplyRatio(draft.amount, rate, 10_000);
  requireAmount(tax, `${field}.tax`);
  return { ...draft, tax };
};

/** The account of a line: receivables and payables move with documents only, foreign accounts with their own. */
export const requireLineAccount = (books: Books, accountId: string, field: string): void => {
  const account = requireAccount(books, accountId, field);
  if (account.type === 'accounts_receivable' || account.type === 'accounts_payable') {
    throw new LedgerError('wrong_type', field, `${account.name} moves with invoices, bills and payments only`);
  }
  if (account.currency !== books.settings.homeCurrency) {
    throw new LedgerError('currency_mismatch', field, `${account.name} is kept in ${account.currency}`);
  }
};

/** Checks that each tracking option exists and is active. */
export const requireTracking = (books: Books, tracking: Readonly<Record<string, string>>, field: string): void => {
  for (const [categoryId, optionId] of Object.entries(tracking)) {
    const category = books.trackingCategories.get(categoryId);
    const option = category?.options.find(({ id }) => id === optionId);
    if (!option) throw new LedgerError('not_found', field, `No option ${optionId} of tracking category ${categoryId}`);
    if (!category?.active || !option.active) {
      throw new LedgerError('inactive', field, `Tracking option ${option.name} is archived`);
    }
  }
};

const taxRate = (books: Books, { taxCodeId, tax }: LineDraft, field: string): number => {
  if (taxCodeId === undefined) {
    if (tax) throw new LedgerError('not_found', field, 'A line with tax needs a tax code');
    return 0;
  }
  const taxCode = books.taxCodes.get(taxCodeId);
  if (!taxCode) throw new LedgerError('not_found', field, `No tax code ${taxCodeId}`);
  if (!taxCode.active) throw new LedgerError('inactive', field, `Tax code ${taxCode.name} is archived`);
  return taxCode.rateBasisPoints;
};

/**
 * The postings of lines and their tax on one side (1 debits, -1 credits).
 * Each takes the rise of the rounded running total, so that they sum to the rounded total exactly.
 */
export const linePostings = (
  books: Books,
  lines: readonly DocumentLine[],
  side: 1 | -1,
  document: { readonly currency: string; readonly rate: number; readonly counterpartyId?: string | undefined },
): Posting[] => {
  let running = 0;
  let posted = 0;
  const rise = (amount: number): number => {
    running += amount;
    const before = posted;
    posted = books.rates.toHome(running, document.currency, document.rate);
    return side * (posted - before);
  };
  const { counterpartyId } = document;
  const who = counterpartyId === undefined ? {} : { counterpartyId };
  return lines.flatMap((line) => {
    const { accountId, tax, taxCodeId, description, itemId, tracking } = line;
    const details = {
      ...who,
      ...(description !== undefined && { description }),
      ...(taxCodeId !== undefined && { taxCodeId }),
    };
    const own = {
      ...details,
      ...(itemId !== undefined && { itemId }),
      ...(tracking !== undefined && { tracking }),
    };
    const taxAccountId = taxCodeId === undefined ? undefined : books.taxCodes.get(taxCodeId)?.accountId;
    const net: Posting = { accountId, amount: rise(line.amount), ...own };
    return tax === 0 || taxAccountId === undefined
      ? [net]
      : [net, { accountId: taxAccountId, amount: rise(tax), ...details }];
  });
};
