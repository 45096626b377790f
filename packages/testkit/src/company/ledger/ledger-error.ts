/** Why the ledger refuses. */
export type LedgerErrorCode =
  | 'unbalanced'
  | 'closed_period'
  | 'not_found'
  | 'inactive'
  | 'wrong_state'
  | 'wrong_type'
  | 'currency_mismatch'
  | 'over_allocation'
  | 'invalid_amount'
  | 'invalid_date'
  | 'duplicate'
  | 'no_rate';

/** A refusal of the ledger: nothing was posted. `field` is the path of what is wrong, as `lines.0.accountId`. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  readonly field: string;

  constructor(code: LedgerErrorCode, field: string, message: string) {
    super(message);
    this.name = 'LedgerError';
    this.code = code;
    this.field = field;
  }
}
