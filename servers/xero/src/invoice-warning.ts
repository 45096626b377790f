import { documentNumberKey } from '@bizmcp/insights';
import type { Books } from './books.ts';
import { addDays, daysBetween } from './calendar.ts';
import { kindOf, type WireInvoice, WireInvoices } from './invoice.ts';
import type { InvoiceDraft, InvoiceInput } from './invoice-draft.ts';
import { comesTo, type Warning, warnOfDate } from './warning.ts';
import { whereClause } from './where-clause.ts';

/** How far from each other two documents of the same sum count as one that came twice, in days; what comes each month does not. */
const nearDays = 27;
/** How far back a number is looked for, in days. */
const numberDays = 730;
const mostNamed = 3;
const mostPast = 1000;

/** What a person should know of an invoice or bill: one that looks the same, a currency or a day that is unusual. */
export async function warnOfInvoice(books: Books, input: InvoiceInput, draft: InvoiceDraft): Promise<Warning[]> {
  return [
    ...warnOfDate(input),
    ...unusualCurrency(input, draft),
    ...duplicates(input, draft, await readTwins(books, input, draft)),
  ];
}

function unusualCurrency({ type }: InvoiceInput, { contact, currency }: InvoiceDraft): Warning[] {
  if (contact.currency === undefined || contact.currency === currency) return [];
  const message = `documents of ${contact.name} are usually in ${contact.currency}, this ${kindOf(type)} is in ${currency}`;
  return [{ kind: 'currency', field: 'currency', message }];
}

interface Twins {
  sameNumber: WireInvoice[];
  sameSum: WireInvoice[];
  /** In words. */
  sum: string;
}

/** The contact's documents of the same kind with the same number, or the same sum at about the same time. */
async function readTwins(books: Books, input: InvoiceInput, draft: InvoiceDraft): Promise<Twins> {
  const { date, invoice_number: number, line_amount_types: tax } = input;
  const { sum } = draft.said;
  const past = await readPast(books, input, addDays(date, number === undefined ? -nearDays : -numberDays));
  const wanted = documentNumberKey(number);
  const sameNumber = past.filter(({ invoiceNumber }) => wanted !== '' && documentNumberKey(invoiceNumber) === wanted);
  const sameSum = past.filter((one) => {
    const isNear = one.date != null && Math.abs(daysBetween(one.date, date)) <= nearDays;
    return (
      isNear &&
      comesTo(one, draft.said, tax) &&
      (one.currencyCode ?? draft.currency) === draft.currency &&
      !sameNumber.includes(one)
    );
  });
  return { sameNumber, sameSum, sum };
}

async function readPast(books: Books, { type, contact_id: contact }: InvoiceInput, from: string) {
  const where = whereClause([
    ['Type', '==', { text: type }],
    ['Date', '>=', { day: from }],
  ]);
  const { invoices } = await books.read(WireInvoices, (accounting, tenant) =>
    accounting.getInvoices(
      tenant,
      undefined,
      where,
      'Date DESC',
      undefined,
      undefined,
      [contact],
      ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID'],
      1,
      undefined,
      undefined,
      undefined,
      true,
      mostPast,
    ),
  );
  return invoices;
}

function duplicates({ type }: InvoiceInput, { contact }: InvoiceDraft, { sameNumber, sameSum, sum }: Twins): Warning[] {
  const nameOf = ({ invoiceNumber, invoiceID, date, status }: WireInvoice) =>
    `${kindOf(type)} ${invoiceNumber || invoiceID} of ${date ?? 'no day'} (${status}), ${contact.name},`;
  return [
    ...sameNumber.slice(0, mostNamed).map((one) => ({
      ...{ kind: 'duplicate' as const, field: 'invoice_number' },
      message: `${nameOf(one)} has the same number`,
    })),
    ...sameSum.slice(0, mostNamed).map((one) => ({
      ...{ kind: 'duplicate' as const, field: 'line_items' },
      message: `${nameOf(one)} has the same sum, ${sum}`,
    })),
  ];
}
