import * as z from 'zod';
import { WireInvoice } from './invoice.ts';

/** A credit note, overpayment or prepayment, read as the invoice that it is like but for the names of its identifier and number. */
export function wireCredit(identifier: 'creditNoteID' | 'overpaymentID' | 'prepaymentID') {
  const own = z.looseObject({ [identifier]: z.string(), creditNoteNumber: z.string().nullish() });
  return z.preprocess((wire) => {
    const { success, data } = own.safeParse(wire);
    return success ? { ...data, invoiceID: data[identifier], invoiceNumber: data.creditNoteNumber } : wire;
  }, WireInvoice);
}
