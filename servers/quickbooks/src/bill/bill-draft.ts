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
import { readAccounts } from '../name-list/account.ts';
import { requireParty, type WireParty } from '../name-list/party.ts';
import { resolveTracking } from '../name-list/tracking.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { yearOf } from '../report/calendar.ts';
import { type BillLineInput, type OddAccount, oddAccounts, resolveBillLines } from './bill-line.ts';

/** A bill as a tool is given it. */
export interface BillInput extends DueInput, CurrencyInput {
  vendor_id: string;
  line_items: readonly z.output<typeof BillLineInput>[];
  date?: string | undefined;
  doc_number?: string | undefined;
  location?: string | undefined;
  memo?: string | undefined;
}

/** A bill that may be sent: all of it was checked. */
export interface BillDraft {
  vendor: WireParty;
  date: string;
  today: string;
  /** The first day of the fiscal year that today is in. */
  yearStart: string;
  due: Due;
  rate: Rate | undefined;
  currency: string;
  number: string | undefined;
  /** In words. */
  lines: readonly string[];
  /** Accounts of lines that are seldom those of a bill, by the path of the line. */
  oddAccounts: readonly OddAccount[];
  /** Without tax, decimal. */
  subtotal: string;
  mayBeTaxed: boolean;
  tracked: Tracked;
  body: object;
}

/** Checks a bill against the books and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftBill(api: QuickBooks, input: BillInput): Promise<BillDraft> {
  const reading = [api.company(), requireParty(api, 'Vendor', input.vendor_id), readAccounts(api)] as const;
  const [company, vendor, accounts] = await Promise.all(reading);
  const year = yearOf(company);
  const date = input.date ?? year.today;
  const { currency, body, problems } = resolveCurrency(company, vendor, input);
  const [due, bought, location] = await Promise.all([
    resolveDue(api, { date, party: vendor }, input),
    resolveBillLines(api, { company, accounts, currency }, input.line_items),
    resolveTracking(api, company, { kind: 'location', wanted: input.location, path: 'location' }),
  ]);
  const subtotal = addAmounts(bought.lines.map(({ amount }) => amount));
  refuseProblems([
    ...checkDate(company, date),
    ...due.problems,
    ...location.problems,
    ...problems,
    ...(bought.problems.length > 0 ? bought.problems : checkTotal(subtotal, 'vendor credit')),
  ]);
  const rate = await readRate(api, company.homeCurrency, { currency, date, given: input.exchange_rate });
  return {
    ...{ vendor, date, ...year, due, currency, subtotal, rate, number: input.doc_number },
    lines: bought.lines.map(({ text }) => text),
    oddAccounts: oddAccounts(input.line_items, accounts),
    tracked: { class: input.line_items.some((line) => line.class !== undefined), location: location.name },
    mayBeTaxed: company.usesSalesTax && company.country !== 'US',
    body: {
      VendorRef: { value: vendor.Id },
      TxnDate: date,
      ...due.body,
      ...body,
      ...rateBody(rate),
      ...taxCalculation(company),
      ...(location.value !== undefined && { DepartmentRef: { value: location.value } }),
      ...(input.doc_number !== undefined && { DocNumber: input.doc_number }),
      ...(input.memo !== undefined && { PrivateNote: input.memo }),
      Line: bought.lines.map((line) => line.body),
    },
  };
}
