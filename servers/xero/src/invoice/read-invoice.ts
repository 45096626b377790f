import { inQuotes, orNothing, ToolError, wrongInput } from '@bizmcp/core';
import { documentNumberKey } from '@bizmcp/insights';
import * as z from 'zod';
import type { Books } from '../books.ts';
import { refuseProblems } from '../document/document-check.ts';
import { unitPlaces } from '../document/line-item.ts';
import { isSameId, isXeroId } from '../identifier.ts';
import { isCredit, kindOf, type WireInvoice, WireInvoices } from './invoice.ts';
import { readCreditNote } from './list-credit-notes.ts';
import { listInvoices } from './list-invoices.ts';

/** An identifier or a number, as a tool takes it. */
export const InvoiceReference = z
  .string()
  .regex(/^[\w .#-]{1,100}$/, 'a number with other signs than letters, digits and -_.# is found by search_invoices');

/** One invoice that is to be changed. Throws `invalid_input` for a number, which bills may share, with the identifier, and for a credit note; `not_found`. */
export async function readInvoiceById(books: Books, id: string): Promise<WireInvoice> {
  const invoice = await readDocument(books, id);
  const { invoiceID, invoiceNumber, type } = invoice;
  if (isSameId(invoiceID, id) && !isCredit(type)) return invoice;
  const problem = isCredit(type)
    ? `${inQuotes(invoiceNumber ?? invoiceID)} is a credit note; it is voided, or set against an invoice, in Xero itself`
    : `the id of ${nameInvoice(invoice)} is ${invoiceID}`;
  refuseProblems([{ path: 'invoice_id', problem }]);
  return invoice;
}

/** One invoice or credit note by identifier or number, of which letters and zeros in front of an invoice's may be left out. Throws `invalid_input` for a number that several share; `not_found`. */
export async function readDocument(books: Books, idOrNumber: string): Promise<WireInvoice> {
  const invoice = await readExactly(books, idOrNumber);
  const found = invoice ?? (await orNothing(readCreditNote(books, idOrNumber), 'not_found'));
  return found ?? readNear(books, idOrNumber);
}

async function readExactly(books: Books, idOrNumber: string): Promise<WireInvoice | undefined> {
  if (!isXeroId(idOrNumber)) return readNumbered(books, idOrNumber);
  const read = books.read(WireInvoices, (accounting, tenant) => accounting.getInvoice(tenant, idOrNumber, unitPlaces));
  return (await orNothing(read, 'not_found'))?.invoices[0];
}

/** Asked for alone, Xero gives one of those that share a number: a bill has its supplier's, which nothing keeps apart. */
async function readNumbered(books: Books, number: string): Promise<WireInvoice | undefined> {
  const { invoices } = await listInvoices(books, { numbers: [number], isWhole: true });
  if (invoices.length < 2) return invoices[0];
  const advice = `Pass the id of the one that is meant: ${nameEach(invoices)}.`;
  throw wrongInput('invoice_id', `is the number of ${invoices.length} documents`, advice);
}

/** The only one whose number ends so: 919 is INV-0919. */
async function readNear(books: Books, number: string): Promise<WireInvoice> {
  if (isXeroId(number)) {
    throw new ToolError('not_found', 'No such invoice or credit note; find it with search_invoices.');
  }
  const wanted = documentNumberKey(number);
  const near = (await searchNumbers(books, number)).filter(({ invoiceNumber }) => {
    const key = documentNumberKey(invoiceNumber);
    return key.endsWith(wanted) && !/\d$/.test(key.slice(0, -wanted.length));
  });
  const [first, ...others] = near;
  if (first && others.length === 0) return first;
  const told = near.length === 0 ? '' : `, but there are ${nameEach(near)}`;
  throw new ToolError(
    'not_found',
    `No invoice or credit note has the number ${number}${told}; find it with search_invoices.`,
  );
}

function nameEach(invoices: readonly WireInvoice[]): string {
  return invoices
    .map((one) => {
      const whose = one.contact?.contactID ? `, contact ${one.contact.contactID}` : '';
      return `${nameInvoice(one)} (${one.status}, id ${one.invoiceID}${whose})`;
    })
    .join(', ');
}

/** In an error, which names no contact: not everybody may see whose it is. */
function nameInvoice({ type, invoiceNumber, date, total, currencyCode }: WireInvoice): string {
  const name = [kindOf(type), ...(invoiceNumber ? [inQuotes(invoiceNumber)] : [])].join(' ');
  return `${name} of ${date ?? 'no day'}: ${total ?? 'no amount'} ${currencyCode ?? ''}`.trim();
}

/** Those that have the last digits of a number in theirs, or in their reference, with their lines. */
async function searchNumbers(books: Books, number: string): Promise<WireInvoice[]> {
  const [, digits] = /([1-9]\d*)\D*$/.exec(number) ?? [];
  if (digits === undefined) return [];
  return (await listInvoices(books, { term: digits, isWhole: true })).invoices;
}
