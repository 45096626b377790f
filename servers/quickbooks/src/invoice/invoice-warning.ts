import { inQuotes, personal, readAsFraction } from '@bizmcp/core';
import {
  addDays,
  compareDecimals,
  describeUnusualDate,
  describeUnusualDueDate,
  documentsNear,
  sumDecimals,
  tellOnce,
} from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts, shownAmount } from '../amount.ts';
import type { Due } from '../document/document-check.ts';
import { detailOf } from '../document/document-line.ts';
import { rateDoubt } from '../document/market-rate.ts';
import { isTaxed, PastDocument, pastName, withoutTax } from '../document/past-document.ts';
import { type Condition, mostRows, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { pastYearDoubt } from '../report/calendar.ts';
import { draftInvoice, type InvoiceDraft, type InvoiceInput } from './invoice-draft.ts';
import { unusualPrice } from './unusual-price.ts';

const kinds = [
  'over_limit',
  'overdue',
  'unusual_price',
  'duplicate',
  'date',
  'account',
  'exchange_rate',
  'tax',
  'stock',
  'number',
] as const;

/** Something about a document that a person should know before it goes out; it does not stop it. */
export const Warning = z.object({
  kind: z.enum(kinds).describe('What it is about'),
  field: z.string().describe('Which input'),
  message: z.string().describe('What was found, with its evidence').meta(personal('text')),
});

export type Warning = z.output<typeof Warning>;

/** How far back prices are looked for, and how far from its day an invoice that looks the same and its rhythm, in days. */
const priceDays = 365;
const twinDays = 182;
/** How many of the customer's invoices tell whether it is taxed. */
const taxedAmong = 10;

/** An invoice that may be sent, and what a person should know of it. */
export async function draftWarnedInvoice(api: QuickBooks, input: InvoiceInput) {
  const draft = await draftInvoice(api, input);
  const warnings = tellOnce([
    ...fractionDoubts(input.line_items),
    ...(await warnOfInvoice(api, draft, input.credit_limit)),
  ]);
  return { ...draft, warnings };
}

/** What a person should know of an invoice: the customer's debts, unusual prices, one that looks the same. */
async function warnOfInvoice(
  api: QuickBooks,
  draft: InvoiceDraft,
  creditLimit: string | undefined,
): Promise<Warning[]> {
  const { date, today } = draft;
  const [unpaid, near, sold, newest] = await Promise.all([
    readOwn(api, draft, [
      ['Balance', '>', { amount: '0' }],
      ['DueDate', '<', { day: today }],
    ]),
    readOwn(api, draft, [
      ['TxnDate', '>=', { day: addDays(date, -twinDays) }],
      ['TxnDate', '<=', { day: addDays(date, twinDays) }],
    ]),
    readSold(api, today),
    draft.mayBeTaxed ? readOwn(api, draft, [['TxnDate', '<=', { day: date }]], taxedAmong) : [],
  ]);
  // What may come once for each line is last.
  return [
    ...overLimit(draft, creditLimit),
    ...overdue(draft, unpaid),
    ...duplicates(draft, near),
    ...firstTaxed(draft, newest),
    ...dueDoubts(draft),
    ...numberDoubt(draft),
    ...rateWarnings(draft),
    ...unusualDate(draft),
    ...outOfStock(draft),
    ...unusualPrices(draft, sold),
  ];
}

/** Of the customer's invoices only those that can matter: there may be thousands. */
function readOwn(
  api: QuickBooks,
  { customer }: InvoiceDraft,
  conditions: Condition[],
  limit = mostRows,
): Promise<PastDocument[]> {
  const where: Condition[] = [['CustomerRef', '=', { id: customer.Id }], ...conditions];
  return api.query(selectFrom('Invoice', { where, orderBy: ['TxnDate', 'DESC'], limit }), PastDocument);
}

/** A rate that is far from QuickBooks' own. */
export function rateWarnings(draft: Parameters<typeof rateDoubt>[0]): Warning[] {
  const message = rateDoubt(draft);
  return message === undefined ? [] : [{ kind: 'exchange_rate', field: 'exchange_rate', message }];
}

/** Of a quantity or a price that others write for thousands. */
export function fractionDoubts(lines: readonly { quantity: string; rate?: string | undefined }[]): Warning[] {
  return lines.flatMap(({ quantity, rate = '' }, index) =>
    Object.entries({ quantity, rate }).flatMap(([name, text]): Warning[] => {
      const message = readAsFraction(text);
      return message === undefined ? [] : [{ kind: 'unusual_price', field: `line_items.${index}.${name}`, message }];
    }),
  );
}

/** A due day that the terms beside it do not give, or that is far ahead or long past. */
export function dueDoubts({ date, due: { day, doubt }, today }: { date: string; due: Due; today: string }): Warning[] {
  const unusual = day === undefined ? [] : describeUnusualDueDate({ date, due: day, today });
  const messages = [doubt ?? [], unusual.map((what) => `due_date ${what}`)].flat();
  return messages.map((message) => ({ kind: 'date', field: 'due_date', message }));
}

function numberDoubt({ numberDoubt: message }: InvoiceDraft): Warning[] {
  return message === undefined ? [] : [{ kind: 'number', field: 'doc_number', message }];
}

/** A day that is long ago or far ahead, or in a fiscal year that is over. */
export function unusualDate({ date, today, yearStart }: { date: string; today: string; yearStart: string }): Warning[] {
  const messages = [describeUnusualDate(date, today) ?? [], pastYearDoubt(date, yearStart) ?? []].flat();
  return messages.map((message) => ({ kind: 'date', field: 'date', message }));
}

/** What was sold in the last year, the newest first; kept for a while, as what is usual does not change by the minute. */
function readSold(api: QuickBooks, today: string): Promise<PastDocument[]> {
  const since = addDays(today, -priceDays);
  const query = selectFrom('Invoice', { where: [['TxnDate', '>=', { day: since }]], orderBy: ['TxnDate', 'DESC'] });
  return api.remember('sold', () => api.query(query, PastDocument));
}

/** Lines that may be taxed, by a code that no line of the customer has had, where none of its invoices was taxed. */
function firstTaxed({ customer, lines }: InvoiceDraft, newest: readonly PastDocument[]): Warning[] {
  const untaxed = newest.filter((invoice) => isTaxed(invoice) === false);
  if (untaxed.length === 0 || newest.some(isTaxed)) return [];
  const codes = untaxed.flatMap(({ Line }) => Line ?? []).map((line) => detailOf(line)?.TaxCodeRef?.value);
  const first = lines.findIndex(({ taxedBy }) => taxedBy !== undefined && !codes.includes(taxedBy));
  if (first === -1) return [];
  const count = untaxed.length === 1 ? 'the last invoice' : `the last ${untaxed.length} invoices`;
  const message = `${inQuotes(customer.DisplayName)} had no tax on ${count}, and ${lines[first]?.itemName} may be taxed here; choose another tax_code if it should not be`;
  return [{ kind: 'tax', field: `line_items.${first}.tax_code`, message }];
}

function overLimit({ customer, subtotal, currency }: InvoiceDraft, given: string | undefined): Warning[] {
  const [limit] = [given, customer.CreditLimit].filter((one) => one != null).toSorted(compareDecimals);
  if (limit === undefined) return [];
  const after = addAmounts([customer.Balance ?? '0', subtotal]);
  if (compareDecimals(after, limit) <= 0) return [];
  const message = `${inQuotes(customer.DisplayName)} would owe ${shownAmount(after, currency)} before tax, above the limit of ${shownAmount(limit, currency)}`;
  return [{ kind: 'over_limit', field: 'customer_id', message }];
}

function overdue({ customer, currency }: InvoiceDraft, unpaid: readonly PastDocument[]): Warning[] {
  const late = unpaid.toSorted((one, other) => (one.DueDate ?? '').localeCompare(other.DueDate ?? ''));
  const [oldest] = late;
  if (!oldest) return [];
  const total = addAmounts(late.map(({ Balance }) => Balance ?? '0'));
  const count = late.length === 1 ? '1 invoice' : `${late.length} invoices`;
  const message = `${inQuotes(customer.DisplayName)} is overdue with ${shownAmount(total, currency)} on ${count}, any payments dated ahead taken off, the oldest (${pastName('invoice', oldest)}) due ${oldest.DueDate}`;
  return [{ kind: 'overdue', field: 'customer_id', message }];
}

function unusualPrices({ lines, currency }: InvoiceDraft, past: readonly PastDocument[]): Warning[] {
  const sold = past
    .filter(({ CurrencyRef }) => (CurrencyRef?.value ?? currency) === currency)
    .flatMap(({ Line }) => Line ?? [])
    .map(detailOf);
  const unusual = lines.flatMap(({ itemId, itemName, rate }, index) => {
    const rates = sold.flatMap((detail) =>
      detail?.ItemRef?.value === itemId && detail.UnitPrice != null && isCredit(detail.UnitPrice) === isCredit(rate)
        ? [detail.UnitPrice]
        : [],
    );
    const found = unusualPrice(rate, rates);
    return found ? [{ itemId, itemName, rate, index, ...found }] : [];
  });
  const groups = Map.groupBy(unusual, ({ itemId, rate }) => `${itemId} ${isCredit(rate)}`);
  // In words without the price of one line, so that they are said once of all.
  return [...groups.values()].flatMap((group) => {
    const [least, most] = rangeOf(group.map(({ rate }) => rate)).map((rate) => shownAmount(rate, currency));
    const range = least === most ? least : `${least} to ${most}`;
    return group.map(({ index, itemName, usual, count }): Warning => {
      const message = `${itemName} at ${range}; usual is ${shownAmount(usual, currency)}, over ${count} lines of the last year`;
      return { kind: 'unusual_price', field: `line_items.${index}.rate`, message };
    });
  });
}

function rangeOf(rates: readonly string[]): string[] {
  const sorted = rates.toSorted(compareDecimals);
  return [...sorted.slice(0, 1), ...sorted.slice(-1)];
}

/** Items of which QuickBooks keeps count, and counts fewer than all lines take together: it would go on below 0. */
function outOfStock({ lines }: InvoiceDraft): Warning[] {
  return lines.flatMap(({ itemId, itemName, inStock }, index): Warning[] => {
    const ofItem = lines.filter((line) => line.itemId === itemId);
    const taken = sumDecimals(ofItem.map(({ quantity }) => quantity));
    if (inStock === undefined || ofItem[0] !== lines[index] || compareDecimals(taken, inStock) <= 0) return [];
    const message = `${taken} of ${itemName} are invoiced, and ${inStock} are in stock by QuickBooks' count of now`;
    return [{ kind: 'stock', field: `line_items.${index}.quantity`, message }];
  });
}

/** What is taken off is no price: the two are compared each with its own. */
function isCredit(rate: string): boolean {
  return rate.startsWith('-');
}

function duplicates({ customer, date, subtotal, currency }: InvoiceDraft, own: readonly PastDocument[]): Warning[] {
  const ofSum = own.filter((invoice) => compareDecimals(withoutTax(invoice), subtotal) === 0);
  return documentsNear(ofSum, date, ({ TxnDate }) => TxnDate)
    .slice(0, 3)
    .map((invoice) => ({
      kind: 'duplicate' as const,
      field: 'line_items',
      message: `${pastName('invoice', invoice)} of ${invoice.TxnDate} for ${inQuotes(customer.DisplayName)} has the same sum, ${shownAmount(subtotal, currency)} before tax`,
    }));
}
