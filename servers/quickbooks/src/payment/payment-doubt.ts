import { addDays, compareDecimals, describeUnusualDate } from '@bizmcp/insights';
import { rateDoubt } from '../document/market-rate.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireTransaction } from '../transaction/transaction.ts';

/** Of an invoice that is paid, so much. */
export interface Paid {
  invoice: WireTransaction;
  amount: string;
}

/** A payment that was checked, as far as doubts need it. */
interface NewPayment {
  paid: readonly Paid[];
  date: string;
  today: string;
  /** What is received, decimal, in the currency of the invoices. */
  sum: string;
  currency: string;
  rate: string | undefined;
  reference: string | undefined;
}

/** What a person should know of a payment before it is recorded, in words. */
export async function doubtsOf(api: QuickBooks, payment: NewPayment): Promise<string[]> {
  const [booked, rate, reference] = await Promise.all([
    bookedAlready(api, payment),
    rateDoubt(api, payment),
    referenceDoubt(api, payment),
  ]);
  return [...dayDoubts(payment), ...booked, rate ?? [], reference ?? []].flat();
}

/** A year that was typed wrong, or a day before there was anything to pay. */
function dayDoubts({ paid, date, today }: NewPayment): string[] {
  const early = paid.flatMap(({ invoice: { TxnDate: issued, DocNumber, Id } }) =>
    issued != null && date < issued ? [`${date} is before ${DocNumber ?? Id}, which is of ${issued}`] : [],
  );
  const odd = date > today ? `${date} is in the future` : describeUnusualDate(date, today);
  return [odd ?? [], early].flat();
}

/** Days between what came and what was entered; the bank books none at a weekend. */
const nearDays = 3;
const mostNamed = 3;

/** Payments of the customer of the same sum at about the same time; where both have a reference, that tells them apart. */
async function bookedAlready(api: QuickBooks, { paid, date, sum, reference }: NewPayment): Promise<string[]> {
  const customer = paid[0]?.invoice.CustomerRef?.value;
  if (customer === undefined) return [];
  const where = [
    ['CustomerRef', '=', { id: customer }],
    ['TxnDate', '>=', { day: addDays(date, -nearDays) }],
    ['TxnDate', '<=', { day: addDays(date, nearDays) }],
  ] as const;
  const near = await api.query(selectFrom('Payment', { where }), WireTransaction);
  return near
    .filter(({ TotalAmt }) => TotalAmt != null && compareDecimals(TotalAmt, sum) === 0)
    .filter(({ PaymentRefNum }) => !PaymentRefNum || reference === undefined)
    .slice(0, mostNamed)
    .map(({ Id, TxnDate }) => `payment ${Id} of ${TxnDate} has the same sum: if it is this one, it is booked twice`);
}

/** A reference that a payment of the customer has: its check may be entered twice. */
async function referenceDoubt(api: QuickBooks, { paid, reference }: NewPayment): Promise<string | undefined> {
  const customer = paid[0]?.invoice.CustomerRef?.value;
  if (reference === undefined || customer === undefined) return undefined;
  const where = [
    ['CustomerRef', '=', { id: customer }],
    ['PaymentRefNum', '=', { text: reference }],
  ] as const;
  const [same] = await api.query(selectFrom('Payment', { where, limit: 1 }), WireTransaction);
  return same && `payment ${same.Id} of ${same.TxnDate} over ${same.TotalAmt} has the reference ${reference} too`;
}
