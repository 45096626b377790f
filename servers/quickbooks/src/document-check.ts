import { type ErrorDetails, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { toWireNumber } from './amount.ts';
import type { Company } from './company.ts';
import type { WireParty } from './party.ts';
import type { QuickBooks } from './quickbooks.ts';
import { findTerm } from './term.ts';

/** One thing that is wrong with what a tool was given. */
export type Field = NonNullable<ErrorDetails['fields']>[number];

/** Refuses a document with all that is wrong with it; nothing has been sent yet. */
export function refuseProblems(problems: readonly Field[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, 3).map(({ path, problem }) => `${path}: ${problem}`);
  throw new ToolError('invalid_input', `Nothing was sent to QuickBooks. ${shown.join('; ')}.`, {
    fields: [...problems],
  });
}

/** What is wrong with a day on which the books are closed. */
export function checkDate({ closedUntil }: Company, date: string, path = 'date'): Field[] {
  if (closedUntil === undefined || date > closedUntil) return [];
  return [{ path, problem: `the books are closed until ${closedUntil}; use a later date` }];
}

/** What a document says of when it is due, as a tool is given it. */
export interface DueInput {
  due_date?: string | undefined;
  payment_terms?: string | undefined;
}

/** Due day and terms as QuickBooks takes them, and what is wrong with them. */
export async function resolveDue(
  api: QuickBooks,
  date: string,
  { due_date: due, payment_terms: wanted }: DueInput,
): Promise<{ body: object; problems: Field[] }> {
  const early = due !== undefined && due < date ? [{ path: 'due_date', problem: `is before the date, ${date}` }] : [];
  const dueBody = due === undefined ? {} : { DueDate: due };
  if (wanted === undefined) return { body: dueBody, problems: early };
  const { term, names } = await findTerm(api, wanted);
  if (term) return { body: { ...dueBody, SalesTermRef: { value: term.Id } }, problems: early };
  const problem = `no such terms; there are ${names.join(', ') || 'none'}`;
  return { body: dueBody, problems: [...early, { path: 'payment_terms', problem }] };
}

/** What a document says of its currency, as a tool is given it. */
export interface CurrencyInput {
  currency?: string | undefined;
  exchange_rate?: string | undefined;
}

/** A rate as a tool takes it. */
export const ExchangeRate = z
  .string()
  .regex(/^(?=.*[1-9])\d{1,7}(\.\d{1,8})?$/, "is no rate above 0 such as '1.085'")
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
): { currency: string; body: object; problems: Field[] } {
  const currency = party.CurrencyRef?.value ?? homeCurrency;
  const problems: Field[] = [];
  if (wanted !== undefined && wanted !== currency) {
    const problem = `documents of ${party.DisplayName} are in ${currency}; leave it out, or choose one in ${wanted}`;
    problems.push({ path: 'currency', problem });
  }
  if (rate !== undefined && currency === homeCurrency) {
    problems.push({ path: 'exchange_rate', problem: `${currency} is the home currency; leave it out` });
  }
  const body = {
    ...(multicurrency && { CurrencyRef: { value: currency } }),
    ...(rate !== undefined && { ExchangeRate: toWireNumber(rate) }),
  };
  return { currency, body, problems };
}
