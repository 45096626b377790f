/** A range of days, both ends in it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** `accrual`: when it was invoiced. `cash`: when it was paid. */
export type AccountingBasis = 'accrual' | 'cash';
