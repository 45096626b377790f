import type * as z from 'zod';
import { addAmounts } from '../amount.ts';
import {
  type CurrencyInput,
  checkDate,
  checkTotal,
  type Due,
  type DueInput,
  refuseProblems,
  resolveCurrency,
  resolveDue,
} from '../document/document-check.ts';
import type { Tracked } from '../document/document-total.ts';
import { type Rate, rateBody, readRate } from '../document/market-rate.ts';
import { taxCalculation } from '../document/tax-code.ts';
import { requireParty, type WireParty } from '../name-list/party.ts';
import { resolveTracking } from '../name-list/tracking.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { yearOf } from '../report/calendar.ts';
import { checkNumber } from './invoice-number.ts';
import { resolveSalesLines, type SalesLine, type SalesLineInput } from './sales-line.ts';

/** An invoice as a tool is given it. */
export interface InvoiceInput extends DueInput, CurrencyInput {
  customer_id: string;
  line_items: readonly z.output<typeof SalesLineInput>[];
  date?: string | undefined;
  doc_number?: string | undefined;
  location?: string | undefined;
  memo?: string | undefined;
  credit_limit?: string | undefined;
}

/** An invoice that may be sent: all of it was checked. */
export interface InvoiceDraft {
  customer: WireParty;
  date: string;
  today: string;
  /** The first day of the fiscal year that today is in. */
  yearStart: string;
  due: Due;
  /** What is odd about its number, in words. */
  numberDoubt: string | undefined;
  rate: Rate | undefined;
  currency: string;
  lines: readonly SalesLine[];
  /** Without tax, decimal. */
  subtotal: string;
  mayBeTaxed: boolean;
  tracked: Tracked;
  body: object;
}

/** Checks an invoice against the books and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftInvoice(api: QuickBooks, input: InvoiceInput): Promise<InvoiceDraft> {
  const [company, customer] = await Promise.all([api.company(), requireParty(api, 'Customer', input.customer_id)]);
  const year = yearOf(company);
  const date = input.date ?? year.today;
  const { currency, body, problems } = resolveCurrency(company, customer, input);
  const [due, sales, number, location] = await Promise.all([
    resolveDue(api, { date, party: customer }, input),
    resolveSalesLines(api, company, currency, input.line_items),
    checkNumber(api, company, input.doc_number),
    resolveTracking(api, company, { kind: 'location', wanted: input.location, path: 'location' }),
  ]);
  const subtotal = addAmounts(sales.lines.map(({ amount }) => amount));
  refuseProblems([
    ...checkDate(company, date),
    ...number.problems,
    ...due.problems,
    ...location.problems,
    ...problems,
    ...(sales.problems.length > 0 ? sales.problems : checkTotal(subtotal, 'credit memo')),
  ]);
  const rate = await readRate(api, company.homeCurrency, { currency, date, given: input.exchange_rate });
  return {
    ...{ customer, date, ...year, due, currency, subtotal, rate, numberDoubt: number.doubt, lines: sales.lines },
    tracked: { class: input.line_items.some((line) => line.class !== undefined), location: location.name },
    mayBeTaxed: sales.lines.some(({ taxedBy }) => taxedBy !== undefined),
    body: {
      CustomerRef: { value: customer.Id },
      TxnDate: date,
      ...due.body,
      ...body,
      ...rateBody(rate),
      ...taxCalculation(company),
      ...(location.value !== undefined && { DepartmentRef: { value: location.value } }),
      ...(input.doc_number !== undefined && { DocNumber: input.doc_number }),
      ...(input.memo !== undefined && { CustomerMemo: { value: input.memo } }),
      ...(customer.PrimaryEmailAddr?.Address && { BillEmail: { Address: customer.PrimaryEmailAddr.Address } }),
      Line: sales.lines.map((line) => line.body),
    },
  };
}
