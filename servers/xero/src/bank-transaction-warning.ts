import { WireBankTransactions } from './bank-transaction.ts';
import type { BankTransactionDraft, BankTransactionInput } from './bank-transaction-draft.ts';
import type { Books } from './books.ts';
import { addDays } from './calendar.ts';
import { comesTo, type Warning, warnOfDate } from './warning.ts';
import { whereClause } from './where-clause.ts';

/** A payment is dated by hand, by the card or by the bank, which books none at a weekend. */
const nearDays = 3;
const mostNamed = 3;
const mostPast = 100;

/** What a person should know of money spent or received: that it seems to be booked already, or a day that is unusual. One request. */
export async function warnOfBankTransaction(
  books: Books,
  input: BankTransactionInput,
  { contact, said }: BankTransactionDraft,
): Promise<Warning[]> {
  const past = await readPast(books, input);
  const twins = past.filter((one) => comesTo(one, said.total, input.line_amount_types));
  const messages = twins.slice(0, mostNamed).map(({ bankTransactionID: id, type, date, reference }) => {
    const named = [type, id, ...(reference ? [`(${reference})`] : [])].join(' ');
    return `${named} of ${date ?? 'no day'}, ${contact}, has the same sum, ${said.sum}`;
  });
  return [
    ...warnOfDate(input),
    ...messages.map((message) => ({ kind: 'duplicate' as const, field: 'line_items', message })),
  ];
}

/** The contact's transactions of the same kind and bank account at about the same time. */
async function readPast(books: Books, input: BankTransactionInput) {
  const { type, bank_account_id: account, contact_id: contact, date } = input;
  const where = whereClause([
    ['Status', '==', { text: 'AUTHORISED' }],
    ['Type', '==', { text: type }],
    ['BankAccount.AccountID', '==', { id: account }],
    ['Contact.ContactID', '==', { id: contact }],
    ['Date', '>=', { day: addDays(date, -nearDays) }],
    ['Date', '<=', { day: addDays(date, nearDays) }],
  ]);
  const { bankTransactions } = await books.read(WireBankTransactions, (accounting, tenant) =>
    accounting.getBankTransactions(tenant, undefined, where, 'Date DESC', 1, undefined, mostPast),
  );
  return bankTransactions;
}
