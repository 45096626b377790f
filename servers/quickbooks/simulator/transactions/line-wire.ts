import type { DocumentLine, JournalLine, Ledger } from '@bizmcp/testkit/company';
import { accountReference, counterpartyReference, itemReference, trackingReference } from '../entities/names.ts';
import { amountOf } from '../money.ts';
import type { QuickBooksBooks } from '../quickbooks-state.ts';
import { referenceTo, type Wire } from '../wire.ts';

/** The tax code and rate that the company's sales tax has here. */
export const salesTax = { codeId: '2', rateId: '3' } as const;

interface LineContext {
  readonly books: QuickBooksBooks;
  readonly currency: string;
  /** Nothing is left of the amounts of a voided document. */
  readonly isVoid: boolean;
}

/** Lines of the US have one of two codes: https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales */
function lineTaxCode({ taxCodeId }: DocumentLine): Wire {
  return referenceTo(taxCodeId === 'TAX' ? 'TAX' : 'NON');
}

function lineHead({ books, currency, isVoid }: LineContext, line: DocumentLine | JournalLine, index: number): Wire {
  return {
    ...{ Id: String(index + 1), LineNum: index + 1 },
    ...(line.description !== undefined && { Description: line.description }),
    Amount: isVoid ? 0 : amountOf(books.ledger, line.amount, currency),
  };
}

function details(context: LineContext, line: DocumentLine): Wire {
  const { books, isVoid } = context;
  const classReference = trackingReference(books, 'Class', line.tracking);
  return {
    ...(line.itemId !== undefined && { ItemRef: itemReference(books, line.itemId) }),
    ...(classReference && { ClassRef: classReference }),
    ...(line.unitPrice !== undefined && { UnitPrice: isVoid ? 0 : Number(line.unitPrice) }),
    ...(line.quantity !== undefined && { Qty: isVoid ? 0 : Number(line.quantity) }),
  };
}

/** Lines of what is sold, with their subtotal. */
export function salesLines(context: LineContext, lines: readonly DocumentLine[]): Wire[] {
  const { books, currency, isVoid } = context;
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const wires = lines.map((line, index) => ({
    ...lineHead(context, line, index),
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: {
      ...details(context, line),
      ItemAccountRef: accountReference(books, line.accountId),
      TaxCodeRef: lineTaxCode(line),
    },
  }));
  const subtotal = {
    Amount: isVoid ? 0 : amountOf(books.ledger, total, currency),
    ...{ DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
  };
  return [...wires, subtotal];
}

/** Lines of what is bought: of an account, or of an item. */
export function expenseLines(context: LineContext, lines: readonly DocumentLine[]): Wire[] {
  const { books } = context;
  return lines.map((line, index) => {
    const head = lineHead(context, line, index);
    if (line.itemId !== undefined) {
      const detail = { ...details(context, line), TaxCodeRef: lineTaxCode(line), BillableStatus: 'NotBillable' };
      return { ...head, DetailType: 'ItemBasedExpenseLineDetail', ItemBasedExpenseLineDetail: detail };
    }
    const { ClassRef } = details(context, line);
    const detail = {
      AccountRef: accountReference(books, line.accountId),
      ...(ClassRef !== undefined && { ClassRef }),
      ...{ BillableStatus: 'NotBillable', TaxCodeRef: lineTaxCode(line) },
    };
    return { ...head, DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: detail };
  });
}

/** Deposits have no tax of their own in the United States: what was collected of it is a line of its own. */
function withTaxLine(lines: readonly DocumentLine[], taxAccountId: string | undefined): DocumentLine[] {
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  if (tax === 0 || taxAccountId === undefined) return [...lines];
  return [...lines, { accountId: taxAccountId, amount: tax, tax: 0, description: 'Sales tax collected' }];
}

/** Lines of money that was paid in without an invoice. */
export function depositLines(
  context: LineContext,
  lines: readonly DocumentLine[],
  payerId: string | undefined,
): Wire[] {
  const { books } = context;
  const taxAccountId = books.ledger.accountWithRole('sales_tax')?.id;
  return withTaxLine(lines, taxAccountId).map((line, index) => {
    const { ClassRef } = details(context, line);
    const payer = payerId === undefined ? undefined : counterpartyReference(books, payerId);
    const kind = payerId === undefined ? undefined : books.ledger.counterparties.get(payerId)?.kind;
    const DepositLineDetail = {
      ...(payer && { Entity: { ...payer, type: kind === 'vendor' ? 'VENDOR' : 'CUSTOMER' } }),
      AccountRef: accountReference(books, line.accountId),
      ...(ClassRef !== undefined && { ClassRef }),
    };
    return { ...lineHead(context, line, index), DetailType: 'DepositLineDetail', DepositLineDetail };
  });
}

/** Lines of a journal entry: a side and an amount without a sign. */
export function journalLines(context: LineContext, lines: readonly JournalLine[]): Wire[] {
  const { books } = context;
  return lines.map((line, index) => {
    const ClassRef = trackingReference(books, 'Class', line.tracking);
    const DepartmentRef = trackingReference(books, 'Department', line.tracking);
    const JournalEntryLineDetail = {
      PostingType: line.amount < 0 ? 'Credit' : 'Debit',
      AccountRef: accountReference(books, line.accountId),
      ...(ClassRef && { ClassRef }),
      ...(DepartmentRef && { DepartmentRef }),
    };
    const head = lineHead(context, { ...line, amount: Math.abs(line.amount) }, index);
    return { ...head, DetailType: 'JournalEntryLineDetail', JournalEntryLineDetail };
  });
}

/** The tax of a whole sale, by its one rate. */
export function taxDetail({ books, currency, isVoid }: LineContext, lines: readonly DocumentLine[], tax: number): Wire {
  const { ledger } = books;
  const taxed = lines.filter(({ taxCodeId }) => taxCodeId === 'TAX');
  if (taxed.length === 0 || isVoid) return { TotalTax: 0 };
  const net = taxed.reduce((sum, { amount }) => sum + amount, 0);
  const TaxLineDetail = {
    ...{ TaxRateRef: referenceTo(salesTax.rateId), PercentBased: true, TaxPercent: salesTaxPercent(ledger) },
    NetAmountTaxable: amountOf(ledger, net, currency),
  };
  const Amount = amountOf(ledger, tax, currency);
  const TaxLine = [{ Amount, DetailType: 'TaxLineDetail', TaxLineDetail }];
  return { TxnTaxCodeRef: referenceTo(salesTax.codeId), TotalTax: Amount, TaxLine };
}

export function salesTaxPercent(ledger: Ledger): number {
  return (ledger.taxCodes.get('TAX')?.rateBasisPoints ?? 0) / 100;
}
