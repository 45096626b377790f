/** A line of an invoice, a bill, a credit or a bank transaction; amounts in minor units of the document's currency. */
export interface DocumentLine {
  readonly accountId: string;
  /** Without tax. Negative for a discount line. */
  readonly amount: number;
  readonly tax: number;
  readonly taxCodeId?: string;
  readonly description?: string;
  readonly itemId?: string;
  /** Decimal strings, as the person typed them: the ledger posts `amount` and does not multiply. */
  readonly quantity?: string;
  readonly unitPrice?: string;
  /** Option id by tracking category id. */
  readonly tracking?: Readonly<Record<string, string>>;
}

/** A line of a journal entry: a debit is positive, a credit negative, in minor units of the home currency. */
export interface JournalLine {
  readonly accountId: string;
  readonly amount: number;
  readonly description?: string;
  readonly tracking?: Readonly<Record<string, string>>;
}

/**
 * `draft`: kept, not posted. `posted`: in the journal. `voided`: kept to be seen, worth nothing.
 * `deleted`: gone for every reader but an auditor.
 */
export type DocumentStatus = 'draft' | 'posted' | 'voided' | 'deleted';

/** What all documents have. */
export interface DocumentHeader {
  readonly id: string;
  /** The number printed on it, as INV-1042. */
  readonly number?: string;
  readonly date: string;
  readonly currency: string;
  /** Home currency for one unit of the document's currency, in millionths: 1085000 is 1.085. */
  readonly rate: number;
  readonly status: DocumentStatus;
  /** Counts the changes of this document from 0. */
  readonly version: number;
  /** The day from which it no longer counts, once voided or deleted. */
  readonly endedOn?: string;
  readonly reference?: string;
  readonly memo?: string;
  /** All of it, tax included, in minor units of its own currency. */
  readonly total: number;
  /** The same in minor units of the home currency, as posted. */
  readonly baseTotal: number;
}

/** The documents that ask for money, or take it back. An estimate is never posted. */
export type TradeKind = 'invoice' | 'credit_note' | 'bill' | 'vendor_credit' | 'estimate';

/** An invoice, a bill, a credit to either, or an estimate. */
export interface TradeDocument extends DocumentHeader {
  readonly kind: TradeKind;
  readonly counterpartyId: string;
  readonly dueDate: string;
  readonly lines: readonly DocumentLine[];
  readonly tax: number;
}

/** Money from a customer or to a vendor (or a refund the other way), allocated to documents. */
export interface PaymentDocument extends DocumentHeader {
  readonly kind: 'payment_in' | 'payment_out';
  readonly counterpartyId: string;
  /** A bank or credit-card account in the payment's currency or in the home currency. */
  readonly accountId: string;
}

/** Money spent or received without a document before it. */
export interface BankDocument extends DocumentHeader {
  readonly kind: 'spend' | 'receive';
  readonly accountId: string;
  readonly counterpartyId?: string;
  readonly lines: readonly DocumentLine[];
  readonly tax: number;
}

/** Money moved between the company's own accounts; `total` leaves `accountId`, `received` arrives. */
export interface TransferDocument extends DocumentHeader {
  readonly kind: 'transfer';
  readonly accountId: string;
  readonly toAccountId: string;
  /** Minor units of the receiving account's currency. */
  readonly received: number;
}

/** A journal entry made by a person; `total` is the sum of its debits. */
export interface JournalDocument extends DocumentHeader {
  readonly kind: 'journal';
  readonly lines: readonly JournalLine[];
}

/** Any document of the ledger, told apart by `kind`. */
export type LedgerDocument = TradeDocument | PaymentDocument | BankDocument | TransferDocument | JournalDocument;

/** All kinds of document. */
export type DocumentKind = LedgerDocument['kind'];
