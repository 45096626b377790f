/** A way to split figures beside the chart of accounts: Xero's tracking category, QuickBooks' class or department. */
export interface TrackingCategory {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly options: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
}
