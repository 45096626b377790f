/** What is wrong in the books on purpose. */
export type PlantedAnomalyKind =
  | 'over_credit_limit'
  | 'late_payer'
  | 'duplicate_bill'
  | 'price_creep'
  | 'forgotten_subscription'
  | 'bounced_payment'
  | 'vendor_price_jump'
  | 'unusual_amount'
  | 'unusual_vendor'
  | 'uncoded_transaction';

/** A wrong in the books, and where it is. */
export interface PlantedAnomaly {
  readonly kind: PlantedAnomalyKind;
  /** What shows it, oldest first; for a duplicate the original and its copy. */
  readonly documentIds: readonly string[];
  readonly counterpartyId?: string;
  readonly accountId?: string;
  /** One sentence for a failing test. */
  readonly about: string;
}
