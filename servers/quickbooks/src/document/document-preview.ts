import { personal } from '@bizmcp/core';
import * as z from 'zod';
import type { QuickBooks } from '../quickbooks.ts';
import type { Due, DueInput } from './document-check.ts';
import { describeTotal } from './document-total.ts';

/** What an invoice and a bill show to who is asked for them. */
export const DocumentPreview = z.object({
  total: z.string().describe('Without the tax that is reckoned'),
  date: z.string().optional().describe('Day it gets'),
  due_date: z.string().optional().describe('When it is due, and by which terms'),
  warnings: z.array(z.string()).describe('What a person should know').meta(personal('text')),
});

type Draft = Parameters<typeof describeTotal>[1] & { date: string; due: Due; warnings: readonly { message: string }[] };

/** Days that were given stand with the arguments. */
export async function previewDocument(
  api: QuickBooks,
  given: DueInput & { date?: string | undefined },
  draft: Draft,
): Promise<z.output<typeof DocumentPreview>> {
  return {
    total: await describeTotal(api, draft),
    ...(given.date === undefined && { date: draft.date }),
    ...(given.due_date === undefined && { due_date: draft.due.text }),
    warnings: draft.warnings.map(({ message }) => message),
  };
}
