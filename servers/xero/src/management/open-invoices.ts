import { orNothing, personal } from '@bizmcp/core';
import { compareDecimals, daysBetween } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts, negateAmount } from '../amount.ts';
import type { Books } from '../books.ts';
import { isReceivable, type WireInvoice } from '../invoice/invoice.ts';
import { listInvoices } from '../invoice/list-invoices.ts';
import { readAllRows } from '../page.ts';
import { allocatedSince, readSettledSince } from './settled-since.ts';

/** What is owed in one currency, by how long it is overdue. */
export const AgedBalance = z.object({
  currency: z.string().describe('ISO 4217; amounts of one currency are never added to those of another'),
  total: z.string().describe('Unpaid, less credits that were not used'),
  not_due: z.string().describe('Of it not yet due'),
  days_1_to_30: z.string().describe('Overdue by so many days'),
  days_31_to_60: z.string().describe('Overdue by so many days'),
  days_61_to_90: z.string().describe('Overdue by so many days'),
  over_90_days: z.string().describe('Overdue by more'),
  largest: z
    .array(
      z.object({
        contact: z.string().describe('Who').meta(personal('name')),
        amount: z.string().describe('Unpaid'),
        invoices: z.number().describe('Documents'),
      }),
    )
    .describe('Those with the largest sums'),
});

export type AgedBalance = z.output<typeof AgedBalance>;

/** Who owes what, and since when it is told so. */
interface AgedBalances {
  receivables: AgedBalance[];
  payables: AgedBalance[];
  /** The day as of which it was reckoned; today where what happened since could not be read. */
  owed_on: string;
}

interface OpenDocument {
  isReceivable: boolean;
  contact: string;
  currency: string;
  amount: string;
  daysOverdue: number;
}

/**
 * Invoices and bills issued up to a day and unpaid at its end, less the credits that were not used by then. The day is not after today. Xero tells
 * only what is unpaid by all that is booked, so what was paid and credited since, or is dated ahead, is put back. Its own aged reports are of one contact each. Where
 * too much happened since, or payments may not be read, it is what is unpaid now. Currencies are kept apart.
 */
export async function readAgedBalances(
  books: Books,
  day: string,
  { today, currency }: { today: string; currency: string },
): Promise<AgedBalances> {
  const [open, since] = await Promise.all([
    readOpen(books, day),
    orNothing(readSettledSince(books, day), 'too_large', 'forbidden'),
  ]);
  const settledOn = ({ invoiceID }: WireInvoice) => since?.amounts.get(invoiceID) ?? [];
  const toOpen = (wire: WireInvoice, amount: string): OpenDocument => ({
    isReceivable: isReceivable(wire),
    contact: wire.contact?.name ?? '',
    currency: wire.currencyCode ?? currency,
    amount,
    daysOverdue: daysBetween(wire.dueDate ?? wire.date ?? day, day),
  });
  const invoices = [...open, ...(since?.paid ?? [])].map((wire) =>
    toOpen(wire, addAmounts([wire.amountDue ?? '0', ...settledOn(wire)])),
  );
  const credits = (since?.credits ?? [])
    .filter(({ date }) => date != null && date <= day)
    .map((wire) => {
      const usedSince = allocatedSince(wire, day).map(({ amount }) => amount ?? '0');
      return toOpen(wire, negateAmount(addAmounts([wire.remainingCredit ?? '0', ...usedSince, ...settledOn(wire)])));
    });
  const owed = [...invoices, ...credits].filter(({ amount }) => compareDecimals(amount, '0') !== 0);
  const [receivables = [], payables = []] = [true, false].map((isReceivable) =>
    byCurrency(
      owed.filter((one) => one.isReceivable === isReceivable),
      currency,
    ),
  );
  return { receivables, payables, owed_on: since ? day : today };
}

/** All of them, however many: a sum of some is wrong, and the call's deadline holds here too. */
async function readOpen(books: Books, day: string): Promise<WireInvoice[]> {
  const where = [['Date', '<=', { day }]] as const;
  const { rows } = await readAllRows(
    async (request) => {
      const { invoices, pagination } = await listInvoices(books, { where, statuses: ['AUTHORISED'], ...request });
      return { rows: invoices, pagination };
    },
    ({ invoiceID }) => invoiceID,
  );
  return rows;
}

function byCurrency(owed: readonly OpenDocument[], baseCurrency: string): AgedBalance[] {
  const isForeign = (balance: AgedBalance) => Number(balance.currency !== baseCurrency);
  return [...Map.groupBy(owed, ({ currency }) => currency)]
    .map(([currency, group]) => toAged(currency, group))
    .toSorted((one, other) => isForeign(one) - isForeign(other) || (one.currency < other.currency ? -1 : 1));
}

function toAged(currency: string, invoices: readonly OpenDocument[]): AgedBalance {
  const between = (least: number, most: number) =>
    addAmounts(
      invoices.filter(({ daysOverdue }) => daysOverdue >= least && daysOverdue <= most).map(({ amount }) => amount),
    );
  const byContact = [...Map.groupBy(invoices, ({ contact }) => contact)].map(([contact, group]) => ({
    contact,
    amount: addAmounts(group.map(({ amount }) => amount)),
    invoices: group.length,
  }));
  return {
    currency,
    total: addAmounts(invoices.map(({ amount }) => amount)),
    not_due: between(Number.NEGATIVE_INFINITY, 0),
    days_1_to_30: between(1, 30),
    days_31_to_60: between(31, 60),
    days_61_to_90: between(61, 90),
    over_90_days: between(91, Number.POSITIVE_INFINITY),
    largest: byContact.toSorted((one, other) => compareDecimals(other.amount, one.amount)).slice(0, 5),
  };
}
