import { LedgerError, type LedgerErrorCode } from '@bizmcp/testkit/company';
import { type FaultCode, refuse } from './error-reply.ts';

/**
 * What the ledger's refusals are called: https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/handling-common-errors
 * Whatever has no code of its own is a business validation error.
 */
const faults: Partial<Record<LedgerErrorCode, readonly [code: FaultCode, detail: string]>> = {
  closed_period: [
    '6210',
    'The account period has closed and the account books cannot be updated through the QBO Services API. Please use the QBO website to make these changes.',
  ],
  not_found: ['2500', 'Invalid Reference Id'],
  inactive: [
    '610',
    "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
  ],
  over_allocation: ['6000', 'Business Validation Error: The amount applied is more than what is open.'],
  // What QuickBooks answers about a day that it has no rate of is not documented.
  no_rate: ['6000', 'Business Validation Error: There is no exchange rate of this day.'],
  duplicate: ['6240', 'The name supplied already exists.'],
};

const elements: Readonly<Record<string, string>> = {
  accountId: 'AccountRef',
  toAccountId: 'ToAccountRef',
  itemId: 'ItemRef',
  taxCodeId: 'TaxCodeRef',
  date: 'TxnDate',
  dueDate: 'DueDate',
  currency: 'CurrencyRef',
  rate: 'ExchangeRate',
  amount: 'Amount',
  lines: 'Line',
};

/** Does something to the ledger; a refusal of it becomes QuickBooks', at the element it is about. */
export function withLedger<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const element = elements[error.field.split('.').at(-1) ?? ''] ?? '';
    const [code, detail] = faults[error.code] ?? ['6000', `Business Validation Error: ${error.message}`];
    return refuse(code, code === '2500' ? `${detail} : ${error.message}` : detail, element);
  }
}
