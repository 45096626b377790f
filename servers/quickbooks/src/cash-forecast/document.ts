import { monthStart } from '@bizmcp/insights';
import * as z from 'zod';
import { WireAmount, WireFactor } from '../amount.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireDay } from '../wire-day.ts';
import { readSince } from './read-since.ts';

const Named = z.object({ name: z.string().nullish() });

/** An invoice, a bill, or a credit of either. */
export const WireDocument = z.object({
  Id: z.string(),
  TxnDate: WireDay,
  DueDate: WireDay.nullish(),
  CustomerRef: Named.nullish(),
  VendorRef: Named.nullish(),
  TotalAmt: WireAmount,
  CurrencyRef: z.object({ value: z.string().nullish() }).nullish(),
  ExchangeRate: WireFactor.nullish(),
});

export type WireDocument = z.output<typeof WireDocument>;

/** The customer or vendor, by name. */
export function counterpartyOf({ CustomerRef, VendorRef }: WireDocument): string | undefined {
  return CustomerRef?.name ?? VendorRef?.name ?? undefined;
}

/** Invoices and bills, those dated ahead too. */
export interface Documents {
  invoices: WireDocument[];
  bills: WireDocument[];
}

/** Documents are looked for that much earlier than their payments. */
const monthsBefore = 6;

/** What may have been paid in the last months, and what is dated ahead. */
export async function readDocuments(api: QuickBooks, day: string, months: number): Promise<Documents> {
  const since = monthStart(day, -months - monthsBefore);
  const [invoices, bills] = await Promise.all([
    readSince(api, 'Invoice', since, WireDocument),
    readSince(api, 'Bill', since, WireDocument),
  ]);
  return { invoices, bills };
}
