import { controlSign } from '../ledger/control-sign.ts';
import type { LedgerDocument } from '../ledger/document.ts';
import type { Posting } from '../ledger/journal-entry.ts';
import type { Ledger } from '../ledger/ledger.ts';

/**
 * What the books would have to be moved by so that each open foreign balance stands at the rate of the day:
 * a posting to the receivable, payable, bank or card account and one to the unrealised-gains account. Never journalled.
 */
export const unrealisedPostings = (ledger: Ledger, asOf: string): Posting[] => {
  const gains = ledger.accountWithRole('unrealised_gains');
  if (!gains) return [];
  return [...documentGains(ledger, asOf), ...accountGains(ledger, asOf)].flatMap(({ accountId, amount }) =>
    amount === 0
      ? []
      : [
          { accountId, amount },
          { accountId: gains.id, amount: -amount },
        ],
  );
};

const documentGains = (ledger: Ledger, asOf: string): Posting[] =>
  [...ledger.documents.values()].flatMap((document) => {
    const sign = controlSign(document.kind);
    if (document.currency === ledger.settings.homeCurrency || sign === 0 || document.date > asOf) return [];
    const accountId = controlAccountOf(ledger, document);
    const open = ledger.openBalance(document.id, asOf);
    if (open.amount === 0 || accountId === undefined) return [];
    const value = ledger.toHome(open.amount, document.currency, ledger.rateOn(document.currency, asOf));
    return [{ accountId, amount: sign * (value - open.base) }];
  });

const controlAccountOf = (ledger: Ledger, document: LedgerDocument): string | undefined =>
  'counterpartyId' in document && document.counterpartyId
    ? ledger.controlAccount(document.counterpartyId, document.currency).id
    : undefined;

const accountGains = (ledger: Ledger, asOf: string): Posting[] => {
  const foreign = new Map<string, number>();
  const carried = new Map<string, number>();
  for (const { date, postings } of ledger.journal) {
    if (date > asOf) continue;
    for (const { accountId, amount, foreignAmount } of postings) {
      if (foreignAmount === undefined) continue;
      foreign.set(accountId, (foreign.get(accountId) ?? 0) + foreignAmount);
      carried.set(accountId, (carried.get(accountId) ?? 0) + amount);
    }
  }
  return [...foreign].flatMap(([accountId, amount]) => {
    const account = ledger.accounts.get(accountId);
    if (account?.type !== 'bank' && account?.type !== 'credit_card') return [];
    const value = ledger.toHome(amount, account.currency, ledger.rateOn(account.currency, asOf));
    return [{ accountId, amount: value - (carried.get(accountId) ?? 0) }];
  });
};
