import { inQuotes } from '@bizmcp/core';
import { compareDecimals, isSameDocumentNumber, parseDecimal, roundDecimal } from '@bizmcp/insights';
import type { Account } from '../account.ts';
import { sumPlaces } from '../amount.ts';
import { isNearDay, nameTransactions, readNearTransactions } from '../bank-transaction/near-transactions.ts';
import type { Books } from '../books.ts';
import { warnOfCard } from '../document/account-doubt.ts';
import { type Warning, warnOfMoneyDate } from '../document/warning.ts';
import { kindOf, type WireInvoice } from '../invoice/invoice.ts';
import { nameTwins, readPast } from '../invoice/past-invoice.ts';
import { readOrganisation } from '../organisation.ts';
import { warnOfOpenCredit } from './open-credit.ts';
import type { PaymentInput } from './payment-check.ts';

/** What a person should know of a payment: the same money booked before, with or without the invoice, a bill that was entered twice, credit that could pay it, another currency, an unusual day. */
export async function warnOfPayment(
  books: Books,
  invoice: WireInvoice,
  input: PaymentInput,
  account: Account,
): Promise<Warning[]> {
  const organisation = await readOrganisation(books);
  const { base_currency: base } = organisation;
  const currency = invoice.currencyCode ?? base;
  return [
    ...warnOfMoneyDate(input, organisation),
    ...beforeInvoice(invoice, input),
    ...(invoice.type === 'ACCREC' ? warnOfCard(account, 'account_id') : []),
    ...otherCurrency(invoice, input, account.currency ?? base),
    ...paidAlready(invoice, input, currency),
    ...(await enteredTwice(books, invoice, currency)),
    ...(await bookedAlready(books, invoice, input, currency)),
    ...(await warnOfOpenCredit(books, invoice, currency)),
  ];
}

function beforeInvoice({ type, date: issued }: WireInvoice, { date }: PaymentInput): Warning[] {
  if (issued == null || date >= issued) return [];
  return [{ kind: 'date', field: 'date', message: `${date} is before the day of the ${kindOf(type)}, ${issued}` }];
}

/** Paid from or into an account of the base currency. */
function otherCurrency(
  { currencyCode, currencyRate }: WireInvoice,
  { amount }: PaymentInput,
  currency: string,
): Warning[] {
  if (!currencyCode || currencyCode === currency) return [];
  const converted = currencyRate
    ? `, about ${roundDecimal(parseDecimal(amount).div(parseDecimal(currencyRate)), sumPlaces)} ${currency} at that of the invoice`
    : '';
  const message = `${amount} ${currencyCode} on an account in ${currency}: Xero converts at the rate of the day${converted}`;
  return [{ kind: 'currency', field: 'account_id', message }];
}

/** The invoice comes with its payments: https://developer.xero.com/documentation/api/accounting/invoices */
function paidAlready({ type, payments }: WireInvoice, input: PaymentInput, currency: string): Warning[] {
  const twins = (payments ?? []).filter(
    ({ date, amount }) =>
      date != null && amount != null && isNearDay(date, input.date) && compareDecimals(amount, input.amount) === 0,
  );
  return twins.map(({ paymentID, date, amount, reference }) => {
    const name = ['payment', paymentID ?? '', ...(reference ? [inQuotes(reference)] : [])].filter(Boolean).join(' ');
    const message = `${name} of ${date} on this ${kindOf(type)} has the same sum, ${amount} ${currency}: if it is this one, it would be booked twice`;
    return { kind: 'duplicate' as const, field: 'amount', message };
  });
}

/** The last chance to see it: of a bill the number is its supplier's, which Xero takes as often as it comes. */
async function enteredTwice(books: Books, bill: WireInvoice, currency: string): Promise<Warning[]> {
  const { invoiceID: id, invoiceNumber, type, contact, date, total } = bill;
  if (type !== 'ACCPAY' || !contact?.contactID || date == null || total == null) return [];
  const past = await readPast(books, { id, type, contact_id: contact.contactID, date });
  const twins = past.filter(
    (one) =>
      isSameDocumentNumber(one.invoiceNumber, invoiceNumber) &&
      one.total != null &&
      compareDecimals(one.total, total) === 0,
  );
  return nameTwins({ type, contact: { name: contact.name ?? '' } }, twins).map((name) => ({
    ...{ kind: 'duplicate' as const, field: 'invoice_id' },
    message: `${name} has the same number and sum, ${total} ${currency}: if it is this bill entered again, it would be paid twice`,
  }));
}

async function bookedAlready(
  books: Books,
  { type, contact }: WireInvoice,
  input: PaymentInput,
  currency: string,
): Promise<Warning[]> {
  if (!contact?.contactID) return [];
  const near = await readNearTransactions(books, {
    type: type === 'ACCPAY' ? 'SPEND' : 'RECEIVE',
    contact: contact.contactID,
    date: input.date,
    currency,
  });
  const twins = near.filter(({ total }) => total != null && compareDecimals(total, input.amount) === 0);
  return nameTransactions(twins, input.account_id).map((name) => ({
    ...{ kind: 'duplicate' as const, field: 'amount' },
    message: `${name} has the same sum: if it paid this ${kindOf(type)}, it would be booked twice`,
  }));
}
