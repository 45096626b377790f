import { personal } from '@bizmcp/core';
import { compareDecimals, parseDecimal, roundDecimal } from '@bizmcp/insights';
import * as z from 'zod';
import { Decimal, sumPlaces, WireAmount, WireFactor } from '../amount.ts';

const WireTracking = z.array(z.object({ name: z.string().nullish(), option: z.string().nullish() })).nullish();
/**
 * Places of unit amounts, for each request with lines: Xero rounds to two, without a word, unless it is told.
 * https://developer.xero.com/documentation/api-guides/rounding-in-xero#unitamount
 */
export const unitPlaces = 4;

export const WireLine = z.object({
  description: z.string().nullish(),
  quantity: WireFactor.nullish(),
  unitAmount: WireFactor.nullish(),
  /** In percent, or a sum: https://developer.xero.com/documentation/api/accounting/invoices#elements-for-line-items */
  discountRate: WireFactor.nullish(),
  discountAmount: WireAmount.nullish(),
  itemCode: z.string().nullish(),
  accountCode: z.string().nullish(),
  taxType: z.string().nullish(),
  taxAmount: WireAmount.nullish(),
  lineAmount: WireAmount.nullish(),
  tracking: WireTracking,
});

/** A line of a document as a model sees it. */
export const LineItem = z.object({
  description: z.string().optional().describe('What it is for').meta(personal('text')),
  quantity: z.string().optional().describe('Decimal'),
  unit_amount: z.string().optional().describe('Price of one'),
  discount: z.string().optional().describe('Taken off: a sum, or per cent where a % stands behind it'),
  item_code: z.string().optional().describe('Item of the inventory'),
  account_code: z.string().optional().describe('Account it is booked to'),
  tax_type: z.string().optional().describe('Tax type'),
  tax_amount: z.string().optional().describe('Tax of the line'),
  line_amount: z.string().optional().describe('Amount of the line, with tax where amounts include it'),
  tracking: z.array(z.string()).optional().describe('Category: option'),
});

/** A line as a tool takes it. */
export const LineInput = z.strictObject({
  description: z.string().min(1).describe('What for'),
  quantity: Decimal.default('1').describe('Decimal'),
  unit_amount: Decimal.describe('Price of one; discount < 0'),
  account_code: z.string().describe('From list_accounts'),
  tax_type: z.string().optional().describe("Default: the account's"),
  item_code: z.string().optional().describe('Inventory item'),
  tracking: z.array(z.string().max(210)).max(2).optional().describe("'Category: option'"),
});

export type LineInput = z.output<typeof LineInput>;

/** What a line comes to, as Xero rounds it. */
export function lineAmount({ quantity, unit_amount: price }: LineInput): string {
  return roundDecimal(parseDecimal(quantity).times(parseDecimal(price)), sumPlaces);
}

/** How the amounts of lines stand to tax. */
export const LineAmountTypes = z
  .enum(['Exclusive', 'Inclusive', 'NoTax'])
  .default('Exclusive')
  .describe('Tax in amounts');

export type LineAmountTypes = z.output<typeof LineAmountTypes>;

export function toLine(wire: z.output<typeof WireLine>): z.output<typeof LineItem> {
  const tracking = (wire.tracking ?? []).map(({ name, option }) => `${name ?? ''}: ${option ?? ''}`);
  return {
    ...(wire.description && { description: wire.description }),
    ...(wire.quantity != null && { quantity: wire.quantity }),
    ...(wire.unitAmount != null && { unit_amount: wire.unitAmount }),
    ...discountOf(wire),
    ...(wire.itemCode && { item_code: wire.itemCode }),
    ...(wire.accountCode && { account_code: wire.accountCode }),
    ...(wire.taxType && { tax_type: wire.taxType }),
    ...(wire.taxAmount != null && { tax_amount: wire.taxAmount }),
    ...(wire.lineAmount != null && { line_amount: wire.lineAmount }),
    ...(tracking.length > 0 && { tracking }),
  };
}

function discountOf({ discountRate: rate, discountAmount: sum }: z.output<typeof WireLine>) {
  const isSome = (one: string | null | undefined) => one != null && compareDecimals(one, '0') !== 0;
  return isSome(rate) ? { discount: `${rate} %` } : isSome(sum) ? { discount: `${sum}` } : {};
}
