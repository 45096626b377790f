/** What a value has to be. A day is 2026-11-21 where it is sent to Xero and /Date(...)/ where Xero sends it; a moment is always the latter. */
export type Shape =
  | { readonly kind: 'text'; readonly isGuid?: boolean; readonly longest?: number | undefined }
  | { readonly kind: 'number'; readonly isWhole?: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'day' }
  | { readonly kind: 'moment' }
  | { readonly kind: 'month' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'model'; readonly name: string };

/** One field of a model. */
export interface Field {
  readonly shape: Shape;
  readonly isRequired: boolean;
}

/** All fields that there are, by their names on the wire. */
export type Model = ReadonlyMap<string, Field>;

/** One thing that can be asked of Xero. */
export interface Operation {
  readonly method: string;
  /** Below https://api.xero.com/api.xro/2.0, as /Invoices/{InvoiceID}. */
  readonly path: string;
  readonly query: ReadonlyMap<string, Shape>;
  /** Whether it takes an Idempotency-Key. */
  readonly isKeyed: boolean;
  readonly body: Shape | undefined;
  /** Of the answer that tells of success. */
  readonly answer: Shape | undefined;
}

/** What Xero published, wherever it was read from. */
export interface Contract {
  readonly source: string;
  readonly operations: readonly Operation[];
  /** The model of an error's body. */
  readonly error: Shape;
  /** Throws where there is none. */
  model(name: string): Model;
}
