import { personal, readAsFraction } from '@bizmcp/core';
import { compareDecimals, describeUnusualDate, describeUnusualDueDate } from '@bizmcp/insights';
import * as z from 'zod';
import { fiscalYears } from '../fiscal-year.ts';
import { type Organisation, todayOf } from '../organisation.ts';
import type { DescribedLines } from './describe-lines.ts';
import type { LineAmountTypes, LineInput } from './line-item.ts';

/** Something about a document that a person should know before it is booked; it does not stop it. */
export const Warning = z.object({
  kind: z.enum(['duplicate', 'contact', 'currency', 'tax', 'date', 'account', 'amount']).describe('What it is about'),
  field: z.string().describe('Which input'),
  message: z.string().describe('What was found, with its evidence').meta(personal('text')),
});

export type Warning = z.output<typeof Warning>;

export function warnOfDate({ date }: { date: string }, today: string): Warning[] {
  const message = describeUnusualDate(date, today);
  return message === undefined ? [] : [{ kind: 'date', field: 'date', message }];
}

/** A financial year that is over: what is booked in it, or taken out of it, changes accounts that were closed or filed. */
export function warnOfPastYear(day: string, organisation: Organisation, field: string): Warning[] {
  const [year] = fiscalYears(organisation.financial_year_end, todayOf(organisation), 1);
  if (!year || day >= year.from) return [];
  const message = `${day} changes a financial year that is over: this one began on ${year.from}`;
  return [{ kind: 'date', field, message }];
}

export function warnOfDueDate({ date, due_date: due }: { date: string; due_date: string }, today: string): Warning[] {
  return describeUnusualDueDate({ date, due, today }).map((doubt) => ({
    kind: 'date',
    field: 'due_date',
    message: `due_date ${doubt}`,
  }));
}

/** Of money that is said to have moved: also a day that is still to come. */
export function warnOfMoneyDate({ date }: { date: string }, organisation: Organisation): Warning[] {
  const today = todayOf(organisation);
  const unusual = [...warnOfDate({ date }, today), ...warnOfPastYear(date, organisation, 'date')];
  if (unusual.length > 0 || date <= today) return unusual;
  return [{ kind: 'date', field: 'date', message: `${date} is after today: the money has not moved yet` }];
}

/** Of a quantity or a price that others write for thousands. */
export function warnOfFractions(lines: readonly LineInput[]): Warning[] {
  return lines.flatMap(({ quantity, unit_amount }, index) =>
    Object.entries({ quantity, unit_amount }).flatMap(([name, text]): Warning[] => {
      const message = readAsFraction(text);
      return message === undefined ? [] : [{ kind: 'amount', field: `line_items.${index}.${name}`, message }];
    }),
  );
}

/** Whether a document that is booked comes to the sum of the lines of a new one, with tax or, where theirs are, before it. */
export function comesTo(
  { subTotal, total }: { subTotal?: string | null | undefined; total?: string | null | undefined },
  { total: wanted, gross }: DescribedLines,
  tax: LineAmountTypes,
): boolean {
  const isGross = total != null && gross !== undefined && compareDecimals(total, gross) === 0;
  const sum = tax === 'Exclusive' ? subTotal : total;
  return isGross || (sum != null && compareDecimals(sum, wanted) === 0);
}
