import { inQuotes, orNothing } from '@bizmcp/core';
import { compareDecimals } from '@bizmcp/insights';
import type { Books } from '../books.ts';
import type { Warning } from '../document/warning.ts';
import { isSameId } from '../identifier.ts';
import { isReceivable, kindOf, type WireInvoice } from '../invoice/invoice.ts';
import { listCreditNotes } from '../invoice/list-credit-notes.ts';
import { listOverpayments, listPrepayments } from '../invoice/list-prepaid.ts';
import { readOrganisation } from '../organisation.ts';

const mostNamed = 3;

/** Credit of the same contact that is set against nothing yet, and could pay the invoice in place of money. */
export async function warnOfOpenCredit(books: Books, invoice: WireInvoice, currency: string): Promise<Warning[]> {
  const { type, contact } = invoice;
  const contactId = contact?.contactID;
  if (!contactId) return [];
  const own = (await readOpenCredit(books)).filter(
    (credit) =>
      isSameId(credit.contact?.contactID ?? '', contactId) &&
      isReceivable(credit) === isReceivable(invoice) &&
      (credit.currencyCode ?? currency) === currency,
  );
  return own.slice(0, mostNamed).map((credit) => {
    const kind = /(OVER|PRE)PAYMENT$/.exec(credit.type)?.[0].toLowerCase() ?? 'credit note';
    const message = `${kind} ${tellLeft(credit, currency)}, which can be set against this ${kindOf(type)} in Xero in place of money`;
    return { kind: 'amount', field: 'amount', message };
  });
}

function tellLeft({ invoiceID, invoiceNumber, date, remainingCredit }: WireInvoice, currency: string): string {
  return `${inQuotes(invoiceNumber || invoiceID)} of ${date ?? 'no day'} has ${remainingCredit} ${currency} left`;
}

/** What a contact paid, or was paid, that is set against nothing yet, which no list has; undefined for nothing. */
export async function findPrepaid(books: Books, contactId: string): Promise<string | undefined> {
  const { base_currency: base } = await readOrganisation(books);
  const own = (await readOpenCredit(books)).filter(
    ({ type, contact }) => /(OVER|PRE)PAYMENT$/.test(type) && isSameId(contact?.contactID ?? '', contactId),
  );
  if (own.length === 0) return undefined;
  const told = own.map((one) => `${one.type} ${tellLeft(one, one.currencyCode ?? base)}`).join(', ');
  return `Paid and set against nothing yet, so in no amount_due: ${told}.`;
}

/** Of all contacts, as there is little of it: three requests, which the next calls do without. */
function readOpenCredit(books: Books): Promise<WireInvoice[]> {
  return books.remember('open credit', async () => {
    const query = { where: [['Status', '==', { text: 'AUTHORISED' }]] as const, page: 1, pageSize: 1000 };
    const lists = [listCreditNotes, listOverpayments, listPrepayments];
    const found = await Promise.all(lists.map((list) => orNothing(list(books, query), 'forbidden')));
    const all = found.flatMap((list) => list?.invoices ?? []);
    return all.filter(({ remainingCredit: left }) => left != null && compareDecimals(left, '0') > 0);
  });
}
