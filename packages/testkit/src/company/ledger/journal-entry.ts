/** One posting: a debit is positive, a credit negative, in minor units of the home currency. */
export interface Posting {
  readonly accountId: string;
  readonly amount: number;
  /** In the account's own currency, where that is not the home currency. */
  readonly foreignAmount?: number;
  readonly counterpartyId?: string;
  readonly description?: string;
  readonly taxCodeId?: string;
  readonly itemId?: string;
  readonly tracking?: Readonly<Record<string, string>>;
}

/** Postings that sum to zero, made by one document on one day. */
export interface JournalEntry {
  /** Counts entries in the order they were made. */
  readonly sequence: number;
  readonly date: string;
  readonly documentId: string;
  /**
   * `document`: the document itself. `allocation`: the realised gain of setting it against another.
   * `reversal`: it was voided. `release`: so was its allocation.
   */
  readonly cause: 'document' | 'allocation' | 'reversal' | 'release';
  readonly postings: readonly Posting[];
}
