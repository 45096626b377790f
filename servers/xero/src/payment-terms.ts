import { counted } from '@bizmcp/core';
import * as z from 'zod';

const WireTerm = z.object({ day: z.number().nullish(), type: z.string().nullish() }).nullish();
/** https://developer.xero.com/documentation/api/accounting/types#paymentterms */
export const WirePaymentTerms = z.object({ sales: WireTerm, bills: WireTerm }).nullish();

/** When invoices to a contact, and its bills, are due, where this was agreed. */
export const PaymentTerms = z.object({
  invoices_due: z.string().optional().describe("Usual terms of invoices; a contact without has the organisation's"),
  bills_due: z.string().optional().describe('Usual terms of bills; likewise'),
});

const words: Partial<Record<string, (day: number) => string>> = {
  DAYSAFTERBILLDATE: (day) => `${counted(day, 'day')} after the date`,
  DAYSAFTERBILLMONTH: (day) => `${counted(day, 'day')} after the end of the month of the date`,
  OFCURRENTMONTH: (day) => `on day ${day} of the month of the date`,
  OFFOLLOWINGMONTH: (day) => `on day ${day} of the month after the date`,
};

export function toPaymentTerms(wire: z.output<typeof WirePaymentTerms>): z.output<typeof PaymentTerms> {
  const [invoices, bills] = [describeTerm(wire?.sales), describeTerm(wire?.bills)];
  return { ...(invoices && { invoices_due: invoices }), ...(bills && { bills_due: bills }) };
}

function describeTerm(term: z.output<typeof WireTerm>): string | undefined {
  return term?.day == null ? undefined : words[term.type ?? '']?.(term.day);
}
