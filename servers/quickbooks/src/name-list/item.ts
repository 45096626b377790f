import { type FieldProblem, inQuotes } from '@bizmcp/core';
import * as z from 'zod';
import { WireAmount, WireFactor } from '../amount.ts';
import { inactiveToo, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireReference } from '../reference.ts';

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item */
export const WireItem = z.object({
  Id: z.string(),
  Name: z.string(),
  FullyQualifiedName: z.string().nullish(),
  Sku: z.string().nullish(),
  Type: z.string().nullish(),
  Description: z.string().nullish(),
  UnitPrice: WireAmount.nullish(),
  PurchaseCost: WireAmount.nullish(),
  QtyOnHand: WireFactor.nullish(),
  /** In the US alone: whether a line of it is taxed that says nothing of tax. */
  Taxable: z.boolean().nullish(),
  IncomeAccountRef: WireReference.nullish(),
  ExpenseAccountRef: WireReference.nullish(),
  Active: z.boolean().nullish(),
});

export type WireItem = z.output<typeof WireItem>;

/** An item as a model sees it. Prices are decimal, in home currency. */
export const Item = z.object({
  item_ref: z.string().describe('For item_ref'),
  name: z.string().describe('With the names of those above it'),
  sku: z.string().optional().describe('SKU'),
  type: z.string().optional().describe('Service, Inventory, NonInventory, Group or Category'),
  description: z.string().optional().describe('Usual text of its lines'),
  currency: z.string().optional().describe('Of price and cost'),
  price: z.string().optional().describe('Sales price'),
  cost: z.string().optional().describe('Purchase cost'),
  quantity_on_hand: z.string().optional().describe('In stock'),
  income_account: z.string().optional().describe('Booked to when sold'),
  expense_account: z.string().optional().describe('Booked to when bought'),
  active: z.boolean().describe('In use'),
});

export function toItem(wire: WireItem, homeCurrency: string): z.output<typeof Item> {
  const hasPrice = wire.UnitPrice != null || wire.PurchaseCost != null;
  return {
    item_ref: wire.Id,
    name: wire.FullyQualifiedName ?? wire.Name,
    ...(wire.Sku && { sku: wire.Sku }),
    ...(wire.Type && { type: wire.Type }),
    ...(wire.Description && { description: wire.Description }),
    ...(hasPrice && { currency: homeCurrency }),
    ...(wire.UnitPrice != null && { price: wire.UnitPrice }),
    ...(wire.PurchaseCost != null && { cost: wire.PurchaseCost }),
    ...(wire.QtyOnHand != null && { quantity_on_hand: wire.QtyOnHand }),
    ...(wire.IncomeAccountRef?.name && { income_account: wire.IncomeAccountRef.name }),
    ...(wire.ExpenseAccountRef?.name && { expense_account: wire.ExpenseAccountRef.name }),
    active: wire.Active ?? true,
  };
}

/** The items of these ids, inactive ones too, by id. */
export async function readItems(api: QuickBooks, ids: readonly string[]): Promise<ReadonlyMap<string, WireItem>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const query = selectFrom('Item', {
    where: [['Id', 'IN', { ids: unique }], inactiveToo],
  });
  return new Map((await api.query(query, WireItem)).map((item) => [item.Id, item]));
}

/** Why an item cannot be on a line; `unfit` says it of one in use. */
export function itemProblems(
  item: WireItem | undefined,
  id: string,
  path: string,
  unfit: (item: WireItem) => string | undefined,
): FieldProblem[] {
  if (!item) return [{ path, problem: `no item ${id}; search_items has those that exist` }];
  const isGone = item.Active === false;
  const why = isGone ? 'was deleted or made inactive; choose another with search_items' : unfit(item);
  return why === undefined ? [] : [{ path, problem: `${inQuotes(item.Name)} ${why}` }];
}
