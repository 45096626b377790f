import { type Company, generalLedger } from '@bizmcp/testkit/company';

/** What came into and went out of one account, in minor units of the home currency, as posted. */
export interface BankMovement {
  accountId: string;
  name: string;
  opening: number;
  received: number;
  spent: number;
  closing: number;
}

/** The movements of all bank accounts; a credit card is one of Xero's bank accounts. */
export function bankMovements({ ledger }: Company, period: { from: string; to: string }): BankMovement[] {
  return generalLedger(ledger, period).flatMap(({ accountId, opening, lines, closing }) => {
    const account = ledger.accounts.get(accountId);
    if (account?.type !== 'bank' && account?.type !== 'credit_card') return [];
    const amounts = lines.map(({ posting }) => posting.amount);
    const received = amounts.reduce((sum, amount) => sum + Math.max(amount, 0), 0);
    const spent = amounts.reduce((sum, amount) => sum + Math.max(-amount, 0), 0);
    return [{ accountId, name: account.name, opening, received, spent, closing }];
  });
}
