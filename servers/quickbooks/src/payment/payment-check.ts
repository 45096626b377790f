import { ambiguousNumber, type FieldProblem, inQuotes } from '@bizmcp/core';
import { compareDecimals, minorUnits, parseDecimal, roundDecimal } from '@bizmcp/insights';
import { shownAmount } from '../amount.ts';
import type { WireAccount } from '../name-list/account.ts';
import { isVoided, type WireTransaction } from '../transaction/transaction.ts';
import type { PaymentSide } from './payment-side.ts';

/** Of an invoice or bill that is paid, so much. */
export interface Paid {
  document: WireTransaction;
  /** Its number, with the id where another that is paid has that number too. */
  name: string;
  amount: string;
  /** Where it is in the input. */
  path: string;
}

/** What is wrong with what shall be paid, each by itself and together. */
export function paidProblems(side: PaymentSide, paid: readonly Paid[], currency: string): FieldProblem[] {
  return [...paid.flatMap((one) => documentProblems(side, one, currency)), ...togetherProblems(side, paid, currency)];
}

function documentProblems(
  { names }: PaymentSide,
  { document, name, amount, path }: Paid,
  currency: string,
): FieldProblem[] {
  const quoted = inQuotes(name);
  if (isVoided(document)) {
    return [{ path: `${path}.${names.document}_id`, problem: `${quoted} is voided; it takes no payment` }];
  }
  const places = minorUnits(currency);
  const unclear = places < 3 ? ambiguousNumber(amount) : undefined;
  if (unclear !== undefined) return [{ path: `${path}.amount`, problem: unclear }];
  if (compareDecimals(roundDecimal(parseDecimal(amount), places), amount) !== 0) {
    return [{ path: `${path}.amount`, problem: `${currency} has ${places || 'no'} decimal places; round it` }];
  }
  const balance = document.Balance ?? '0';
  if (compareDecimals(amount, balance) <= 0) return [];
  const owed =
    compareDecimals(balance, '0') > 0 ? `only ${shownAmount(balance, currency)} is still owed` : 'it is paid';
  return [{ path: `${path}.amount`, problem: `${owed} on ${quoted}; what is paid beyond it is entered in QuickBooks` }];
}

/** One payment is of one customer or vendor in one currency, and names each document once. */
function togetherProblems({ names, party }: PaymentSide, paid: readonly Paid[], currency: string): FieldProblem[] {
  const [first, ...others] = paid;
  return others.flatMap(({ document, path }, index): FieldProblem[] => {
    const at = `${path}.${names.document}_id`;
    if (document[party]?.value !== first?.document[party]?.value) {
      return [{ path: at, problem: `belongs to another ${names.party}; record a payment for each` }];
    }
    const own = document.CurrencyRef?.value ?? currency;
    if (own !== currency) return [{ path: at, problem: `is in ${own}, not ${currency}; record a payment for each` }];
    if (document.APAccountRef?.value !== first?.document.APAccountRef?.value) {
      return [{ path: at, problem: 'is owed on another account of payables; record a payment for each' }];
    }
    const isNamed = paid.slice(0, index + 1).some((earlier) => earlier.document.Id === document.Id);
    return isNamed ? [{ path: at, problem: 'is named twice' }] : [];
  });
}

/** What is wrong with the account that was given; without one there is a default. */
export function accountProblems(
  { account: { path, types, refused } }: PaymentSide,
  { accounts, id, currencies }: { accounts: readonly WireAccount[]; id: string | undefined; currencies: string[] },
): FieldProblem[] {
  if (id === undefined) return [];
  const account = accounts.find(({ Id }) => Id === id);
  if (!account) return [{ path, problem: `no account ${id} in use; list_accounts has those that are` }];
  if (!types.includes(account.AccountType ?? '')) {
    return [{ path, problem: `${inQuotes(account.Name)} ${refused}` }];
  }
  const own = account.CurrencyRef?.value;
  if (own === undefined || currencies.includes(own)) return [];
  const choice = [...new Set(currencies)].join(' or ');
  return [{ path, problem: `${inQuotes(account.Name)} is in ${own}; choose one in ${choice}` }];
}
