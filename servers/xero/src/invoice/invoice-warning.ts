import { inQuotes } from '@bizmcp/core';
import {
  compareDecimals,
  describeUnusualSum,
  documentNumberKey,
  documentsNear,
  isSameDocumentNumber,
  tellOnce,
} from '@bizmcp/insights';
import type { Books } from '../books.ts';
import type { KnownContact } from '../contact/contact.ts';
import { type BookedLine, warnOfAccounts } from '../document/account-doubt.ts';
import type { DescribedLines } from '../document/describe-lines.ts';
import type { LineAmountTypes } from '../document/line-item.ts';
import { comesTo, type Warning, warnOfDate, warnOfDueDate, warnOfPastYear } from '../document/warning.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { kindOf, type WireInvoice } from './invoice.ts';
import { nameTwins, readPast } from './past-invoice.ts';

/** An invoice or bill, new or drafted before, as it is held against the books. */
export interface DoubtedInvoice {
  /** Of one that is drafted. */
  id?: string;
  type: string;
  contact_id: string;
  contact: KnownContact;
  date: string;
  status: string;
  due_date?: string | undefined;
  invoice_number?: string | undefined;
  reference?: string | undefined;
  /** ISO 4217 */
  currency: string;
  line_amount_types: LineAmountTypes;
  lines: readonly BookedLine[];
  said: DescribedLines;
}

/** What is usual is told by so many of the latest documents, and by no fewer than the least. */
const latestDocuments = 10;
const leastDocuments = 3;

/** What a person should know of an invoice or bill: one that looks the same, a contact, tax, a currency, a sum or a day that is unusual. */
export async function warnOfInvoice(books: Books, invoice: DoubtedInvoice): Promise<Warning[]> {
  const { date, status, due_date: due } = invoice;
  const past = await readPast(books, invoice);
  const organisation = await readOrganisation(books);
  const warnings = [
    ...warnOfDate(invoice, todayOf(organisation)),
    // A draft posts nothing yet, and is held against the books again before it is approved.
    ...(status === 'DRAFT' ? [] : warnOfPastYear(date, organisation, 'date')),
    ...(due === undefined ? [] : warnOfDueDate({ date, due_date: due }, todayOf(organisation))),
    ...unusualContact(invoice, past),
    ...unusualCurrency(invoice, past),
    ...unusualSum(invoice, past),
    ...unusualTax(invoice, past),
    ...(await warnOfAccounts(books, invoice.lines, {
      side: invoice.type === 'ACCREC' ? 'sale' : 'purchase',
      tax: invoice.line_amount_types,
    })),
    ...duplicates(invoice, past),
  ];
  return tellOnce(warnings);
}

/** A draft itself makes the contact what it is for: whether it is the first is told by the others, as far back as they are read. */
function unusualContact(
  { id, type, contact: { name, roles } }: DoubtedInvoice,
  past: readonly WireInvoice[],
): Warning[] {
  const [wanted, other] = type === 'ACCREC' ? (['customer', 'supplier'] as const) : (['supplier', 'customer'] as const);
  const isOwnDoing = id !== undefined && past.length === 0;
  if (!roles.includes(other) || (roles.includes(wanted) && !isOwnDoing)) return [];
  const message = roles.includes(wanted)
    ? `${inQuotes(name)} is a ${other}, and this is its only ${kindOf(type)} in two years`
    : `${inQuotes(name)} was a ${other} alone so far, this is the first ${kindOf(type)}`;
  return [{ kind: 'contact', field: 'contact_id', message }];
}

/** Another currency than all the latest documents have or, where they do not tell, than Xero has as the default. */
function unusualCurrency({ type, contact, currency }: DoubtedInvoice, past: readonly WireInvoice[]): Warning[] {
  const latest = past.slice(0, latestDocuments);
  const [usual, ...others] = new Set(latest.map(({ currencyCode }) => currencyCode ?? currency));
  if (usual === currency && others.length === 0) return [];
  const isTold = latest.length >= leastDocuments && others.length === 0;
  const wanted = isTold ? usual : contact.currency;
  if (wanted === undefined || wanted === currency) return [];
  const known = isTold
    ? `the latest ${latest.length} ${kindOf(type)}s of ${inQuotes(contact.name)} are all in ${wanted}`
    : `Xero has ${wanted} as the default currency of ${inQuotes(contact.name)}`;
  return [{ kind: 'currency', field: 'currency', message: `${known}, this one is in ${currency}` }];
}

/** A sum far above those that the contact had in two years. */
function unusualSum({ type, contact, currency, said }: DoubtedInvoice, past: readonly WireInvoice[]): Warning[] {
  const sums = past.flatMap(({ total, currencyCode }) =>
    total == null || (currencyCode ?? currency) !== currency ? [] : total,
  );
  const unusual = describeUnusualSum(said.gross ?? said.total, sums, `${kindOf(type)}s of ${inQuotes(contact.name)}`);
  if (!unusual) return [];
  const message = `${said.sum} is ${unusual.distance}, ${unusual.usual} ${currency}`;
  return [{ kind: 'amount', field: 'line_items', message }];
}

/** Tax where the latest documents of the contact all had none, or none where they all had some. */
function unusualTax({ type, contact, said }: DoubtedInvoice, past: readonly WireInvoice[]): Warning[] {
  const latest = past.slice(0, latestDocuments);
  const isTaxed = (tax: string) => compareDecimals(tax, '0') !== 0;
  const { taxed } = said;
  if (taxed === undefined || latest.length < leastDocuments) return [];
  if (latest.some(({ totalTax }) => totalTax == null || isTaxed(totalTax) === isTaxed(taxed))) return [];
  const now = isTaxed(taxed) ? `no tax, this one has ${taxed}` : 'tax, this one has none';
  const message = `the latest ${latest.length} ${kindOf(type)}s of ${inQuotes(contact.name)} all have ${now}`;
  return [{ kind: 'tax', field: 'line_items', message }];
}

/** Documents with the same number or reference, or the same sum at about the same time. */
function duplicates(invoice: DoubtedInvoice, past: readonly WireInvoice[]): Warning[] {
  const { currency, date, said, line_amount_types: tax } = invoice;
  const reference = documentNumberKey(invoice.reference);
  const numbered = past.filter((one) => isSameDocumentNumber(one.invoiceNumber, invoice.invoice_number));
  const referred = past.filter((one) => reference !== '' && documentNumberKey(one.reference) === reference);
  const ofSum = past.filter((one) => comesTo(one, said, tax) && (one.currencyCode ?? currency) === currency);
  const near = documentsNear(ofSum, date, (one) => one.date);
  const sameReference = referred.filter((one) => !numbered.includes(one));
  const sameSum = near.filter((one) => !numbered.includes(one) && !referred.includes(one));
  return [
    ...nameTwins(invoice, numbered).map((name) => toDuplicate('invoice_number', `${name} has the same number`)),
    ...nameTwins(invoice, sameReference).map((name) => toDuplicate('reference', `${name} has the same reference`)),
    ...nameTwins(invoice, sameSum).map((name) => toDuplicate('line_items', `${name} has the same sum, ${said.sum}`)),
  ];
}

function toDuplicate(field: string, message: string): Warning {
  return { kind: 'duplicate', field, message };
}
