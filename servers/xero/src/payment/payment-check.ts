import { type FieldProblem, inQuotes } from '@bizmcp/core';
import { compareDecimals, parseDecimal } from '@bizmcp/insights';
import { type Account, findAccount } from '../account.ts';
import { shownAmount, sumPlaces } from '../amount.ts';
import type { Books } from '../books.ts';
import { checkHeader } from '../document/document-check.ts';
import type { WireInvoice } from '../invoice/invoice.ts';
import { readOrganisation } from '../organisation.ts';

/** What a payment is meant to be. */
export interface PaymentInput {
  invoice_id: string;
  account_id: string;
  amount: string;
  date: string;
  reference?: string | undefined;
}

/** What is wrong with a payment of this invoice; nothing has been sent yet. */
export async function checkPayment(books: Books, invoice: WireInvoice, input: PaymentInput): Promise<FieldProblem[]> {
  const [account, { base_currency: base }, header] = await Promise.all([
    findAccount(books, input.account_id),
    readOrganisation(books),
    checkHeader(books, { date: input.date }),
  ]);
  return [
    ...statusProblems(invoice),
    // What a paid invoice still owes tells nothing more.
    ...(isOpen(invoice) ? amountProblems(invoice, input.amount, base) : []),
    ...accountProblems(account, invoice.currencyCode ?? base, base),
    ...header,
  ];
}

function isOpen({ status }: WireInvoice): boolean {
  return status === 'AUTHORISED';
}

function statusProblems({ status, invoiceNumber, invoiceID }: WireInvoice): FieldProblem[] {
  if (status === 'AUTHORISED') return [];
  const next =
    status === 'DRAFT' || status === 'SUBMITTED'
      ? 'approve it with update_invoice_status first'
      : 'it takes no payment';
  return [{ path: 'invoice_id', problem: `${invoiceNumber ?? invoiceID} is ${status}; ${next}` }];
}

function amountProblems({ amountDue, currencyCode }: WireInvoice, amount: string, base: string): FieldProblem[] {
  const currency = currencyCode ?? base;
  if (compareDecimals(amount, '0') <= 0) return [{ path: 'amount', problem: 'has to be above 0' }];
  if (!parseDecimal(amount).round(sumPlaces).eq(parseDecimal(amount)))
    return [{ path: 'amount', problem: `has more than the ${sumPlaces} places that Xero keeps` }];
  if (amountDue == null || compareDecimals(amount, amountDue) <= 0) return [];
  const due = shownAmount(amountDue, currency);
  return [{ path: 'amount', problem: `only ${due} is still owed; an overpayment is recorded in Xero` }];
}

function accountProblems(account: Account | undefined, currency: string, base: string): FieldProblem[] {
  const path = 'account_id';
  if (!account) return [{ path, problem: 'no such account; see list_accounts with bank_only' }];
  if (account.status !== 'ACTIVE') return [{ path, problem: `${inQuotes(account.name)} is archived` }];
  if (account.type !== 'BANK' && !account.takes_payments)
    return [{ path, problem: `${inQuotes(account.name)} takes no payments; see list_accounts with bank_only` }];
  const own = account.currency ?? base;
  if (own === currency || own === base) return [];
  return [
    { path, problem: `${inQuotes(account.name)} is in ${own}, the invoice in ${currency}; choose one in ${currency}` },
  ];
}
