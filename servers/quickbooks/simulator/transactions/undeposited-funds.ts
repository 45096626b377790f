import type { Account } from '@bizmcp/testkit/company';

/**
 * The account that QuickBooks makes in every company, for payments whose deposit account was not told. It is an other current asset,
 * and yet cash in the statement of cash flows, as bank accounts are: so is it kept in the ledger.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment (DepositToAccountRef)
 * https://quickbooks.intuit.com/learn-support/en-us/reports-and-accounting/undeposited-funds-and-statement-of-cash-flow/00/197164
 */
export const undepositedFunds: Account = {
  ...{ id: '1150', code: '1150', name: 'Undeposited Funds', type: 'bank', currency: 'USD', active: true },
};
