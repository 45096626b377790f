import type { CashTransaction } from '../recurring/cash-transaction.ts';

/** A transaction as anomalies are looked for in it; the more is known, the more can be found. */
export interface ExaminedTransaction extends CashTransaction {
  category?: string;
  /** Number of the bill or the payment. */
  reference?: string;
}

/** What was found by which rule. */
export type AnomalyRule =
  | 'duplicate_payment'
  | 'transposed_digits'
  | 'lookalike_vendor'
  | 'unusual_amount'
  | 'unusual_vendor'
  | 'unusual_category'
  | 'unusual_time'
  | 'round_amount'
  | 'missing_recurring'
  | 'price_creep'
  | 'price_jump'
  | 'duplicate_subscription'
  | 'forgotten_subscription'
  | 'bounced_payment'
  | 'seasonal_outlier'
  | 'benford_deviation';

/** How much a person should care: `high` is likely money lost. */
export type AnomalySeverity = 'high' | 'medium' | 'low';

/** One finding with its evidence. `numbers` are the figures the rule went by; `ids` the transactions it is about. */
export interface Anomaly {
  rule: AnomalyRule;
  severity: AnomalySeverity;
  explanation: string;
  numbers: Record<string, number | string>;
  ids: string[];
  /** What it is about in money, for the ranking: absolute, in the organisation's currency. */
  atStake: number;
}
