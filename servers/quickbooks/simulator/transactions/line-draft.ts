import { type LineDraft, lineAmount } from '@bizmcp/testkit/company';
import type * as z from 'zod';
import type { DepositLine, ExpenseLine, JournalLine, SalesLine } from '../body.ts';
import { findAccount, findItem, trackingOf } from '../entities/names.ts';
import { refuse } from '../error-reply.ts';
import { minorUnitsOf } from '../money.ts';
import type { QuickBooksBooks } from '../quickbooks-state.ts';

/** What a line stands in. */
export interface LineContext {
  readonly books: QuickBooksBooks;
  readonly currency: string;
  readonly departmentId: string | undefined;
}

/** The default item of a sale without one is the first. */
const defaultItemId = '1';

interface Priced {
  readonly Amount: number;
  readonly Description?: string | null | undefined;
}

interface ItemDetail {
  readonly ItemRef?: { value: string } | undefined;
  readonly ItemAccountRef?: { value: string } | undefined;
  readonly Qty?: number | undefined;
  readonly UnitPrice?: number | undefined;
  readonly ClassRef?: { value: string } | undefined;
  readonly TaxCodeRef?: { value: string } | undefined;
}

/** The amount of a line; refused where it is not quantity times price. */
function amountOfLine({ books, currency }: LineContext, { Amount }: Priced, { Qty, UnitPrice }: ItemDetail): number {
  const units = minorUnitsOf(books.ledger, Amount, currency);
  if (Qty === undefined || UnitPrice === undefined) return units;
  const digits = books.ledger.settings.currencies.find(({ code }) => code === currency)?.digits ?? 2;
  if (lineAmount(String(Qty), String(UnitPrice), digits) === units) return units;
  return refuse('6070', `Amount is not equal to UnitPrice * Qty. Supplied value:${Amount}`, 'Amount');
}

function tracking({ books, departmentId }: LineContext, classId: string | undefined) {
  const chosen = trackingOf(books, { Class: classId, Department: departmentId });
  return Object.keys(chosen).length > 0 ? { tracking: chosen } : {};
}

function described({ Description }: Priced) {
  return Description === undefined || Description === null ? {} : { description: Description };
}

/** TAX or NON, and no other, in the United States; what is bought carries no tax to be reclaimed. */
function taxCode(sent: string | undefined, fallback: string) {
  const code = sent ?? fallback;
  if (code !== 'TAX' && code !== 'NON') {
    return refuse('6100', `Valid Line TaxCodes for US should be TAX or NON. Supplied value:${code}`, 'TaxCodeRef');
  }
  return { taxCodeId: code === 'TAX' ? 'TAX' : 'NONE' };
}

function counts({ Qty, UnitPrice }: ItemDetail) {
  return {
    ...(Qty !== undefined && { quantity: String(Qty) }),
    ...(UnitPrice !== undefined && { unitPrice: String(UnitPrice) }),
  };
}

/** The item of a line, or the account alone of a line that was written down without one and comes back as it was read. */
function soldAs(books: QuickBooksBooks, { ItemRef, ItemAccountRef }: ItemDetail) {
  if (!ItemRef && ItemAccountRef)
    return { draft: { accountId: findAccount(books, ItemAccountRef.value).id }, taxCode: 'NON' };
  const item = findItem(books, ItemRef?.value ?? defaultItemId);
  return {
    draft: { accountId: item.incomeAccountId, itemId: item.id },
    taxCode: item.taxCodeId === 'TAX' ? 'TAX' : 'NON',
  };
}

/** The ledger's lines of a sale; texts and subtotals post nothing. */
export function salesDrafts(context: LineContext, lines: readonly z.output<typeof SalesLine>[]): LineDraft[] {
  return lines.flatMap((line) => {
    if (line.DetailType !== 'SalesItemLineDetail') return [];
    const detail = line.SalesItemLineDetail;
    const sold = soldAs(context.books, detail);
    return [
      {
        ...{ ...sold.draft, amount: amountOfLine(context, line, detail) },
        ...{ ...taxCode(detail.TaxCodeRef?.value, sold.taxCode), ...counts(detail), ...described(line) },
        ...tracking(context, detail.ClassRef?.value),
      },
    ];
  });
}

/** The ledger's lines of what is bought. */
export function expenseDrafts(context: LineContext, lines: readonly z.output<typeof ExpenseLine>[]): LineDraft[] {
  return lines.map((line) => {
    if (line.DetailType === 'AccountBasedExpenseLineDetail') {
      const { AccountRef, ClassRef, TaxCodeRef } = line.AccountBasedExpenseLineDetail;
      requireUntaxed(TaxCodeRef?.value);
      const accountId = findAccount(context.books, AccountRef.value).id;
      const amount = minorUnitsOf(context.books.ledger, line.Amount, context.currency);
      return { accountId, amount, ...described(line), ...tracking(context, ClassRef?.value) };
    }
    const detail = line.ItemBasedExpenseLineDetail;
    requireUntaxed(detail.TaxCodeRef?.value);
    const item = findItem(context.books, detail.ItemRef?.value ?? defaultItemId);
    const accountId = item.expenseAccountId;
    if (accountId === undefined) {
      return refuse('6000', 'Business Validation Error: The item has no expense account to be bought on.', 'ItemRef');
    }
    const amount = amountOfLine(context, line, detail);
    const rest = { ...counts(detail), ...described(line), ...tracking(context, detail.ClassRef?.value) };
    return { accountId, itemId: item.id, amount, ...rest };
  });
}

function requireUntaxed(code: string | undefined): void {
  if (code !== undefined && code !== 'NON') taxCode(code === 'TAX' ? 'TAX on a purchase' : code, 'NON');
}

/** The ledger's lines of money that came in. */
export function depositDrafts(context: LineContext, lines: readonly z.output<typeof DepositLine>[]): LineDraft[] {
  return lines.map((line) => {
    const { AccountRef, ClassRef } = line.DepositLineDetail;
    const accountId = findAccount(context.books, AccountRef.value).id;
    const amount = minorUnitsOf(context.books.ledger, line.Amount, context.currency);
    return { accountId, amount, ...described(line), ...tracking(context, ClassRef?.value) };
  });
}

/** The ledger's lines of a journal entry; they must balance before anything is posted. */
export function journalDrafts(context: LineContext, lines: readonly z.output<typeof JournalLine>[]) {
  const drafts = lines.map((line) => {
    const { AccountRef, ClassRef, DepartmentRef, PostingType } = line.JournalEntryLineDetail;
    const units = minorUnitsOf(context.books.ledger, line.Amount, context.currency);
    const accountId = findAccount(context.books, AccountRef.value).id;
    const own = { ...context, departmentId: DepartmentRef?.value };
    const amount = PostingType === 'Debit' ? units : -units;
    return { accountId, amount, ...described(line), ...tracking(own, ClassRef?.value) };
  });
  const difference = drafts.reduce((sum, { amount }) => sum + amount, 0);
  if (difference === 0) return drafts;
  return refuse('6000', 'Business Validation Error: The debits and credits of the transaction are not equal.', 'Line');
}
