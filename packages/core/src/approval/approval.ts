/** Why a write may go on. */
export interface Approval {
  /** Also the idempotency key of the write. */
  id: string;
  mode: 'elicitation' | 'confirm_token' | 'out_of_band' | 'policy';
  /** Who said yes, where that is known: of the out-of-band queue. */
  approver?: string;
}

/** Which write of the same call was the last when a person was asked, by its identifier. */
export interface KnownWrite {
  last: string | undefined;
}

/** A yes that fits a call. */
export interface Grant {
  approval: Approval;
  /** The last write of the same call that the person could know of; nothing where nobody was asked about this one. */
  known?: KnownWrite;
  /** Uses it up, right before the write. Of many at once one may go on; the others throw what a used one does. */
  use(): Promise<void>;
  /** Makes it good again, where the write certainly changed nothing. */
  giveBack(): Promise<void>;
}
