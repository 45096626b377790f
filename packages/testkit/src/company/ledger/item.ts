/** What an item was sold and bought for from a date on, in minor units of the home currency. */
export interface ItemPrice {
  readonly from: string;
  readonly salePrice: number;
  readonly cost?: number;
}

/** A product or service that is sold. */
export interface Item {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'product' | 'service';
  readonly incomeAccountId: string;
  readonly expenseAccountId?: string;
  readonly taxCodeId?: string;
  readonly active: boolean;
  /** Oldest first. */
  readonly prices: readonly ItemPrice[];
}

/** The price in force on a date, or undefined before the first. */
export const priceOn = (item: Item, date: string): ItemPrice | undefined =>
  item.prices.findLast(({ from }) => from <= date);
