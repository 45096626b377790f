import type { Entity } from '../entity.ts';

/** The kinds of transactions, by the names that tools have for them. */
export const transactionTypes = [
  'invoice',
  'sales_receipt',
  'payment',
  'estimate',
  'credit_memo',
  'refund_receipt',
  'bill',
  'bill_payment',
  'vendor_credit',
  'purchase',
  'deposit',
  'transfer',
  'journal_entry',
] as const;

export type TransactionType = (typeof transactionTypes)[number];

/** What QuickBooks can filter a kind by. */
export interface TypeRule {
  entity: Entity;
  /** Whom it is with, where QuickBooks can filter by that. */
  party?: 'CustomerRef' | 'VendorRef';
  /** Whether it has a due day to filter by. */
  isDue?: true;
  /** Whether it has a balance to filter by: what is still owed, or left of a credit. */
  hasBalance?: true;
  /** Where its number is, which not all have. */
  number?: 'DocNumber' | 'PaymentRefNum';
}

export const typeRules: Readonly<Record<TransactionType, TypeRule>> = {
  invoice: { entity: 'Invoice', number: 'DocNumber', party: 'CustomerRef', isDue: true, hasBalance: true },
  sales_receipt: { entity: 'SalesReceipt', number: 'DocNumber', party: 'CustomerRef' },
  payment: { entity: 'Payment', number: 'PaymentRefNum', party: 'CustomerRef' },
  estimate: { entity: 'Estimate', number: 'DocNumber', party: 'CustomerRef' },
  credit_memo: { entity: 'CreditMemo', number: 'DocNumber', party: 'CustomerRef', hasBalance: true },
  refund_receipt: { entity: 'RefundReceipt', number: 'DocNumber', party: 'CustomerRef' },
  bill: { entity: 'Bill', number: 'DocNumber', party: 'VendorRef', isDue: true, hasBalance: true },
  bill_payment: { entity: 'BillPayment', number: 'DocNumber', party: 'VendorRef' },
  vendor_credit: { entity: 'VendorCredit', number: 'DocNumber', party: 'VendorRef' },
  purchase: { entity: 'Purchase', number: 'DocNumber' },
  deposit: { entity: 'Deposit', number: 'DocNumber' },
  transfer: { entity: 'Transfer' },
  journal_entry: { entity: 'JournalEntry', number: 'DocNumber' },
};

/** What QuickBooks calls them in links, where that is not the name of the entity. */
const linkNames: Readonly<Record<string, TransactionType>> = {
  BillPaymentCheck: 'bill_payment',
  BillPaymentCreditCard: 'bill_payment',
  Check: 'purchase',
  CreditCardCharge: 'purchase',
  CreditCardCredit: 'purchase',
  CashPurchase: 'purchase',
  ReceivePayment: 'payment',
};

/** The kind that a link names; what QuickBooks calls it, where tools have no name for it. */
export function linkedType(name: string): string {
  return linkNames[name] ?? transactionTypes.find((type) => typeRules[type].entity === name) ?? name;
}
