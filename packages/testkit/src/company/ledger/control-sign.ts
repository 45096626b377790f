import type { DocumentKind } from './document.ts';

const signs: Readonly<Record<DocumentKind, 1 | 0 | -1>> = {
  invoice: 1,
  payment_out: 1,
  vendor_credit: 1,
  credit_note: -1,
  payment_in: -1,
  bill: -1,
  estimate: 0,
  spend: 0,
  receive: 0,
  transfer: 0,
  journal: 0,
};

/** 1 where a document debits the receivable or payable account, -1 where it credits it, 0 where it has none. */
export const controlSign = (kind: DocumentKind): 1 | 0 | -1 => signs[kind];
