import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { WireDay } from '../wire-date.ts';

/**
 * Credits on an invoice as Xero sends them there: with what was applied, and without tax or allocations.
 * https://github.com/XeroAPI/xero-php-oauth2/issues/65, https://github.com/calcinai/xero-php/issues/220
 */
export const WireCredits = z
  .array(
    z.object({
      creditNoteID: z.string().nullish(),
      creditNoteNumber: z.string().nullish(),
      overpaymentID: z.string().nullish(),
      prepaymentID: z.string().nullish(),
      date: WireDay.nullish(),
      appliedAmount: WireAmount.nullish(),
    }),
  )
  .nullish();

/** What a credit was set against. https://developer.xero.com/documentation/api/accounting/creditnotes */
export const WireAllocations = z
  .array(
    z.object({
      amount: WireAmount.nullish(),
      date: WireDay.nullish(),
      isDeleted: z.boolean().nullish(),
      invoice: z.object({ invoiceID: z.string(), invoiceNumber: z.string().nullish() }),
    }),
  )
  .nullish();

/** A credit on an invoice, or an invoice that a credit note was set against. */
export const AppliedCredit = z.object({
  kind: z.enum(['credit_note', 'overpayment', 'prepayment', 'invoice']).describe('What stands on the other side'),
  id: z.string().describe('Its identifier; of a credit note or an invoice for get_invoice'),
  number: z.string().optional().describe('Its number'),
  date: z.string().optional().describe('Day of the credit; of an invoice the day on which it was credited'),
  amount: z.string().optional().describe('How much was set against it, with tax'),
});

type AppliedCredit = z.output<typeof AppliedCredit>;

type Credits = z.output<typeof WireCredits>;

interface WithCredits {
  creditNotes?: Credits;
  overpayments?: Credits;
  prepayments?: Credits;
  allocations?: z.output<typeof WireAllocations>;
}

export function toAppliedCredits({ creditNotes, overpayments, prepayments, allocations }: WithCredits) {
  return [
    ...(creditNotes ?? []).flatMap((one) => toApplied('credit_note', one.creditNoteID, one)),
    ...(overpayments ?? []).flatMap((one) => toApplied('overpayment', one.overpaymentID, one)),
    ...(prepayments ?? []).flatMap((one) => toApplied('prepayment', one.prepaymentID, one)),
    ...(allocations ?? []).flatMap(({ invoice, isDeleted, date, amount }) => {
      const applied = { creditNoteNumber: invoice.invoiceNumber, date, appliedAmount: amount };
      return isDeleted ? [] : toApplied('invoice', invoice.invoiceID, applied);
    }),
  ];
}

function toApplied(
  kind: AppliedCredit['kind'],
  id: string | null | undefined,
  { creditNoteNumber: number, date, appliedAmount: amount }: NonNullable<Credits>[number],
): AppliedCredit[] {
  if (id == null) return [];
  return [{ kind, id, ...(number && { number }), ...(date && { date }), ...(amount != null && { amount }) }];
}
