import { compareDecimals, daysBetween } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts } from '../amount.ts';
import type { Books } from '../books.ts';
import { listInvoices } from '../invoice/list-invoices.ts';
import { hasMore } from '../page.ts';

/** What is still to be paid in one currency, by how long it is overdue. */
export const AgedBalance = z.object({
  currency: z.string().describe('ISO 4217; amounts of one currency are never added to those of another'),
  total: z.string().describe('Unpaid'),
  not_due: z.string().describe('Of it not yet due'),
  days_1_to_30: z.string().describe('Overdue by so many days'),
  days_31_to_60: z.string().describe('Overdue by so many days'),
  days_61_to_90: z.string().describe('Overdue by so many days'),
  over_90_days: z.string().describe('Overdue by more'),
  largest: z
    .array(
      z.object({
        contact: z.string().describe('Who').meta({ class: 'confidential', pii: 'name' }),
        amount: z.string().describe('Unpaid'),
        invoices: z.number().describe('Documents'),
      }),
    )
    .describe('Those with the largest sums'),
});

export type AgedBalance = z.output<typeof AgedBalance>;

interface OpenInvoice {
  contact: string;
  currency: string;
  amount: string;
  daysOverdue: number;
}

const pageSize = 1000;

/**
 * Invoices or bills issued up to a day and unpaid now, aged at that day or an earlier one: one request for each thousand. Xero's own aged reports are of
 * one contact each. Currencies are kept apart.
 */
export async function readAgedBalances(
  books: Books,
  type: 'ACCREC' | 'ACCPAY',
  { issuedTo, agedAt }: { issuedTo: string; agedAt: string },
  baseCurrency: string,
): Promise<AgedBalance[]> {
  const where = [
    ['Type', '==', { text: type }],
    ['Date', '<=', { day: issuedTo }],
  ] as const;
  const open: OpenInvoice[] = [];
  // All of them, however many: a sum of some is wrong, and the call's deadline holds here too.
  for (let page = 1; ; page += 1) {
    const { invoices, pagination } = await listInvoices(books, { where, statuses: ['AUTHORISED'], page, pageSize });
    open.push(
      ...invoices.map(({ contact, currencyCode, amountDue, dueDate }) => ({
        contact: contact?.name ?? '',
        currency: currencyCode ?? baseCurrency,
        amount: amountDue ?? '0',
        daysOverdue: dueDate ? daysBetween(dueDate, agedAt) : 0,
      })),
    );
    if (!hasMore({ page, pageSize }, pagination, invoices.length)) break;
  }
  const owed = open.filter(({ amount }) => compareDecimals(amount, '0') !== 0);
  const isForeign = (balance: AgedBalance) => Number(balance.currency !== baseCurrency);
  return [...Map.groupBy(owed, ({ currency }) => currency)]
    .map(([currency, group]) => toAged(currency, group))
    .toSorted((one, other) => isForeign(one) - isForeign(other) || (one.currency < other.currency ? -1 : 1));
}

function toAged(currency: string, invoices: readonly OpenInvoice[]): AgedBalance {
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
