/** Why a write may go on. */
export interface Approval {
  /** Also the idempotency key of the write. */
  id: string;
  mode: 'elicitation' | 'confirm_token' | 'out_of_band' | 'policy';
  /** Who said yes, where that is known: of the out-of-band queue. */
  approver?: string;
}

/** A yes that fits a call. */
export interface Grant {
  approval: Approval;
  /** Uses it up, right before the write. Of many at once one may go on; the others throw what a used one does. */
  use(): Promise<void>;
  /** Makes it good again, where the write certainly changed nothing. */
  giveBack(): Promise<void>;
}
