import type { WireAccount } from '../name-list/account.ts';
import type { WireTransaction } from '../transaction/transaction.ts';

/** Money that comes in or goes out: what it pays, and what the fields are called, QuickBooks' and our tools'. */
export interface PaymentSide {
  payment: 'Payment' | 'BillPayment';
  document: 'Invoice' | 'Bill';
  party: 'CustomerRef' | 'VendorRef';
  number: 'PaymentRefNum' | 'DocNumber';
  /** In words. */
  names: { payment: string; document: string; party: string };
  account: { path: string; types: readonly string[]; refused: string };
  /** What the question calls the sum of several, and the account. */
  shown: { sum: string; account: string };
  /** More is worth more, or costs more. */
  isIncome: boolean;
  /** What says where the money went or came from. */
  accountBody(account: WireAccount, first: WireTransaction | undefined): object;
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment */
export const customerSide: PaymentSide = {
  ...{ payment: 'Payment', document: 'Invoice', party: 'CustomerRef', number: 'PaymentRefNum', isIncome: true },
  names: { payment: 'payment', document: 'invoice', party: 'customer' },
  account: {
    path: 'deposit_account_id',
    types: ['Bank', 'Other Current Asset'],
    refused: 'takes no deposits; see list_accounts with bank_only',
  },
  shown: { sum: 'received', account: 'deposited_to' },
  accountBody: ({ Id }) => ({ DepositToAccountRef: { value: Id } }),
};

/**
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment: the account is of the type that the way
 * of paying has, and that of payables is better said; a check of which nothing is said would wait to be printed.
 */
export const vendorSide: PaymentSide = {
  ...{ payment: 'BillPayment', document: 'Bill', party: 'VendorRef', number: 'DocNumber', isIncome: false },
  names: { payment: 'bill payment', document: 'bill', party: 'vendor' },
  account: {
    path: 'account_id',
    types: ['Bank', 'Credit Card'],
    refused: 'pays no bills; take one of type Bank or Credit Card from list_accounts',
  },
  shown: { sum: 'paid', account: 'paid_from' },
  accountBody: ({ Id, AccountType }, bill) => ({
    ...(bill?.APAccountRef && { APAccountRef: { value: bill.APAccountRef.value } }),
    ...(AccountType === 'Credit Card'
      ? { PayType: 'CreditCard', CreditCardPayment: { CCAccountRef: { value: Id } } }
      : { PayType: 'Check', CheckPayment: { BankAccountRef: { value: Id }, PrintStatus: 'NotSet' } }),
  }),
};
