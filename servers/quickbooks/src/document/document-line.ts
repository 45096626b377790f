import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { negated, WireAmount, WireFactor } from '../amount.ts';
import { WireReference } from '../reference.ts';

const WireDetail = z
  .object({
    ItemRef: WireReference.nullish(),
    AccountRef: WireReference.nullish(),
    DiscountAccountRef: WireReference.nullish(),
    TaxCodeRef: WireReference.nullish(),
    ClassRef: WireReference.nullish(),
    Qty: WireFactor.nullish(),
    UnitPrice: WireAmount.nullish(),
    PostingType: z.string().nullish(),
    /** Whose the line is: a reference in a deposit, and one with its kind beside it in a journal entry. */
    Entity: z
      .union([z.object({ EntityRef: WireReference }), WireReference])
      .nullish()
      .catch(undefined),
  })
  .nullish();

export const WireLink = z.object({ TxnId: z.string(), TxnType: z.string() });

export const WireLine = z.object({
  Description: z.string().nullish(),
  Amount: WireAmount.nullish(),
  DetailType: z.string().nullish(),
  SalesItemLineDetail: WireDetail,
  ItemBasedExpenseLineDetail: WireDetail,
  AccountBasedExpenseLineDetail: WireDetail,
  JournalEntryLineDetail: WireDetail,
  DepositLineDetail: WireDetail,
  DiscountLineDetail: WireDetail,
  /** A bundle: its lines are in it, and their amounts in its own. */
  get GroupLineDetail() {
    return z.object({ Line: z.array(WireLine).nullish() }).nullish();
  },
  LinkedTxn: z.array(WireLink).nullish(),
});

export type WireLine = z.output<typeof WireLine>;

/** A line of a transaction as a model sees it. */
export const DocumentLine = z.object({
  description: z.string().optional().describe('What for').meta(personal('text')),
  quantity: z.string().optional().describe('Decimal'),
  rate: z.string().optional().describe('Price of one'),
  amount: z.string().optional().describe('Without tax'),
  item_ref: z.string().optional().describe('Item id'),
  item: z.string().optional().describe('Item'),
  account_id: z.string().optional().describe('Account id'),
  account: z.string().optional().describe('Account'),
  party_id: z.string().optional().describe('In a deposit or journal entry: id of the customer or vendor of the line'),
  party: z.string().optional().describe('Its name').meta(personal('name')),
  tax_code: z.string().optional().describe('Tax code'),
  class: z.string().optional().describe('Class'),
  posting: z.string().optional().describe('Debit or Credit, in a journal entry'),
});

/** The detail of a line, whatever its kind. */
export function detailOf(line: WireLine): z.output<typeof WireDetail> {
  return (
    line.SalesItemLineDetail ??
    line.ItemBasedExpenseLineDetail ??
    line.AccountBasedExpenseLineDetail ??
    line.JournalEntryLineDetail ??
    line.DepositLineDetail ??
    line.DiscountLineDetail
  );
}

/** The lines that make up the total: without the subtotal that QuickBooks adds, and with those of a bundle in its place. */
export function toLines(lines: readonly WireLine[]): z.output<typeof DocumentLine>[] {
  return lines.flatMap((line) => {
    if (line.DetailType === 'SubTotalLineDetail') return [];
    return line.GroupLineDetail?.Line ? toLines(line.GroupLineDetail.Line) : [toLine(line)];
  });
}

function toLine(line: WireLine): z.output<typeof DocumentLine> {
  const { ItemRef, DiscountAccountRef, AccountRef = DiscountAccountRef, ...detail } = detailOf(line) ?? {};
  const { TaxCodeRef, ClassRef, Qty, UnitPrice, PostingType, Entity } = detail;
  const party = Entity && 'EntityRef' in Entity ? Entity.EntityRef : Entity;
  // QuickBooks sends what is taken off as an amount above 0.
  const isDiscount = line.DetailType === 'DiscountLineDetail';
  const description = line.Description || (isDiscount ? 'Discount' : undefined);
  return {
    ...(description && { description }),
    ...(Qty != null && { quantity: Qty }),
    ...(UnitPrice != null && { rate: UnitPrice }),
    ...(line.Amount != null && { amount: isDiscount ? negated(line.Amount) : line.Amount }),
    ...(ItemRef && { item_ref: ItemRef.value, ...(ItemRef.name && { item: ItemRef.name }) }),
    ...(AccountRef && { account_id: AccountRef.value, ...(AccountRef.name && { account: AccountRef.name }) }),
    ...(party && { party_id: party.value, ...(party.name && { party: party.name }) }),
    ...(TaxCodeRef && { tax_code: TaxCodeRef.value }),
    ...(ClassRef && { class: ClassRef.name ?? ClassRef.value }),
    ...(PostingType && { posting: PostingType }),
  };
}
