import type { BankDocument, DocumentLine, JournalLine, PaymentDocument, TradeKind } from './document.ts';

/** A line before posting: the tax is computed from the tax code where it is not given. */
export type LineDraft = Omit<DocumentLine, 'tax'> & { readonly tax?: number };

/** Part of a payment or credit set against one document, in minor units of their common currency. */
export interface AllocationDraft {
  readonly documentId: string;
  readonly amount: number;
}

interface HeaderDraft {
  /** The next free number where it is not given. */
  readonly id?: string;
  readonly number?: string;
  readonly date: string;
  /** The counterparty's or the account's currency where it is not given. */
  readonly currency?: string;
  /** Millionths of home currency; the table's rate of that day where it is not given. */
  readonly rate?: number;
  readonly reference?: string;
  readonly memo?: string;
}

/** An invoice, bill, credit or estimate to be posted; due after the counterparty's terms where `dueDate` is not given. */
export interface TradeDraft extends HeaderDraft {
  readonly kind: TradeKind;
  readonly counterpartyId: string;
  readonly dueDate?: string;
  readonly lines: readonly LineDraft[];
}

/** A payment to be posted; what is not allocated stays as the counterparty's credit. */
export interface PaymentDraft extends HeaderDraft {
  readonly kind: PaymentDocument['kind'];
  readonly counterpartyId: string;
  readonly accountId: string;
  readonly amount: number;
  readonly allocations?: readonly AllocationDraft[];
}

/** A bank transaction to be posted. */
export interface BankDraft extends HeaderDraft {
  readonly kind: BankDocument['kind'];
  readonly accountId: string;
  readonly counterpartyId?: string;
  readonly lines: readonly LineDraft[];
}

/** A transfer to be posted; `received` is needed where the two accounts differ in currency. */
export interface TransferDraft extends HeaderDraft {
  readonly kind: 'transfer';
  readonly accountId: string;
  readonly toAccountId: string;
  readonly amount: number;
  readonly received?: number;
}

/** A journal entry to be posted, in the home currency. */
export interface JournalDraft extends HeaderDraft {
  readonly kind: 'journal';
  readonly lines: readonly JournalLine[];
}

/** Any document to be posted. */
export type DocumentDraft = TradeDraft | PaymentDraft | BankDraft | TransferDraft | JournalDraft;
