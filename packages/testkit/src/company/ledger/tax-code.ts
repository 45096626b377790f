/** A tax that is added to a line. */
export interface TaxCode {
  readonly id: string;
  readonly name: string;
  /** Hundredths of a per cent: 2000 is 20 %. */
  readonly rateBasisPoints: number;
  readonly appliesTo: 'sales' | 'purchases' | 'both';
  /** Where the tax is owed or reclaimed. */
  readonly accountId: string;
  readonly active: boolean;
}
