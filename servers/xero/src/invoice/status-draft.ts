import { readAccounts } from '../account.ts';
import type { Books } from '../books.ts';
import { readContact, toKnownContact } from '../contact/contact.ts';
import { type DescribedLines, describeLine, describeSum } from '../document/describe-lines.ts';
import { type LineAmountTypes, toLine } from '../document/line-item.ts';
import { type Warning, warnOfPastYear } from '../document/warning.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import type { WireInvoice } from './invoice.ts';
import { warnOfInvoice } from './invoice-warning.ts';
import { readChangeable } from './read-changeable.ts';

/** A change of status that may be sent; of one that approves the lines in words; and what a person should know. */
interface StatusDraft {
  invoice: WireInvoice;
  lines: string[];
  warnings: Warning[];
}

/** Checks a change of status. What is drafted may be old, or made elsewhere: it is held against the books again before it is approved. */
export async function draftStatus(books: Books, id: string, status: string): Promise<StatusDraft> {
  const invoice = await readChangeable(books, id, status);
  const isApproved = status === 'SUBMITTED' || status === 'AUTHORISED';
  if (isApproved) return { invoice, ...(await readAgain(books, { ...invoice, status })) };
  const takenOut = status === 'VOIDED' ? invoice.date : undefined;
  const warnings = takenOut == null ? [] : warnOfPastYear(takenOut, await readOrganisation(books), 'status');
  return { invoice, lines: [], warnings };
}

async function readAgain(books: Books, invoice: WireInvoice) {
  const organisation = await readOrganisation(books);
  const { currencyCode, invoiceNumber, dueDate, reference, contact } = invoice;
  const currency = currencyCode ?? organisation.base_currency;
  const booked = (invoice.lineItems ?? []).map(toLine).map((line) => ({ ...line, amount: line.line_amount ?? '0.00' }));
  // However the lines are told, the sums are with and without tax.
  const tax = invoice.lineAmountTypes === 'NoTax' ? 'NoTax' : 'Exclusive';
  const accounts = await readAccounts(books);
  const lines = booked.map((line) => {
    const account = accounts.find(({ code }) => code !== undefined && code === line.account_code);
    return describeLine({ ...line, taxed: line.tax_amount }, account, currency);
  });
  if (!contact?.contactID) return { lines, warnings: [] };
  const warnings = await warnOfInvoice(books, {
    id: invoice.invoiceID,
    type: invoice.type,
    contact_id: contact.contactID,
    contact: toKnownContact(await readContact(books, contact.contactID)),
    date: invoice.date ?? todayOf(organisation),
    status: invoice.status,
    due_date: dueDate ?? undefined,
    invoice_number: invoiceNumber ?? undefined,
    reference: reference ?? undefined,
    currency,
    line_amount_types: tax,
    lines: booked,
    said: { ...sumsOf(invoice, { currency, tax }), lines },
  });
  return { lines, warnings };
}

function sumsOf(
  { subTotal, totalTax, total }: WireInvoice,
  shown: { currency: string; tax: LineAmountTypes },
): Omit<DescribedLines, 'lines'> {
  const [net, taxed, gross] = [subTotal ?? total ?? '0.00', totalTax ?? undefined, total ?? undefined];
  const sums = taxed === undefined || gross === undefined ? undefined : { net, taxed, gross };
  return { total: net, taxed, gross, sum: describeSum(net, sums, shown) };
}
