import type * as z from 'zod';
import { type Account, readAccounts } from '../account.ts';
import { toBankTransaction } from '../bank-transaction/bank-transaction.ts';
import type { Movement, MovementQuery } from '../bank-transaction/movement.ts';
import type { Books } from '../books.ts';
import { isSameId } from '../identifier.ts';
import type { PageRequest } from '../page.ts';
import { type Condition, whereClause } from '../where-clause.ts';
import { toBankAmount } from './bank-amount.ts';
import { paidBy, type WirePayment, WirePayments } from './payment.ts';

/** Which way the money went is told by the kind alone: https://developer.xero.com/documentation/api/accounting/types#payments */
export const waysOfPayments =
  'ACCRECPAYMENT came in and ACCPAYPAYMENT went out; what was paid back on credits and overpayments came in if its type begins with AP and went out if with AR. What moved without an invoice is listed without type, transfers between own accounts in neither list.';

/** A page of payments as Xero sends them, the newest first. */
export function readPayments(
  books: Books,
  where: readonly (Condition | undefined)[],
  { page, pageSize }: PageRequest,
): Promise<z.output<typeof WirePayments>> {
  return books.read(WirePayments, (accounting, tenant) =>
    accounting.getPayments(tenant, undefined, whereClause(where), 'Date DESC', page, pageSize),
  );
}

/** A page of payments in the shape of bank transactions. */
export async function listPayments(books: Books, { where, account, contact, ...request }: MovementQuery) {
  const conditions: MovementQuery['where'] = [
    ...where,
    account === undefined ? undefined : ['Account.AccountID', '==', { id: account }],
    contact === undefined ? undefined : ['Invoice.Contact.ContactID', '==', { id: contact }],
  ];
  const { payments, pagination } = await readPayments(books, conditions, request);
  const accounts = payments.length === 0 ? [] : await readAccounts(books);
  return { rows: payments.map((payment) => toMovement(payment, accounts)), pagination };
}

/** In lists Xero tells the account of a payment without its name. */
export function accountOf({ account }: WirePayment, accounts: readonly Account[]): Account | undefined {
  return accounts.find(({ account_id: id }) => isSameId(id, account?.accountID ?? ''));
}

function toMovement(wire: WirePayment, accounts: readonly Account[]): Movement {
  const { id, number, contact, currencyCode } = paidBy(wire);
  const account = accountOf(wire, accounts);
  return {
    ...toBankTransaction({
      ...wire,
      bankTransactionID: wire.paymentID,
      type: wire.paymentType ?? 'PAYMENT',
      total: wire.amount,
      bankAccount: { accountID: wire.account?.accountID, name: account?.name },
      contact,
      currencyCode,
    }),
    ...toBankAmount(wire, account),
    ...(wire.batchPaymentID && { batch_payment_id: wire.batchPaymentID }),
    ...(id && { invoice_id: id }),
    ...(number && { invoice_number: number }),
  };
}
