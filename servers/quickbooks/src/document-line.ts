import * as z from 'zod';
import { WireAmount, WireFactor } from './amount.ts';
import { WireReference } from './reference.ts';

const WireDetail = z
  .object({
    ItemRef: WireReference.nullish(),
    AccountRef: WireReference.nullish(),
    TaxCodeRef: WireReference.nullish(),
    Qty: WireFactor.nullish(),
    UnitPrice: WireAmount.nullish(),
    PostingType: z.string().nullish(),
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
  LinkedTxn: z.array(WireLink).nullish(),
});

export type WireLine = z.output<typeof WireLine>;

/** A line of a transaction as a model sees it. */
export const DocumentLine = z.object({
  description: z.string().optional().describe('What for'),
  quantity: z.string().optional().describe('Decimal'),
  rate: z.string().optional().describe('Price of one'),
  amount: z.string().optional().describe('Without tax'),
  item_ref: z.string().optional().describe('Item id'),
  item: z.string().optional().describe('Item'),
  account_id: z.string().optional().describe('Account id'),
  account: z.string().optional().describe('Account'),
  tax_code: z.string().optional().describe('Tax code'),
  posting: z.string().optional().describe('Debit or Credit, in a journal entry'),
});

/** The detail of a line, whatever its kind. */
export function detailOf(line: WireLine): z.output<typeof WireDetail> {
  return (
    line.SalesItemLineDetail ??
    line.ItemBasedExpenseLineDetail ??
    line.AccountBasedExpenseLineDetail ??
    line.JournalEntryLineDetail ??
    line.DepositLineDetail
  );
}

/** The lines that hold something: QuickBooks adds one with the subtotal. */
export function toLines(lines: readonly WireLine[]): z.output<typeof DocumentLine>[] {
  return lines.filter(({ DetailType }) => DetailType !== 'SubTotalLineDetail').map(toLine);
}

function toLine(line: WireLine): z.output<typeof DocumentLine> {
  const { ItemRef, AccountRef, TaxCodeRef, Qty, UnitPrice, PostingType } = detailOf(line) ?? {};
  return {
    ...(line.Description && { description: line.Description }),
    ...(Qty != null && { quantity: Qty }),
    ...(UnitPrice != null && { rate: UnitPrice }),
    ...(line.Amount != null && { amount: line.Amount }),
    ...(ItemRef && { item_ref: ItemRef.value, ...(ItemRef.name && { item: ItemRef.name }) }),
    ...(AccountRef && { account_id: AccountRef.value, ...(AccountRef.name && { account: AccountRef.name }) }),
    ...(TaxCodeRef && { tax_code: TaxCodeRef.value }),
    ...(PostingType && { posting: PostingType }),
  };
}
