import { type DocumentLine, type LineDraft, lineAmount, multiplyRatio } from '@bizmcp/testkit/company';
import * as z from 'zod';
import { accountTypeOf } from '../account-type.ts';
import { type Problem, refuseDocument } from '../error-reply.ts';
import { guidOf } from '../guid.ts';
import { amountOf } from '../money.ts';
import { unitPriceOf } from '../unit-places.ts';
import type { LineAmountTypes, XeroBooks } from '../xero-state.ts';
import { canApplyTo, taxCodeOf, taxTypeOf } from './tax-type.ts';

export const NewLine = z.strictObject({
  Description: z.string().max(4000).optional(),
  Quantity: z.number().default(1),
  UnitAmount: z.number().default(0),
  ItemCode: z.string().max(30).optional(),
  AccountCode: z.string().max(10).optional(),
  TaxType: z.string().optional(),
  Tracking: z
    .array(z.strictObject({ TrackingCategoryID: z.string().optional(), TrackingOptionID: z.string().optional() }))
    .max(2)
    .optional(),
});

export const AmountTypes = z.enum(['Exclusive', 'Inclusive', 'NoTax']).default('Exclusive');

type NewLine = z.output<typeof NewLine>;

/** The lines of a document in the ledger's form, or a refusal with all that is wrong with them. */
export function toLineDrafts(
  books: XeroBooks,
  lines: readonly NewLine[],
  options: Omit<LineOptions, 'refuse'>,
): LineDraft[] {
  const problems: Problem[] = [];
  const drafts = lines.map((line, index) =>
    toLineDraft(books, line, { ...options, refuse: (message) => void problems.push({ message, line: index }) }),
  );
  if (lines.length === 0) problems.push({ message: 'One or more line items must be specified' });
  return problems.length > 0 ? refuseDocument(problems) : drafts;
}

interface LineOptions {
  amountTypes: LineAmountTypes;
  /** Of the request. */
  query: URLSearchParams;
  refuse: (message: string) => void;
}

function toLineDraft({ ledger }: XeroBooks, line: NewLine, { amountTypes, query, refuse }: LineOptions): LineDraft {
  const account = [...ledger.accounts.values()].find(({ code }) => code === line.AccountCode);
  if (!account) refuse(`Account code '${line.AccountCode ?? ''}' is not a valid code for this document.`);
  const accountType = account && accountTypeOf(account);
  const taxType = amountTypes === 'NoTax' ? 'NONE' : (line.TaxType ?? accountType?.taxType ?? 'NONE');
  const taxCodeId = taxCodeOf(taxType);
  const taxCode = taxCodeId === undefined ? undefined : ledger.taxCodes.get(taxCodeId);
  if (!taxCode) refuse(`The TaxType code '${taxType}' does not exist or cannot be used.`);
  else if (accountType && !canApplyTo(taxCode, accountType.class)) {
    refuse(`The TaxType code '${taxType}' cannot be used with account code '${line.AccountCode ?? ''}'.`);
  }
  const [quantity, unitPrice] = [String(line.Quantity), String(unitPriceOf(line.UnitAmount, query))];
  const entered = lineAmount(quantity, unitPrice, 2);
  if (entered === undefined) return refuseDocument([{ message: 'The line amount is out of range' }]);
  const rate = taxCode?.rateBasisPoints ?? 0;
  // Of each line it is the tax that is rounded: https://developer.xero.com/documentation/api-guides/rounding-in-xero#line-item-totals
  const isInclusive = amountTypes === 'Inclusive';
  const tax = multiplyRatio(entered, rate, isInclusive ? 10_000 + rate : 10_000);
  const item = [...ledger.items.values()].find(({ code }) => code === line.ItemCode);
  if (line.ItemCode !== undefined && !item) refuse(`Item code '${line.ItemCode}' is not valid`);
  return {
    ...{ accountId: account?.id ?? '', amount: isInclusive ? entered - tax : entered, quantity, unitPrice, tax },
    ...(line.Description !== undefined && { description: line.Description }),
    ...(taxCodeId !== undefined && { taxCodeId }),
    ...(item && { itemId: item.id }),
    ...(line.Tracking && { tracking: trackingOf(ledger, line.Tracking, refuse) }),
  };
}

function trackingOf(
  ledger: XeroBooks['ledger'],
  wanted: NonNullable<NewLine['Tracking']>,
  refuse: (message: string) => void,
): Record<string, string> {
  const pairs = wanted.flatMap(({ TrackingCategoryID, TrackingOptionID }) => {
    const category = [...ledger.trackingCategories.values()].find(
      ({ id }) => guidOf('tracking_category', id) === TrackingCategoryID?.toLowerCase(),
    );
    const option = category?.options.find(
      ({ id }) => guidOf('tracking_option', id) === TrackingOptionID?.toLowerCase(),
    );
    if (category && option) return [[category.id, option.id] as const];
    refuse('The tracking category or option could not be found');
    return [];
  });
  return Object.fromEntries(pairs);
}

/** A line as it is sent. */
export function toWireLine(
  { ledger }: XeroBooks,
  line: DocumentLine,
  { id, amountTypes }: { id: string; amountTypes: LineAmountTypes },
) {
  const item = line.itemId === undefined ? undefined : ledger.items.get(line.itemId);
  const shown = amountOf(amountTypes === 'Inclusive' ? line.amount + line.tax : line.amount);
  const tracking = Object.entries(line.tracking ?? {}).flatMap(([categoryId, optionId]) => {
    const category = ledger.trackingCategories.get(categoryId);
    const option = category?.options.find((candidate) => candidate.id === optionId);
    if (!category || !option) return [];
    const ids = {
      TrackingCategoryID: guidOf('tracking_category', categoryId),
      TrackingOptionID: guidOf('tracking_option', optionId),
    };
    return [{ Name: category.name, Option: option.name, ...ids }];
  });
  return {
    LineItemID: guidOf('line', id),
    Description: line.description ?? '',
    ...(item && { ItemCode: item.code }),
    Quantity: Number(line.quantity ?? '1'),
    UnitAmount: line.unitPrice === undefined ? shown : Number(line.unitPrice),
    TaxType: taxTypeOf(line.taxCodeId),
    TaxAmount: amountOf(line.tax),
    LineAmount: shown,
    AccountCode: ledger.accounts.get(line.accountId)?.code ?? '',
    AccountID: guidOf('account', line.accountId),
    Tracking: tracking,
  };
}

/** How the lines of a document stand to tax: as they were entered; those of the company's story without. */
export function amountTypesOf(
  { lineAmountTypes }: XeroBooks,
  { id, lines }: { id: string; lines: readonly DocumentLine[] },
): LineAmountTypes {
  const isTaxed = lines.some(({ taxCodeId }) => taxCodeId !== undefined && taxCodeId !== 'NONE');
  return lineAmountTypes.get(id) ?? (isTaxed ? 'Exclusive' : 'NoTax');
}
