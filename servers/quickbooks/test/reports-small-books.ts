import { type Account, type Company, createLedger, type Ledger } from '@bizmcp/testkit/company';

const accounts: readonly [id: string, name: string, type: Account['type'], role?: Account['role']][] = [
  ['1', 'Checking', 'bank'],
  ['2', 'Savings', 'bank'],
  ['3', 'Accounts Receivable', 'accounts_receivable'],
  ['4', 'Accounts Payable', 'accounts_payable'],
  ['5', 'Owner Capital', 'equity'],
  ['6', 'Retained Earnings', 'equity', 'retained_earnings'],
  ['7', 'Sales', 'income'],
  ['8', 'Rent', 'expense'],
];

/** Books in one currency whose fiscal year begins in April; nothing is in them yet. */
export function emptyBooks(homeCurrency: string, digits: number): Company {
  const ledger = createLedger({ homeCurrency, fiscalYearStartMonth: 4, currencies: [{ code: homeCurrency, digits }] });
  for (const [id, name, type, role] of accounts) {
    ledger.saveAccount({ id, code: id, name, type, currency: homeCurrency, active: true, ...(role && { role }) });
  }
  const party = { currency: homeCurrency, termsDays: 30, active: true };
  ledger.saveCounterparty({ id: '11', kind: 'customer', name: 'Slow Sails', ...party });
  ledger.saveCounterparty({ id: '12', kind: 'vendor', name: 'Harbour Rents', ...party });
  const profile = {
    ...{ legalName: 'Small Books Ltd', tradingName: 'Small Books', email: 'a@b.example', phone: '', street: '' },
    ...{ city: '', region: '', postalCode: '', country: 'US', taxNumber: '' },
  };
  return { profile, today: '2026-11-21', firstDay: '2024-01-01', ledger, budgets: [] };
}

export function sell(ledger: Ledger, date: string, amount: number): string {
  return ledger.post({ kind: 'invoice', counterpartyId: '11', date, lines: [{ accountId: '7', amount }] }).id;
}

/** Takes money from the customer, for an invoice or as credit. */
export function take(ledger: Ledger, date: string, amount: number, documentId?: string): void {
  const allocations = documentId === undefined ? [] : [{ documentId, amount }];
  ledger.post({ kind: 'payment_in', counterpartyId: '11', accountId: '1', date, amount, allocations });
}

export function spend(ledger: Ledger, date: string, amount: number, reference: string): void {
  ledger.post({ kind: 'spend', accountId: '1', date, reference, lines: [{ accountId: '8', amount }] });
}

/** Puts the owner's money into the bank. */
export function invest(ledger: Ledger, date: string, amount: number): void {
  ledger.post({ kind: 'receive', accountId: '1', date, reference: 'OWNER', lines: [{ accountId: '5', amount }] });
}

/** The same day of each month from the first on, so many times. */
export function monthly(first: string, count: number): string[] {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index, day)).toISOString().slice(0, 10),
  );
}
