/** What moved on a bank account and is in no list of bank transactions. */
export const withoutPayments =
  'Payments of invoices and bills are not among these: search_invoices with statuses PAID tells the day in paid_on, get_invoice each payment, bank_summary of get_report all that moved.';
