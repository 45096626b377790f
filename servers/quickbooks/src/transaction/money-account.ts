import * as z from 'zod';
import { detailOf } from '../document/document-line.ts';
import type { WireReference } from '../reference.ts';
import type { WireTransaction } from './transaction.ts';
import type { TransactionType } from './transaction-type.ts';

export const MoneyAccount = z.object({
  account_id: z.string().describe('Identifier'),
  account: z.string().optional().describe('Name'),
});

/** The account that money left, and the one that it reached. */
export function moneyAccountsOf(wire: WireTransaction) {
  const cheque = wire.CheckPayment?.BankAccountRef ?? wire.CreditCardPayment?.CCAccountRef;
  const from = wire.FromAccountRef ?? wire.AccountRef ?? cheque;
  const to = wire.ToAccountRef ?? wire.DepositToAccountRef;
  const shown = ({ value, name }: z.output<typeof WireReference>) => ({
    account_id: value,
    ...(name && { account: name }),
  });
  return { ...(from && { paid_from: shown(from) }), ...(to && { deposited_to: shown(to) }) };
}

/** The kinds that are told apart by their accounts, as most are with nobody. */
const byAccounts: readonly TransactionType[] = ['purchase', 'deposit', 'transfer', 'journal_entry'];
const mostNames = 3;

/** From which accounts to which money goes, in words: 'Checking -> Rent, Software'. */
export function accountsOf(type: TransactionType, wire: WireTransaction): string | undefined {
  if (!byAccounts.includes(type)) return undefined;
  const { paid_from: from, deposited_to: to } = moneyAccountsOf(wire);
  const lines = (posting?: string) =>
    (wire.Line ?? []).flatMap((line) => {
      const { AccountRef, PostingType } = detailOf(line) ?? {};
      return AccountRef && (PostingType ?? undefined) === posting ? [AccountRef.name ?? AccountRef.value] : [];
    });
  const [credit, debit] = type === 'journal_entry' ? ['Credit', 'Debit'] : [];
  const left = from ? [from.account ?? from.account_id] : lines(credit);
  const reached = to ? [to.account ?? to.account_id] : lines(debit);
  const sides = (wire.Credit ? [reached, left] : [left, reached]).map(listed).filter((side) => side !== '');
  return sides.join(' -> ') || undefined;
}

function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const more = unique.length > mostNames ? [`${unique.length - mostNames} more`] : [];
  return [...unique.slice(0, mostNames), ...more].join(', ');
}
