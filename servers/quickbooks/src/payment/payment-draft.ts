import type { FieldProblem } from '@bizmcp/core';
import { addAmounts, shownAmount, toWireNumber } from '../amount.ts';
import { type CurrencyInput, checkDate, refuseProblems } from '../document/document-check.ts';
import { homeValue, rateBody, readRate } from '../document/market-rate.ts';
import { takenNumber } from '../document/taken-number.ts';
import { readAccounts, type WireAccount } from '../name-list/account.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { yearOf } from '../report/calendar.ts';
import { WireTransaction } from '../transaction/transaction.ts';
import { accountProblems, type Paid, paidProblems } from './payment-check.ts';
import { doubtsOf } from './payment-doubt.ts';
import type { PaymentSide } from './payment-side.ts';

/** A payment as a tool is given it. */
interface PaymentInput extends Pick<CurrencyInput, 'exchange_rate'> {
  pays: readonly { id: string; amount: string }[];
  account_id?: string | undefined;
  date?: string | undefined;
  number?: string | undefined;
}

/** A payment that may be sent: all of it was checked. */
export interface PaymentDraft {
  paid: readonly Paid[];
  /** What is paid, in words. */
  total: string;
  currency: string;
  date: string;
  /** The account's name. */
  account: string;
  /** What it comes to in home currency, in words; undefined where it is in that. */
  homeValue: string | undefined;
  today: string;
  /** What a person should know of it, in words. */
  doubts: readonly string[];
  body: object;
}

/** Checks a payment against the invoices or bills that it pays and makes it ready to be sent. Throws with every field that is wrong. */
export async function draftPayment(api: QuickBooks, side: PaymentSide, input: PaymentInput): Promise<PaymentDraft> {
  const [company, accounts, documents, taken] = await Promise.all([
    api.company(),
    readAccounts(api),
    readDocuments(api, side, input),
    takenProblems(api, side, input),
  ]);
  const { homeCurrency } = company;
  const year = yearOf(company);
  const date = input.date ?? year.today;
  const { paid, unknown } = findPaid(side, input, documents);
  const currency = paid[0]?.document.CurrencyRef?.value ?? homeCurrency;
  const isHome = currency === homeCurrency;
  refuseProblems([
    ...checkDate(company, date),
    ...unknown,
    ...taken,
    ...paidProblems(side, paid, currency),
    ...accountProblems(side, { accounts, id: input.account_id, currencies: [currency, homeCurrency] }),
    ...(input.exchange_rate !== undefined && isHome
      ? [{ path: 'exchange_rate', problem: `${currency} is the home currency; leave it out` }]
      : []),
  ]);
  const account = findAccount(accounts, input.account_id);
  const sum = addAmounts(paid.map(({ amount }) => amount));
  const rate = await readRate(api, homeCurrency, { currency, date, given: input.exchange_rate });
  const worth = rate && homeValue(side, { currency, rate: rate.booked, homeCurrency, paid });
  const asked = { paid, date, ...year, sum, currency, account, rate, number: input.number };
  const doubts = await doubtsOf(api, side, { ...asked, homeSum: worth?.sum ?? sum });
  const body = {
    TxnDate: date,
    ...(company.multicurrency && { CurrencyRef: { value: currency } }),
    ...rateBody(rate),
    ...(account && side.accountBody(account, paid[0]?.document)),
    ...bodyOf(side, input, paid),
  };
  const accountName = account?.Name ?? 'Undeposited Funds';
  const total = shownAmount(sum, currency);
  return { paid, total, currency, date, account: accountName, homeValue: worth?.text, today: year.today, doubts, body };
}

/** Where no account was given, that of undeposited funds: it is sent, so that the money goes where the question says. */
function findAccount(accounts: readonly WireAccount[], id: string | undefined): WireAccount | undefined {
  return accounts.find(({ Id, AccountSubType }) =>
    id === undefined ? AccountSubType === 'UndepositedFunds' : Id === id,
  );
}

function bodyOf({ document: TxnType, party, number }: PaymentSide, input: PaymentInput, paid: readonly Paid[]) {
  return {
    [party]: { value: paid[0]?.document[party]?.value },
    TotalAmt: toWireNumber(addAmounts(paid.map(({ amount }) => amount))),
    ...(input.number !== undefined && { [number]: input.number }),
    Line: paid.map(({ document, amount }) => ({
      Amount: toWireNumber(amount),
      LinkedTxn: [{ TxnId: document.Id, TxnType }],
    })),
  };
}

/** The invoices or bills that shall be paid, by id. */
async function readDocuments(
  api: QuickBooks,
  { document }: PaymentSide,
  { pays }: PaymentInput,
): Promise<ReadonlyMap<string, WireTransaction>> {
  const ids = [...new Set(pays.map(({ id }) => id))];
  const found = await api.query(selectFrom(document, { where: [['Id', 'IN', { ids }]] }), WireTransaction);
  return new Map(found.map((one) => [one.Id, one]));
}

/** What is wrong with the number: that of a customer's payment may be another's too. */
async function takenProblems(
  api: QuickBooks,
  { payment }: PaymentSide,
  { number }: PaymentInput,
): Promise<FieldProblem[]> {
  if (payment !== 'BillPayment' || number === undefined) return [];
  return takenNumber(api, payment, number, 'choose another, or leave it out');
}

/** What is there to be paid, and a problem for each that is not. */
function findPaid(
  { names }: PaymentSide,
  { pays }: PaymentInput,
  documents: ReadonlyMap<string, WireTransaction>,
): { paid: Paid[]; unknown: FieldProblem[] } {
  const numbers = Map.groupBy(documents.values(), numberOrId);
  const paid: Paid[] = [];
  const unknown: FieldProblem[] = [];
  for (const [index, { id, amount }] of pays.entries()) {
    const path = `${names.document}s.${index}`;
    const document = documents.get(id);
    if (document) {
      const number = numberOrId(document);
      const isShared = (numbers.get(number)?.length ?? 0) > 1;
      paid.push({ document, name: isShared ? `${number} (id ${id})` : number, amount, path });
    } else {
      const problem = `no ${names.document} ${id}; find it with search_transactions`;
      unknown.push({ path: `${path}.${names.document}_id`, problem });
    }
  }
  return { paid, unknown };
}

function numberOrId({ DocNumber, Id }: WireTransaction): string {
  return DocNumber ?? Id;
}
