import { type FieldProblem, wrongFields } from '@bizmcp/core';
import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import type { Company } from '../company.ts';
import type { WireParty } from '../name-list/party.ts';
import { dueBy, findTerm, type Term } from '../name-list/term.ts';
import type { QuickBooks } from '../quickbooks.ts';

/** Refuses a document with all that is wrong with it; nothing has been sent yet. */
export function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw wrongFields(problems, 'Nothing was sent to QuickBooks.');
}

/** What is wrong with a day on which the books are closed. */
export function checkDate({ closedUntil }: Company, date: string, path = 'date'): FieldProblem[] {
  if (closedUntil === undefined || date > closedUntil) return [];
  return [{ path, problem: `the books are closed until ${closedUntil}; use a later date` }];
}

/** What is wrong with lines that come to nothing, or to less: QuickBooks takes lines below 0, but no total below it. */
export function checkTotal(subtotal: string, credit: 'credit memo' | 'vendor credit'): FieldProblem[] {
  const sign = compareDecimals(subtotal, '0');
  if (sign > 0) return [];
  const problem =
    sign === 0
      ? 'the total is 0; give a rate above 0'
      : `they come to ${subtotal}, and no document may; money given back is a ${credit}, made in QuickBooks`;
  return [{ path: 'line_items', problem }];
}

/** What a document says of when it is due, as a tool is given it. */
export interface DueInput {
  due_date?: string | undefined;
  payment_terms?: string | undefined;
}

/** When a document is due, as QuickBooks takes it. */
export interface Due {
  /** Undefined where QuickBooks sets it. */
  day: string | undefined;
  /** In words. */
  text: string;
  body: object;
  /** Where the terms beside it give another, in words. */
  doubt?: string;
}

/**
 * Due day and terms, and what is wrong with them. The terms that the customer or vendor has are said, as a document that is sent
 * without any gets none: https://github.com/intuit/quickbooks-online-mcp-server/issues/91
 */
export async function resolveDue(
  api: QuickBooks,
  { date, party }: { date: string; party: WireParty },
  { due_date: given, payment_terms: wanted }: DueInput,
): Promise<Due & { problems: FieldProblem[] }> {
  const early =
    given !== undefined && given < date ? [{ path: 'due_date', problem: `is before the date, ${date}` }] : [];
  const own = given === undefined ? (party.SalesTermRef ?? party.TermRef)?.value : undefined;
  const name = wanted ?? own;
  if (name === undefined) return { ...dueAt(given), problems: early };
  const { term, names } = await findTerm(api, name);
  if (term) {
    const byTerm = dueBy(term, date);
    const isOther = given !== undefined && byTerm !== undefined && given !== byTerm;
    const doubt = isOther && { doubt: `due_date ${given} counts, though ${term.Name} gives ${byTerm}` };
    return { ...dueAt(given ?? byTerm, term), ...doubt, problems: early };
  }
  const unknown = {
    path: 'payment_terms',
    problem: `no such terms; there are ${names.join(', ') || 'none'}`,
  };
  return { ...dueAt(given), problems: wanted === undefined ? early : [...early, unknown] };
}

function dueAt(day: string | undefined, term?: Term): Due {
  const body = { ...(day !== undefined && { DueDate: day }), ...(term && { SalesTermRef: { value: term.Id } }) };
  if (!term) return { day, text: day ?? 'as QuickBooks sets it', body };
  return { day, text: day === undefined ? `by the terms ${term.Name}` : `${day} (${term.Name})`, body };
}

/** What a document says of its currency, as a tool is given it. */
export interface CurrencyInput {
  currency?: string | undefined;
  exchange_rate?: string | undefined;
}

/** A rate as a tool takes it. */
export const ExchangeRate = z
  .string()
  .regex(
    /^(?=.*[1-9])\d{1,7}(\.\d{1,8})?$/,
    "is no rate above 0 such as '1.085' (the decimal sign is a point, with 8 places after it at most)",
  )
  .optional()
  .describe("Home currency for one; default: QuickBooks' own");

/**
 * The currency of a document, and what is wrong with it: each customer and vendor has one, and their documents have no other.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-multiple-currencies
 */
export function resolveCurrency(
  { homeCurrency, multicurrency }: Company,
  party: WireParty,
  { currency: wanted, exchange_rate: rate }: CurrencyInput,
): { currency: string; body: object; problems: FieldProblem[] } {
  const currency = party.CurrencyRef?.value ?? homeCurrency;
  const problems: FieldProblem[] = [];
  if (wanted !== undefined && wanted !== currency) {
    const problem = `documents of this customer or vendor are in ${currency} alone; amounts in ${wanted} must not be booked as ${currency}: they need a customer or vendor of that currency`;
    problems.push({ path: 'currency', problem });
  }
  if (rate !== undefined && currency === homeCurrency) {
    problems.push({ path: 'exchange_rate', problem: `${currency} is the home currency; leave it out` });
  }
  return { currency, body: multicurrency ? { CurrencyRef: { value: currency } } : {}, problems };
}
