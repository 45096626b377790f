/** A payment or credit set against a document: what it settles, and when. */
export interface Allocation {
  readonly id: string;
  /** The payment or credit. */
  readonly fromId: string;
  /** The invoice, bill or refunded credit. */
  readonly toId: string;
  readonly date: string;
  /** Minor units of the documents' currency. */
  readonly amount: number;
  /** What leaves the open balance of `from` and of `to` in the home currency; their difference is a realised gain. */
  readonly baseFrom: number;
  readonly baseTo: number;
  /** The day it stopped to count, when the payment was voided. */
  readonly releasedOn?: string;
}
