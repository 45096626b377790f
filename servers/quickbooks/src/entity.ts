/** What of QuickBooks can be asked for by query, by its name in the API. */
export type Entity =
  | 'Account'
  | 'Bill'
  | 'BillPayment'
  | 'Class'
  | 'CompanyCurrency'
  | 'CreditMemo'
  | 'Customer'
  | 'Department'
  | 'Deposit'
  | 'Estimate'
  | 'Invoice'
  | 'Item'
  | 'JournalEntry'
  | 'Payment'
  | 'Purchase'
  | 'RefundReceipt'
  | 'SalesReceipt'
  | 'TaxCode'
  | 'Term'
  | 'Transfer'
  | 'Vendor'
  | 'VendorCredit';

/** What this server creates. */
export type CreatedEntity = 'Bill' | 'BillPayment' | 'Customer' | 'Invoice' | 'Payment';

/** What can be voided: an invoice in its own way, the others by an update that says so. Nothing else can, by the API; a bill can be deleted. */
export type VoidableEntity = 'BillPayment' | 'Invoice' | 'Payment' | 'SalesReceipt';
