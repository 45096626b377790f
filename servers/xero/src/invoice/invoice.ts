import { personal, rowsInAnswer } from '@bizmcp/core';
import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { LineItem, toLine, WireLine } from '../document/line-item.ts';
import { WirePagination } from '../page.ts';
import { BankAmount } from '../payment/bank-amount.ts';
import { WireDay } from '../wire-date.ts';
import { WireOutcome } from '../write-answer.ts';
import { AppliedCredit, toAppliedCredits, WireAllocations, WireCredits } from './applied-credit.ts';

const WirePayment = z.object({
  paymentID: z.string().nullish(),
  date: WireDay.nullish(),
  amount: WireAmount.nullish(),
  reference: z.string().nullish(),
  currencyRate: z.number().nullish(),
});

/** What Xero sends of an invoice, or of a credit note, which is read as one; only the fields we use. */
export const WireInvoice = WireOutcome.extend({
  invoiceID: z.string(),
  type: z.string(),
  invoiceNumber: z.string().nullish(),
  reference: z.string().nullish(),
  status: z.string(),
  contact: z.object({ contactID: z.string().nullish(), name: z.string().nullish() }).nullish(),
  date: WireDay.nullish(),
  dueDate: WireDay.nullish(),
  fullyPaidOnDate: WireDay.nullish(),
  currencyCode: z.string().nullish(),
  currencyRate: z.number().nullish(),
  lineAmountTypes: z.string().nullish(),
  subTotal: WireAmount.nullish(),
  totalTax: WireAmount.nullish(),
  total: WireAmount.nullish(),
  amountDue: WireAmount.nullish(),
  amountPaid: WireAmount.nullish(),
  amountCredited: WireAmount.nullish(),
  sentToContact: z.boolean().nullish(),
  lineItems: z.array(WireLine).nullish(),
  payments: z.array(WirePayment).nullish(),
  creditNotes: WireCredits,
  overpayments: WireCredits,
  prepayments: WireCredits,
  remainingCredit: WireAmount.nullish(),
  allocations: WireAllocations,
});
export const WireInvoices = z.object({ invoices: z.array(WireInvoice), pagination: WirePagination });

export type WireInvoice = z.output<typeof WireInvoice>;

/** The kinds and states that Xero has. https://developer.xero.com/documentation/api/accounting/types#invoices */
export const invoiceTypes = ['ACCREC', 'ACCPAY'] as const;
export const creditTypes = ['ACCRECCREDIT', 'ACCPAYCREDIT'] as const;
export const invoiceStatuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED'] as const;

/** An invoice or bill as a model sees it in a list. Amounts are decimal, in `currency`. */
export const Invoice = z.object({
  invoice_id: z.string().describe('Identifier, for get_invoice and create_payment'),
  type: z.string().describe('ACCREC: invoice to a customer; ACCPAY: bill of a supplier; ...CREDIT: credit note to it'),
  invoice_number: z.string().optional().describe('Number on the document'),
  reference: z.string().optional().describe('Reference').meta(personal('text')),
  status: z.string().describe('DRAFT, SUBMITTED, AUTHORISED (awaiting payment), PAID, VOIDED or DELETED'),
  contact_id: z.string().optional().describe('Identifier of the contact'),
  contact: z.string().optional().describe('Name of the contact').meta(personal('name')),
  date: z.string().optional().describe('Day of issue'),
  due_date: z.string().optional().describe('Day it is due'),
  paid_on: z.string().optional().describe('Day it was fully paid'),
  currency: z.string().optional().describe('ISO 4217'),
  currency_rate: z.string().optional().describe('Units of currency for one of the base currency, where they differ'),
  sub_total: z.string().optional().describe('Without tax'),
  total_tax: z.string().optional().describe('Tax'),
  total: z.string().optional().describe('With tax'),
  amount_due: z.string().optional().describe('Still owed'),
  amount_paid: z.string().optional().describe('Paid'),
  amount_credited: z.string().optional().describe('Credited'),
  remaining_credit: z.string().optional().describe('Of a credit note: set against nothing yet'),
});

/** A payment on an invoice. */
const InvoicePayment = z.object({
  payment_id: z.string().optional().describe('Identifier'),
  date: z.string().optional().describe('Day'),
  amount: z.string().optional().describe('In the currency of the invoice'),
  reference: z.string().optional().describe('Reference').meta(personal('text')),
  bank_account: z.string().optional().describe('Name of the account it moved on'),
  currency_rate: z.string().optional().describe('Units of that currency for one of the base currency on that day'),
  ...BankAmount.shape,
});

/** An invoice with its lines and payments. */
export const FullInvoice = Invoice.extend({
  line_amount_types: z.string().optional().describe('Whether line amounts include tax'),
  sent: z.boolean().optional().describe('Marked as sent'),
  line_items: z.array(LineItem).describe('Lines'),
  lines_left_out: z.number().optional().describe('Last lines for which an answer has no room; Xero shows them'),
  payments: z.array(InvoicePayment).describe('Payments'),
  applied: z
    .array(AppliedCredit)
    .optional()
    .describe('Credits on it; of a credit note the invoices it was set against'),
});

export type FullInvoice = z.output<typeof FullInvoice>;

export function toInvoice(wire: WireInvoice): z.output<typeof Invoice> {
  const { currencyRate } = wire;
  return {
    invoice_id: wire.invoiceID,
    type: wire.type,
    status: wire.status,
    ...(wire.invoiceNumber && { invoice_number: wire.invoiceNumber }),
    ...(wire.reference && { reference: wire.reference }),
    ...(wire.contact?.contactID && { contact_id: wire.contact.contactID }),
    ...(wire.contact?.name && { contact: wire.contact.name }),
    ...(wire.date && { date: wire.date }),
    ...(wire.dueDate && { due_date: wire.dueDate }),
    ...(wire.fullyPaidOnDate && { paid_on: wire.fullyPaidOnDate }),
    ...(wire.currencyCode && { currency: wire.currencyCode }),
    ...toRate(currencyRate),
    ...toTotals(wire),
  };
}

/** Left out where it is that of the base currency to itself. */
export function toRate(rate: number | null | undefined): { currency_rate?: string } {
  return rate != null && rate !== 1 ? { currency_rate: String(rate) } : {};
}

function toTotals(wire: WireInvoice) {
  return {
    ...(wire.subTotal != null && { sub_total: wire.subTotal }),
    ...(wire.totalTax != null && { total_tax: wire.totalTax }),
    ...(wire.total != null && { total: wire.total }),
    ...(wire.amountDue != null && { amount_due: wire.amountDue }),
    ...(wire.amountPaid != null && { amount_paid: wire.amountPaid }),
    ...(wire.amountCredited != null && { amount_credited: wire.amountCredited }),
    ...(wire.remainingCredit != null && { remaining_credit: wire.remainingCredit }),
  };
}

export function isCredit(type: string | undefined): boolean {
  return creditTypes.some((one) => one === type);
}

/** Of a customer, and not of a supplier. */
export function isReceivable({ type }: WireInvoice): boolean {
  return /^(ACCREC|AR|RECEIVE)/.test(type);
}

/** What people call it. */
export function kindOf(type: string): 'bill' | 'invoice' {
  return type === 'ACCPAY' ? 'bill' : 'invoice';
}

/** An invoice in words, for who is asked before it is changed. */
export function describeInvoice({ type, invoiceNumber, contact, total, currencyCode, ...days }: WireInvoice): string {
  const name = [kindOf(type), invoiceNumber].filter(Boolean).join(' ');
  const sum = `${total ?? 'no amount'} ${currencyCode ?? ''}`.trim();
  const dated = [sum, days.date && `dated ${days.date}`, days.dueDate && `due ${days.dueDate}`].filter(Boolean);
  return `${name} of ${contact?.name ?? 'an unnamed contact'}: ${dated.join(', ')}`;
}

export function toFullInvoice(wire: WireInvoice): FullInvoice {
  const applied = toAppliedCredits(wire);
  const lines = (wire.lineItems ?? []).map(toLine);
  const invoice = {
    ...toInvoice(wire),
    ...(wire.lineAmountTypes && { line_amount_types: wire.lineAmountTypes }),
    ...(wire.sentToContact != null && { sent: wire.sentToContact }),
    payments: (wire.payments ?? []).map(({ paymentID, date, amount, reference, currencyRate }) => ({
      ...(paymentID && { payment_id: paymentID }),
      ...(date && { date }),
      ...(amount != null && { amount }),
      ...(reference && { reference }),
      ...toRate(currencyRate),
    })),
    ...(applied.length > 0 && { applied }),
  };
  const shown = rowsInAnswer(lines, { rest: invoice });
  const left = lines.length - shown.length;
  return { ...invoice, line_items: shown, ...(left > 0 && { lines_left_out: left }) };
}
