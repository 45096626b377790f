/** Why a write may go on. */
export interface Approval {
  /** Also the idempotency key of the write. */
  id: string;
  mode: 'elicitation' | 'confirm_token' | 'out_of_band' | 'policy';
  /** Who said yes, where that is known: of the out-of-band queue. */
  approver?: string;
}
