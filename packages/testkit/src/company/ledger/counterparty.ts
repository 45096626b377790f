/** A customer or a vendor. */
export interface Counterparty {
  readonly id: string;
  readonly kind: 'customer' | 'vendor';
  readonly name: string;
  /** The currency of all its documents. */
  readonly currency: string;
  /** Days from a document's date until it is due. */
  readonly termsDays: number;
  readonly active: boolean;
  readonly contactName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly city?: string;
  readonly country?: string;
  /** Minor units of its currency: what it may owe at most. */
  readonly creditLimit?: number;
}
