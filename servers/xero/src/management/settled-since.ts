import { ToolError } from '@bizmcp/core';
import { addDays } from '@bizmcp/insights';
import type * as z from 'zod';
import type { Books } from '../books.ts';
import type { WireInvoice } from '../invoice/invoice.ts';
import { listCreditNotes } from '../invoice/list-credit-notes.ts';
import { listInvoices } from '../invoice/list-invoices.ts';
import { listOverpayments, listPrepayments } from '../invoice/list-prepaid.ts';
import { type PageRequest, readAllRows, type WirePagination } from '../page.ts';
import { readPayments } from '../payment/list-payments.ts';
import { paidBy } from '../payment/payment.ts';

/** What happened after a day to what was owed on it. */
interface SettledSince {
  /** Issued until the day, and paid in full since. */
  paid: WireInvoice[];
  /** All credits, also those of later. */
  credits: WireInvoice[];
  /** What was paid or credited since on an invoice, or paid back on a credit note, by its identifier. */
  amounts: Map<string, string[]>;
}

const mostPages = 10;

const idOf = ({ invoiceID }: WireInvoice) => invoiceID;

/** Reads what settled invoices and credits after a day. Throws `too_large` where there is more than 10,000 of one kind. */
export async function readSettledSince(books: Books, day: string): Promise<SettledSince> {
  const [paid, payments, credits] = await Promise.all([
    readPaid(books, day),
    readPaymentsSince(books, day),
    readCredits(books),
  ]);
  const allocated = credits.flatMap((credit) => allocatedSince(credit, day));
  const settled = [
    ...payments.map((one) => ({ id: paidBy(one).id ?? '', amount: one.amount ?? '0' })),
    ...allocated.map(({ invoice, amount }) => ({ id: invoice.invoiceID, amount: amount ?? '0' })),
  ];
  const byId = Map.groupBy(settled, ({ id }) => id);
  return { paid, credits, amounts: new Map([...byId].map(([id, all]) => [id, all.map(({ amount }) => amount)])) };
}

/** What a credit was set against after a day; without a day of its own on that of the credit. */
export function allocatedSince({ allocations, date }: WireInvoice, day: string) {
  return (allocations ?? []).filter((one) => !one.isDeleted && (one.date ?? date ?? '') > day);
}

async function readPaid(books: Books, day: string): Promise<WireInvoice[]> {
  const where = [
    ['Date', '<=', { day }],
    ['FullyPaidOnDate', '>=', { day: addDays(day, 1) }],
  ] as const;
  return readPages((request) => listInvoices(books, { where, statuses: ['PAID'], ...request }), idOf);
}

/** https://developer.xero.com/documentation/api/accounting/payments */
async function readPaymentsSince(books: Books, day: string) {
  const where = [
    ['Status', '==', { text: 'AUTHORISED' }],
    ['Date', '>=', { day: addDays(day, 1) }],
  ] as const;
  return readPages(
    async (request) => {
      const { payments, pagination } = await readPayments(books, where, request);
      return { invoices: payments, pagination };
    },
    ({ paymentID }) => paymentID,
  );
}

/** An allocation can be dated as one likes, so all are read: https://developer.xero.com/documentation/api/accounting/creditnotes */
async function readCredits(books: Books): Promise<WireInvoice[]> {
  const where = [['Status', '!=', { text: 'VOIDED' }]] as const;
  const statuses = ['AUTHORISED', 'PAID'];
  const all = await Promise.all([
    readPages((request) => listCreditNotes(books, { statuses, ...request }), idOf),
    readPages((request) => listOverpayments(books, { where, ...request }), idOf),
    readPages((request) => listPrepayments(books, { where, ...request }), idOf),
  ]);
  return all.flat();
}

async function readPages<Item>(
  list: (request: PageRequest) => Promise<{ invoices: Item[]; pagination?: z.output<typeof WirePagination> }>,
  idOf: (item: Item) => string,
): Promise<Item[]> {
  const { rows, isWhole } = await readAllRows(
    async (request) => {
      const { invoices, pagination } = await list(request);
      return { rows: invoices, pagination };
    },
    idOf,
    mostPages,
  );
  if (isWhole) return rows;
  throw new ToolError('too_large', `There are more than ${mostPages} pages of one kind.`);
}
