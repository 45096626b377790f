import type { FieldProblem } from '@bizmcp/core';
import { tellOnce } from '@bizmcp/insights';
import type * as z from 'zod';
import type { NewInvoice } from '../accounting.ts';
import type { Books } from '../books.ts';
import { type KnownContact, requireContact } from '../contact/contact.ts';
import { type DescribedLines, describeLines } from '../document/describe-lines.ts';
import { checkHeader, checkLines, refuseProblems } from '../document/document-check.ts';
import { type LineAmountTypes, type LineInput, lineAmount } from '../document/line-item.ts';
import { type Warning, warnOfFractions } from '../document/warning.ts';
import { readOrganisation } from '../organisation.ts';
import type { invoiceTypes } from './invoice.ts';
import { warnOfInvoice } from './invoice-warning.ts';
import { listInvoices } from './list-invoices.ts';

/** An invoice or bill as a tool is given it. */
export interface InvoiceInput {
  type: (typeof invoiceTypes)[number];
  contact_id: string;
  line_items: readonly z.output<typeof LineInput>[];
  date: string;
  due_date: string;
  status: 'DRAFT' | 'SUBMITTED' | 'AUTHORISED';
  line_amount_types: LineAmountTypes;
  invoice_number?: string | undefined;
  reference?: string | undefined;
  currency?: string | undefined;
}

/** An invoice or bill that may be sent: all of it was checked. */
export interface InvoiceDraft {
  contact: KnownContact;
  said: DescribedLines;
  warnings: Warning[];
  body: NewInvoice;
}

const lostReference = "is for invoices alone; a bill has its supplier's number, in invoice_number";

/** Checks an invoice against the books and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftInvoice(books: Books, input: InvoiceInput): Promise<InvoiceDraft> {
  const { lines, problems } = await checkLines(books, input.line_items);
  const isDueEarly = input.due_date < input.date;
  // https://developer.xero.com/documentation/api/accounting/invoices: for ACCREC only
  const isReferenceLost = input.type === 'ACCPAY' && input.reference !== undefined;
  // A lock is for what is posted: https://help.xero.com/us/Settings_LockDate
  const posted = input.status === 'AUTHORISED' ? input.date : undefined;
  refuseProblems([
    ...(await checkHeader(books, { date: posted, currency: input.currency })),
    ...(isDueEarly ? [{ path: 'due_date', problem: 'is before date' }] : []),
    ...(isReferenceLost ? [{ path: 'reference', problem: lostReference }] : []),
    ...problems,
    ...(await takenNumber(books, input)),
  ]);
  const contact = await requireContact(books, input.contact_id);
  const currency = input.currency ?? (await readOrganisation(books)).base_currency;
  const said = await describeLines(books, input.line_items, { currency, tax: input.line_amount_types });
  const booked = input.line_items.map((line) => ({ ...line, amount: lineAmount(line) }));
  const warnings = [
    ...tellOnce(warnOfFractions(input.line_items)),
    ...(await warnOfInvoice(books, { ...input, contact, currency, said, lines: booked })),
  ];
  const body = {
    type: input.type,
    contact: { contactID: input.contact_id },
    lineItems: lines,
    date: input.date,
    dueDate: input.due_date,
    lineAmountTypes: input.line_amount_types,
    status: input.status,
    ...(input.invoice_number !== undefined && { invoiceNumber: input.invoice_number }),
    ...(input.reference !== undefined && { reference: input.reference }),
    // Always named: what the person saw is what is booked, whatever the contact's own currency is.
    currencyCode: currency,
  };
  return { contact, said, warnings, body };
}

/** Numbers of invoices are unique; those of bills are their suppliers'. */
async function takenNumber(books: Books, { type, invoice_number: number }: InvoiceInput): Promise<FieldProblem[]> {
  if (type !== 'ACCREC' || number === undefined) return [];
  const { invoices } = await listInvoices(books, { numbers: [number] });
  const taken = invoices.find((one) => one.type === type && one.status !== 'DELETED' && one.invoiceNumber === number);
  if (!taken) return [];
  const problem = `is taken by an invoice of ${taken.date ?? 'no day'} (${taken.status}); leave it out and Xero gives the next`;
  return [{ path: 'invoice_number', problem }];
}
