import {
  compareDecimals,
  daysBetween,
  describeUnusualDate,
  formatDecimal,
  isSameDocumentNumber,
  parseDecimal,
} from '@bizmcp/insights';
import { shownAmount } from '../amount.ts';
import { type Rate, rateDoubt } from '../document/market-rate.ts';
import { PastDocument, pastName, readPast } from '../document/past-document.ts';
import { WireAccount } from '../name-list/account.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { pastYearDoubt } from '../report/calendar.ts';
import { numberOf, WireTransaction } from '../transaction/transaction.ts';
import type { Paid } from './payment-check.ts';
import type { PaymentSide } from './payment-side.ts';

/** A payment that was checked, as far as doubts need it. */
interface NewPayment {
  paid: readonly Paid[];
  date: string;
  today: string;
  /** The first day of the fiscal year that today is in. */
  yearStart: string;
  /** What is paid, decimal, in the currency of the documents. */
  sum: string;
  currency: string;
  /** The same in the home currency. */
  homeSum: string;
  rate: Rate | undefined;
  number: string | undefined;
  account: WireAccount | undefined;
}

/** What a person should know of a payment before it is recorded, in words. */
export async function doubtsOf(api: QuickBooks, side: PaymentSide, payment: NewPayment): Promise<string[]> {
  const [booked, twins, overdrawn] = await Promise.all([
    bookedAlready(api, side, payment),
    side.isIncome ? [] : enteredTwice(api, payment),
    side.isIncome ? undefined : overdrawnDoubt(api, payment),
  ]);
  return [
    ...dayDoubts(payment),
    ...partlyPaid(payment),
    ...booked,
    ...twins,
    rateDoubt(payment) ?? [],
    overdrawn ?? [],
  ].flat();
}

/** A year that was typed wrong or is over, or a day before there was anything to pay. */
function dayDoubts({ paid, date, today, yearStart }: NewPayment): string[] {
  const early = paid.flatMap(({ document: { TxnDate: issued }, name }) =>
    issued != null && date < issued ? [`${date} is before ${name}, which is of ${issued}`] : [],
  );
  const odd = date > today ? `${date} is in the future` : describeUnusualDate(date, today);
  return [odd ?? [], pastYearDoubt(date, yearStart) ?? [], early].flat();
}

/** Documents of which a part was settled before, be it by this very payment. */
function partlyPaid({ paid, currency }: NewPayment): string[] {
  return paid.flatMap(({ document: { TotalAmt, Balance }, name }) => {
    const settled = parseDecimal(TotalAmt ?? '0').minus(parseDecimal(Balance ?? '0'));
    if (settled.lte(0)) return [];
    return [`${shownAmount(formatDecimal(settled), currency)} of ${name} was paid or credited before`];
  });
}

/** Days between what was paid and what was entered; the bank books none at a weekend. */
const nearDays = 3;
const mostNamed = 3;

/** Payments of the same customer or vendor that may be this one: by their number, or by their sum at about the same time. */
async function bookedAlready(
  api: QuickBooks,
  { payment, party, names, document }: PaymentSide,
  { paid, date, sum, number }: NewPayment,
): Promise<string[]> {
  const id = paid[0]?.document[party]?.value;
  if (id === undefined) return [];
  const past = await readPast(api, payment, { party, id, date }, WireTransaction);
  const sameNumber = past.filter((one) => isSameDocumentNumber(numberOf(one), number));
  // Two numbers tell payments apart, unless both pay the same.
  const sameSum = past
    .filter(({ TxnDate }) => TxnDate != null && Math.abs(daysBetween(TxnDate, date)) <= nearDays)
    .filter(({ TotalAmt }) => TotalAmt != null && compareDecimals(TotalAmt, sum) === 0)
    .filter((one) => numberOf(one) === undefined || number === undefined || paysAny(one, document, paid))
    .filter((one) => !sameNumber.includes(one));
  return [
    ...sameSum.slice(0, mostNamed).map(({ Id, TxnDate }) => {
      return `${names.payment} ${Id} of ${TxnDate} has the same sum: if it is this one, it is booked twice`;
    }),
    ...sameNumber.slice(0, mostNamed).map((one) => {
      const { Id, TxnDate, TotalAmt } = one;
      return `${names.payment} ${Id} of ${TxnDate} over ${TotalAmt} has the reference ${numberOf(one)} too`;
    }),
  ];
}

function paysAny({ Line }: WireTransaction, type: PaymentSide['document'], paid: readonly Paid[]): boolean {
  const links = (Line ?? []).flatMap(({ LinkedTxn }) => LinkedTxn ?? []);
  return links.some(({ TxnId, TxnType }) => TxnType === type && paid.some(({ document }) => document.Id === TxnId));
}

/** The last chance to see it: of a bill the number is its vendor's, which QuickBooks takes as often as it comes. */
async function enteredTwice(api: QuickBooks, { paid, date, currency }: NewPayment): Promise<string[]> {
  const id = paid[0]?.document.VendorRef?.value;
  if (id === undefined) return [];
  const [first = date] = paid.map(({ document }) => document.TxnDate ?? date).toSorted();
  const bills = await readPast(api, 'Bill', { party: 'VendorRef', id, date: first }, PastDocument);
  return paid.flatMap(({ document: { Id, DocNumber, TotalAmt } }, index) => {
    // Of two that are both paid here one is told.
    const told = [Id, ...paid.slice(0, index).map(({ document }) => document.Id)];
    return bills
      .filter((one) => !told.includes(one.Id) && isSameDocumentNumber(one.DocNumber, DocNumber))
      .filter((one) => compareDecimals(one.TotalAmt, TotalAmt ?? '0') === 0)
      .slice(0, mostNamed)
      .map((one) => {
        const sum = shownAmount(one.TotalAmt, currency);
        return `${pastName('bill', one)} of ${one.TxnDate} has the same number and sum, ${sum}: if it is the bill entered again, it is paid twice`;
      });
  });
}

/** A bank account that holds less than is paid from it, as far as QuickBooks knows; asked anew, as each payment changes it. */
async function overdrawnDoubt(api: QuickBooks, payment: NewPayment): Promise<string | undefined> {
  const { account, currency, sum, homeSum } = payment;
  if (account?.AccountType !== 'Bank') return undefined;
  const { Name, CurrentBalance, CurrencyRef } = await api.read('Account', account.Id, WireAccount);
  if (CurrentBalance == null) return undefined;
  const own = CurrencyRef?.value ?? currency;
  const left = parseDecimal(CurrentBalance).minus(parseDecimal(own === currency ? sum : homeSum));
  if (left.gte(0)) return undefined;
  const [holds, after] = [CurrentBalance, formatDecimal(left)].map((amount) => shownAmount(amount, own));
  return `${Name} holds ${holds} by QuickBooks' balance of now, and would stand at ${after}`;
}
