import { inQuotes } from '@bizmcp/core';
import { compareDecimals, tellOnce } from '@bizmcp/insights';
import type { Books } from '../books.ts';
import { warnOfAccounts, warnOfCard } from '../document/account-doubt.ts';
import { lineAmount } from '../document/line-item.ts';
import { comesTo, type Warning, warnOfFractions, warnOfMoneyDate } from '../document/warning.ts';
import { kindOf, type WireInvoice } from '../invoice/invoice.ts';
import { listInvoices } from '../invoice/list-invoices.ts';
import { readOrganisation } from '../organisation.ts';
import {
  type BankTransactionDraft,
  type BankTransactionInput,
  draftBankTransaction,
} from './bank-transaction-draft.ts';
import { nameTransactions, readNearTransactions } from './near-transactions.ts';

const mostNamed = 3;

/** Money spent or received that may be sent, and what a person should know of it. */
export async function draftWarnedTransaction(books: Books, input: BankTransactionInput) {
  const draft = await draftBankTransaction(books, input);
  return { ...draft, warnings: tellOnce(await warnOfBankTransaction(books, input, draft)) };
}

/**
 * What a person should know of money spent or received: that it seems to be booked already, that it seems to pay a bill or an invoice
 * which would stay open, or a day that is unusual. Two requests.
 */
async function warnOfBankTransaction(
  books: Books,
  input: BankTransactionInput,
  draft: BankTransactionDraft,
): Promise<Warning[]> {
  const { type, bank_account_id: account, contact_id: contact, date } = input;
  const [near, open] = await Promise.all([
    readNearTransactions(books, { type, contact, date, currency: draft.currency }),
    readOpen(books, input),
  ]);
  const twins = near.filter((one) => comesTo(one, draft.said, input.line_amount_types));
  const messages = [
    ...nameTransactions(twins, account).map((name) => `${name} has the same sum, ${draft.said.sum}`),
    ...open.flatMap((one) => describeOpen(one, input, draft)).slice(0, mostNamed),
  ];
  return [
    ...warnOfMoneyDate(input, await readOrganisation(books)),
    ...warnOfFractions(input.line_items),
    ...(draft.account && type === 'RECEIVE' && draft.contact.roles.join() === 'customer'
      ? warnOfCard(draft.account, 'bank_account_id')
      : []),
    ...(await warnOfAccounts(
      books,
      input.line_items.map((line) => ({ ...line, amount: lineAmount(line) })),
      {
        side: type === 'RECEIVE' ? 'sale' : 'purchase',
        tax: input.line_amount_types,
        isBank: true,
        mayBeRefund: draft.contact.roles.includes(type === 'RECEIVE' ? 'supplier' : 'customer'),
      },
    )),
    ...messages.map((message) => ({ kind: 'duplicate' as const, field: 'line_items', message })),
  ];
}

/** The contact's bills that money spent may pay, or its invoices that money received may. */
async function readOpen(books: Books, { type, contact_id: contactId }: BankTransactionInput): Promise<WireInvoice[]> {
  const where = [['Type', '==', { text: type === 'SPEND' ? 'ACCPAY' : 'ACCREC' }]] as const;
  const statuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED'];
  return (await listInvoices(books, { where, contactId, statuses })).invoices;
}

/** One that owes the same sum, or whose number stands in the text of the new one. */
function describeOpen(
  one: WireInvoice,
  input: BankTransactionInput,
  { contact, said }: BankTransactionDraft,
): string[] {
  const { type, invoiceNumber, invoiceID, date, status, amountDue, currencyCode } = one;
  const isSum = amountDue != null && compareDecimals(amountDue, said.gross ?? said.total) === 0;
  const texts = [input.reference, ...input.line_items.map(({ description }) => description)];
  const words = texts.flatMap((text) => text?.toLowerCase().split(/[\s,;:()]+/) ?? []);
  if (!isSum && !(invoiceNumber && words.includes(invoiceNumber.toLowerCase()))) return [];
  const name = `${kindOf(type)} ${inQuotes(invoiceNumber || invoiceID)} of ${date ?? 'no day'} (${status}), ${inQuotes(contact.name)},`;
  const owed = `still owes ${amountDue ?? 'an unknown sum'} ${currencyCode ?? ''}`.trim();
  return [`${name} ${owed} and would stay open; if this pays it, use create_payment`];
}
