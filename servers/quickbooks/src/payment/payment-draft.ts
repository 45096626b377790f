import type { FieldProblem } from '@bizmcp/core';
import { inQuotes } from '@bizmcp/core';
import { compareDecimals, minorUnits, parseDecimal, roundDecimal } from '@bizmcp/insights';
import { addAmounts, shownAmount, toWireNumber } from '../amount.ts';
import { type CurrencyInput, checkDate, refuseProblems } from '../document/document-check.ts';
import { homeValue } from '../document/market-rate.ts';
import { readAccounts, type WireAccount } from '../name-list/account.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { todayIn } from '../report/calendar.ts';
import { isVoided, WireTransaction } from '../transaction/transaction.ts';
import { doubtsOf, type Paid } from './payment-doubt.ts';

/** A payment as a tool is given it. */
interface PaymentInput extends Pick<CurrencyInput, 'exchange_rate'> {
  invoices: readonly { invoice_id: string; amount: string }[];
  deposit_account_id?: string | undefined;
  date?: string | undefined;
  reference?: string | undefined;
}

interface PaidAt extends Paid {
  path: string;
}

/** A payment that may be sent: all of it was checked. */
export interface PaymentDraft {
  paid: readonly PaidAt[];
  /** What is received, in words. */
  total: string;
  currency: string;
  date: string;
  /** The account's name. */
  depositedTo: string;
  /** What it comes to in home currency, in words; undefined where it is in that. */
  homeValue: string | undefined;
  today: string;
  /** What a person should know of it, in words. */
  doubts: readonly string[];
  body: object;
}

/** Checks a payment against the invoices that it pays and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftPayment(api: QuickBooks, input: PaymentInput): Promise<PaymentDraft> {
  const [company, accounts, invoices] = await Promise.all([
    api.company(),
    readAccounts(api),
    readInvoices(api, input.invoices),
  ]);
  const today = todayIn(company.timeZone);
  const date = input.date ?? today;
  const paid = input.invoices.flatMap(({ invoice_id: id, amount }, index) => {
    const invoice = invoices.get(id);
    return invoice ? [{ invoice, amount, path: `invoices.${index}` }] : [];
  });
  const currency = paid[0]?.invoice.CurrencyRef?.value ?? company.homeCurrency;
  const rate = input.exchange_rate;
  const isHome = currency === company.homeCurrency;
  refuseProblems([
    ...checkDate(company, date),
    ...input.invoices.flatMap(({ invoice_id: id }, index) => (invoices.has(id) ? [] : [unknownInvoice(id, index)])),
    ...paid.flatMap((one) => invoiceProblems(one, currency)),
    ...togetherProblems(paid, currency),
    ...accountProblems(accounts, input.deposit_account_id, [currency, company.homeCurrency]),
    ...(rate !== undefined && isHome
      ? [{ path: 'exchange_rate', problem: `${currency} is the home currency; leave it out` }]
      : []),
  ]);
  const currencyBody = company.multicurrency ? { CurrencyRef: { value: currency } } : {};
  const account = depositAccount(accounts, input.deposit_account_id);
  const depositedTo = account?.Name ?? 'Undeposited Funds';
  const body = { TxnDate: date, ...currencyBody, ...bodyOf({ ...input, deposit_account_id: account?.Id }, paid) };
  const sum = addAmounts(paid.map(({ amount }) => amount));
  const [value, doubts] = await Promise.all([
    isHome ? undefined : homeValue(api, { currency, rate, date, homeCurrency: company.homeCurrency, paid }),
    doubtsOf(api, { paid, date, today, sum, currency, rate, reference: input.reference }),
  ]);
  const total = shownAmount(sum, currency);
  return { paid, total, currency, date, depositedTo, homeValue: value, today, doubts, body };
}

/** Where no account was given, that of undeposited funds: it is sent, so that the money goes where the question says. */
function depositAccount(accounts: readonly WireAccount[], id: string | undefined): WireAccount | undefined {
  return accounts.find(({ Id, AccountSubType }) =>
    id === undefined ? AccountSubType === 'UndepositedFunds' : Id === id,
  );
}

function bodyOf({ exchange_rate: rate, reference, deposit_account_id: account }: PaymentInput, paid: readonly Paid[]) {
  return {
    CustomerRef: { value: paid[0]?.invoice.CustomerRef?.value },
    TotalAmt: toWireNumber(addAmounts(paid.map(({ amount }) => amount))),
    ...(rate !== undefined && { ExchangeRate: toWireNumber(rate) }),
    ...(reference !== undefined && { PaymentRefNum: reference }),
    ...(account !== undefined && { DepositToAccountRef: { value: account } }),
    Line: paid.map(({ invoice, amount }) => ({
      Amount: toWireNumber(amount),
      LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }],
    })),
  };
}

/** The invoices of these ids, by id. */
async function readInvoices(
  api: QuickBooks,
  wanted: PaymentInput['invoices'],
): Promise<ReadonlyMap<string, WireTransaction>> {
  const ids = wanted.map(({ invoice_id: id }) => id);
  const query = selectFrom('Invoice', { where: [['Id', 'IN', { ids: [...new Set(ids)] }]] });
  return new Map((await api.query(query, WireTransaction)).map((invoice) => [invoice.Id, invoice]));
}

function unknownInvoice(id: string, index: number): FieldProblem {
  return { path: `invoices.${index}.invoice_id`, problem: `no invoice ${id}; find it with search_transactions` };
}

function invoiceProblems({ invoice, amount, path }: PaidAt, currency: string): FieldProblem[] {
  const name = inQuotes(invoice.DocNumber ?? invoice.Id);
  if (isVoided(invoice)) return [{ path: `${path}.invoice_id`, problem: `${name} is voided; it takes no payment` }];
  const places = minorUnits(currency);
  if (compareDecimals(roundDecimal(parseDecimal(amount), places), amount) !== 0) {
    return [{ path: `${path}.amount`, problem: `${currency} has ${places || 'no'} decimal places; round it` }];
  }
  const balance = invoice.Balance ?? '0';
  if (compareDecimals(amount, balance) <= 0) return [];
  const owed =
    compareDecimals(balance, '0') > 0 ? `only ${shownAmount(balance, currency)} is still owed` : 'it is paid';
  return [{ path: `${path}.amount`, problem: `${owed} on ${name}; what is paid beyond it is entered in QuickBooks` }];
}

/** One payment is of one customer in one currency, and names each invoice once. */
function togetherProblems(paid: readonly PaidAt[], currency: string): FieldProblem[] {
  const [first, ...others] = paid;
  return others.flatMap(({ invoice, path }, index): FieldProblem[] => {
    const at = `${path}.invoice_id`;
    if (invoice.CustomerRef?.value !== first?.invoice.CustomerRef?.value) {
      return [{ path: at, problem: 'belongs to another customer; record a payment for each' }];
    }
    const own = invoice.CurrencyRef?.value ?? currency;
    if (own !== currency) return [{ path: at, problem: `is in ${own}, not ${currency}; record a payment for each` }];
    const isNamed = paid.slice(0, index + 1).some((earlier) => earlier.invoice.Id === invoice.Id);
    return isNamed ? [{ path: at, problem: 'is named twice' }] : [];
  });
}

function accountProblems(
  accounts: readonly WireAccount[],
  id: string | undefined,
  currencies: string[],
): FieldProblem[] {
  if (id === undefined) return [];
  const path = 'deposit_account_id';
  const account = accounts.find(({ Id }) => Id === id);
  if (!account) return [{ path, problem: `no account ${id} in use; see list_accounts with bank_only` }];
  if (!['Bank', 'Other Current Asset'].includes(account.AccountType ?? '')) {
    return [{ path, problem: `${inQuotes(account.Name)} takes no deposits; see list_accounts with bank_only` }];
  }
  const own = account.CurrencyRef?.value;
  if (own === undefined || currencies.includes(own)) return [];
  return [
    { path, problem: `${inQuotes(account.Name)} is in ${own}; choose one in ${[...new Set(currencies)].join(' or ')}` },
  ];
}
