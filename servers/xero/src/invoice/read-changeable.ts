import { inQuotes, ToolError } from '@bizmcp/core';
import type { Books } from '../books.ts';
import { checkHeader, refuseProblems } from '../document/document-check.ts';
import { toAppliedCredits } from './applied-credit.ts';
import type { WireInvoice } from './invoice.ts';
import { readInvoiceById } from './read-invoice.ts';

/** https://developer.xero.com/documentation/api/accounting/invoices#invoice-status-codes; PAID comes with payments alone. */
const allowed: Record<string, readonly string[]> = {
  DRAFT: ['SUBMITTED', 'AUTHORISED', 'DELETED'],
  SUBMITTED: ['DRAFT', 'AUTHORISED', 'DELETED'],
  AUTHORISED: ['VOIDED'],
};

/** An invoice as it stands. Throws where it cannot get the status. */
export async function readChangeable(books: Books, id: string, status: string): Promise<WireInvoice> {
  const invoice = await readInvoiceById(books, id);
  requireTransition(invoice, status);
  // What was never posted can be changed in a locked period, too.
  if (isPosted(status)) refuseProblems(await checkHeader(books, { date: invoice.date ?? undefined }));
  return invoice;
}

function isPosted(status: string): boolean {
  return status === 'AUTHORISED' || status === 'VOIDED';
}

function requireTransition(invoice: WireInvoice, wanted: string): void {
  const { status: present, amountPaid, amountCredited } = invoice;
  if (present === wanted) throw new ToolError('conflict', `It is ${wanted} already, so there is nothing to change.`);
  const possible = allowed[present] ?? [];
  if (!possible.includes(wanted)) {
    const ways = possible.length > 0 ? `It can become ${possible.join(', ')}.` : 'It can no longer be changed.';
    const next = present === 'PAID' ? removeFirst(invoice) : ways;
    throw new ToolError('conflict', `An invoice that is ${present} cannot become ${wanted}. ${next}`);
  }
  const isPaid = [amountPaid, amountCredited].some((amount) => amount != null && !/^0(\.0+)?$/.test(amount));
  if (wanted === 'VOIDED' && isPaid) {
    throw new ToolError('conflict', `Payments or credits stand on it. ${removeFirst(invoice)}`);
  }
}

const mostNamed = 10;

/**
 * What has to go before an invoice can be voided. A credit is taken off where it was given:
 * https://help.xero.com/uk/Payments_AR_PaidCredit, https://help.xero.com/us/BankAccounts_Overpayments_Unallocate
 */
function removeFirst(invoice: WireInvoice): string {
  const payments = (invoice.payments ?? []).map(({ paymentID: id, ...rest }) => ({ kind: 'payment', id, ...rest }));
  const credits = toAppliedCredits(invoice).map(({ number, id, ...rest }) => ({
    id: number ? inQuotes(number) : id,
    ...rest,
  }));
  const settled = [...payments, ...credits].map(({ kind, id, date, amount }) =>
    [kind.replace('_', ' '), id, date && `of ${date}`, amount && `over ${amount}`].filter(Boolean).join(' '),
  );
  const more = settled.length > mostNamed ? ` and ${settled.length - mostNamed} more` : '';
  const named = settled.length > 0 ? `: ${settled.slice(0, mostNamed).join(', ')}${more}` : '';
  const steps = [
    'What settles it has to be removed in Xero first',
    ...(payments.length > 0 ? ['a payment with its Options > Remove & Redo'] : []),
    ...(credits.length > 0 ? ['a credit on its own page, with the remove icon beside this invoice'] : []),
  ];
  return `${steps.join(', ')}; then it can be voided${named}.`;
}
