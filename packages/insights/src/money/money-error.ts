/** What can be wrong with an amount. */
export type MoneyErrorCode = 'not_a_number' | 'currency_mismatch' | 'unknown_currency' | 'too_precise' | 'bad_weights';

/** An amount that cannot be calculated with; the message names the value and what to give instead. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
  readonly code: MoneyErrorCode;

  constructor(code: MoneyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
