import type * as z from 'zod';
import type { NewInvoice } from './accounting.ts';
import type { Books } from './books.ts';
import { requireContact } from './contact.ts';
import { checkHeader, checkLines, refuseProblems } from './document-check.ts';
import type { invoiceTypes } from './invoice.ts';
import type { LineAmountTypes, LineInput } from './line-item.ts';

/** An invoice or bill as a tool is given it. */
interface InvoiceInput {
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

/** Checks an invoice against the books and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftInvoice(books: Books, input: InvoiceInput): Promise<{ contact: string; body: NewInvoice }> {
  const { lines, problems } = await checkLines(books, input.line_items);
  const isDueEarly = input.due_date < input.date;
  refuseProblems([
    ...(await checkHeader(books, input)),
    ...(isDueEarly ? [{ path: 'due_date', problem: 'is before date' }] : []),
    ...problems,
  ]);
  const contact = await requireContact(books, input.contact_id);
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
    ...(input.currency !== undefined && { currencyCode: input.currency }),
  };
  return { contact, body };
}
