import { inQuotes } from '@bizmcp/core';
import {
  addDays,
  compareDecimals,
  describeUnusualSum,
  documentsNear,
  isSameDocumentNumber,
  tellOnce,
} from '@bizmcp/insights';
import type { Books } from '../books.ts';
import { warnOfAccounts } from '../document/account-doubt.ts';
import { comesTo, type Warning, warnOfDate, warnOfDueDate } from '../document/warning.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { kindOf, type WireInvoice } from './invoice.ts';
import { draftInvoice, type InvoiceDraft, type InvoiceInput } from './invoice-draft.ts';
import { listInvoices } from './list-invoices.ts';

/** How far back a number, and a rhythm, is looked for, in days. */
const pastDays = 730;
/** What is usual is told by so many of the latest documents, and by no fewer than the least. */
const latestDocuments = 10;
const leastDocuments = 3;
const mostNamed = 3;

/** An invoice or bill that may be sent, and what a person should know of it. */
export async function draftWarnedInvoice(books: Books, input: InvoiceInput) {
  const draft = await draftInvoice(books, input);
  return { ...draft, warnings: tellOnce(await warnOfInvoice(books, input, draft)) };
}

/** What a person should know of an invoice or bill: one that looks the same, tax, a currency, a sum or a day that is unusual. */
async function warnOfInvoice(books: Books, input: InvoiceInput, draft: InvoiceDraft): Promise<Warning[]> {
  const past = await readPast(books, input, addDays(input.date, -pastDays));
  const today = todayOf(await readOrganisation(books));
  return [
    ...warnOfDate(input, today),
    ...warnOfDueDate(input, today),
    ...unusualCurrency(input, draft),
    ...unusualSum(input, draft, past),
    ...unusualTax(input, draft, past),
    ...(await warnOfAccounts(books, input.line_items, input.type === 'ACCREC' ? 'sale' : 'purchase')),
    ...duplicates(input, draft, findTwins(past, input, draft)),
  ];
}

function unusualCurrency({ type }: InvoiceInput, { contact, currency }: InvoiceDraft): Warning[] {
  if (contact.currency === undefined || contact.currency === currency) return [];
  const message = `documents of ${inQuotes(contact.name)} are usually in ${contact.currency}, this ${kindOf(type)} is in ${currency}`;
  return [{ kind: 'currency', field: 'currency', message }];
}

/** A sum far above those that the contact had in two years. */
function unusualSum({ type }: InvoiceInput, { contact, currency, said }: InvoiceDraft, past: readonly WireInvoice[]) {
  const sums = past.flatMap(({ total, currencyCode }) =>
    total == null || (currencyCode ?? currency) !== currency ? [] : total,
  );
  const unusual = describeUnusualSum(said.gross ?? said.total, sums, `${kindOf(type)}s of ${inQuotes(contact.name)}`);
  if (!unusual) return [];
  const message = `${said.sum} is ${unusual.distance}, ${unusual.usual} ${currency}`;
  return [{ kind: 'amount' as const, field: 'line_items', message }];
}

/** Tax where the latest documents of the contact all had none, or none where they all had some. */
function unusualTax({ type }: InvoiceInput, { contact, said }: InvoiceDraft, past: readonly WireInvoice[]): Warning[] {
  const latest = past.slice(0, latestDocuments);
  const isTaxed = (tax: string) => compareDecimals(tax, '0') !== 0;
  const { taxed } = said;
  if (taxed === undefined || latest.length < leastDocuments) return [];
  if (latest.some(({ totalTax }) => totalTax == null || isTaxed(totalTax) === isTaxed(taxed))) return [];
  const now = isTaxed(taxed) ? `no tax, this one has ${taxed}` : 'tax, this one has none';
  const message = `the latest ${latest.length} ${kindOf(type)}s of ${inQuotes(contact.name)} all have ${now}`;
  return [{ kind: 'tax', field: 'line_items', message }];
}

interface Twins {
  sameNumber: WireInvoice[];
  sameSum: WireInvoice[];
  /** In words. */
  sum: string;
}

/** The contact's documents of the same kind with the same number, or the same sum at about the same time. */
function findTwins(past: readonly WireInvoice[], input: InvoiceInput, draft: InvoiceDraft): Twins {
  const { date, invoice_number: number, line_amount_types: tax } = input;
  const { sum } = draft.said;
  const sameNumber = past.filter(({ invoiceNumber }) => isSameDocumentNumber(invoiceNumber, number));
  const ofSum = past.filter(
    (one) => comesTo(one, draft.said, tax) && (one.currencyCode ?? draft.currency) === draft.currency,
  );
  const near = documentsNear(ofSum, date, (one) => one.date);
  const sameSum = near.filter((one) => !sameNumber.includes(one));
  return { sameNumber, sameSum, sum };
}

async function readPast(books: Books, { type, contact_id: contactId }: InvoiceInput, from: string) {
  const where = [
    ['Type', '==', { text: type }],
    ['Date', '>=', { day: from }],
  ] as const;
  const statuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID'];
  return (await listInvoices(books, { where, contactId, statuses })).invoices;
}

function duplicates({ type }: InvoiceInput, { contact }: InvoiceDraft, { sameNumber, sameSum, sum }: Twins): Warning[] {
  const nameOf = ({ invoiceNumber, invoiceID, date, status }: WireInvoice) =>
    `${kindOf(type)} ${inQuotes(invoiceNumber || invoiceID)} of ${date ?? 'no day'} (${status}), ${inQuotes(contact.name)},`;
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
