import { addDays } from '@bizmcp/testkit/company';
import type { XeroBooks } from '../xero-state.ts';

// The bookkeeper is this far behind with matching.
const unreconciledDays = 5;

/** Whether money that moved on a day is matched with the bank statement. */
export function isReconciled({ company }: XeroBooks, date: string): boolean {
  return date <= addDays(company.today, -unreconciledDays);
}
