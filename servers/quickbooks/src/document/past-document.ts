import { inQuotes } from '@bizmcp/core';
import { addDays, formatDecimal, parseDecimal } from '@bizmcp/insights';
import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireReference } from '../reference.ts';
import { WireDay } from '../wire-day.ts';
import { WireLine } from './document-line.ts';

/** How far back a number, and a rhythm, is looked for, in days. */
const pastDays = 730;

/** An invoice or bill of the past, as a new one is compared with it. */
export const PastDocument = z.object({
  Id: z.string(),
  DocNumber: z.string().nullish(),
  TxnDate: WireDay,
  DueDate: WireDay.nullish(),
  TotalAmt: WireAmount,
  Balance: WireAmount.nullish(),
  CurrencyRef: WireReference.nullish(),
  TxnTaxDetail: z.object({ TotalTax: WireAmount.nullish() }).nullish(),
  Line: z.array(WireLine).nullish(),
});

export type PastDocument = z.output<typeof PastDocument>;

/** What a customer or vendor has of a kind since so long before the day, the newest first. */
export function readPast<Schema extends z.ZodType>(
  api: QuickBooks,
  entity: 'Bill' | 'Payment' | 'BillPayment',
  { party, id, date }: { party: 'CustomerRef' | 'VendorRef'; id: string; date: string },
  row: Schema,
): Promise<z.output<Schema>[]> {
  const query = selectFrom(entity, {
    where: [
      [party, '=', { id }],
      ['TxnDate', '>=', { day: addDays(date, -pastDays) }],
    ],
    orderBy: ['TxnDate', 'DESC'],
  });
  return api.query(query, row);
}

/** Whether it has tax, or says that it has none; what was voided says nothing. */
export function isTaxed({ TotalAmt, TxnTaxDetail }: PastDocument): boolean | undefined {
  const tax = TxnTaxDetail?.TotalTax;
  return tax == null || parseDecimal(TotalAmt).eq(0) ? undefined : !parseDecimal(tax).eq(0);
}

/** Its sum without tax, decimal. */
export function withoutTax({ TotalAmt, TxnTaxDetail }: PastDocument): string {
  return formatDecimal(parseDecimal(TotalAmt).minus(parseDecimal(TxnTaxDetail?.TotalTax ?? '0')));
}

/** How a person and a tool find it. */
export function pastName(kind: 'invoice' | 'bill' | 'bill payment', { DocNumber, Id }: PastDocument): string {
  return DocNumber ? `${kind} ${inQuotes(DocNumber)} (id ${Id})` : `${kind} with id ${Id}`;
}
