import { parseDecimal, roundDecimal } from '@bizmcp/insights';
import type * as z from 'zod';
import { type Account, readAccounts } from '../account.ts';
import { addAmounts, subtractAmount, sumPlaces } from '../amount.ts';
import type { Books } from '../books.ts';
import { type LineAmountTypes, type LineInput, type LineItem, lineAmount } from './line-item.ts';
import { readTaxRates } from './tax-rate.ts';
import { findOption, readTracking } from './tracking.ts';

/** The lines of a new document in words, and what they come to. */
export interface DescribedLines {
  lines: string[];
  /** As the lines were given: with tax where their amounts include it. */
  total: string;
  /** With tax; undefined where one of the tax types has no known rate. */
  gross: string | undefined;
  /** The tax alone; likewise. */
  taxed: string | undefined;
  /** The sum in words, with its tax. */
  sum: string;
}

/** Lines in words, with the names and the tax that their accounts stand for, and their sum; for who is asked before they are booked. */
export async function describeLines(
  books: Books,
  lines: readonly LineInput[],
  { currency, tax }: { currency: string; tax: LineAmountTypes },
): Promise<DescribedLines> {
  const hasTracking = lines.some(({ tracking = [] }) => tracking.length > 0);
  const [accounts, rates, categories] = await Promise.all([
    readAccounts(books),
    readTaxRates(books),
    hasTracking ? readTracking(books) : [],
  ]);
  const priced = lines.map((line) => {
    const account = accounts.find(({ code }) => code === line.account_code);
    const amount = lineAmount(line);
    const type = tax === 'NoTax' ? undefined : (line.tax_type ?? account?.tax_type);
    const rate = tax === 'NoTax' ? '0' : rates.find(({ tax_type: known }) => known === type)?.rate;
    const taxed = rate === undefined ? undefined : taxOf(amount, rate, tax);
    const tracking = (line.tracking ?? []).map((wanted) => findOption(categories, wanted)?.text ?? wanted);
    const text = describeLine({ ...line, amount, tax_type: type, taxed, tracking }, account, currency);
    return { amount, taxed, text };
  });
  const total = addAmounts(priced.map(({ amount }) => amount));
  const taxes = priced.flatMap(({ taxed }) => taxed ?? []);
  const sums = taxes.length === priced.length ? sumsOf(total, addAmounts(taxes), tax) : undefined;
  return {
    lines: priced.map(({ text }) => text),
    total,
    gross: sums?.gross,
    taxed: sums?.taxed,
    sum: describeSum(total, sums, { currency, tax }),
  };
}

interface PricedLine extends Partial<z.output<typeof LineItem>> {
  amount: string;
  taxed?: string | undefined;
}

/** A line in words, with the name of its account. */
export function describeLine(line: PricedLine, account: Account | undefined, currency: string): string {
  const { quantity, unit_amount: price, discount, tax_type: type, item_code: item } = line;
  const booked = [
    [line.account_code, account?.name].filter(Boolean).join(' '),
    type && `tax ${[type, line.taxed].filter(Boolean).join(' ')}`,
    ...(line.tracking ?? []),
    item && `item ${item}`,
    line.description,
  ];
  const less = discount ? ` less ${discount}` : '';
  const counted = quantity && price ? `${quantity} x ${price}${less} = ` : '';
  return `${counted}${line.amount} ${currency}: ${booked.filter(Boolean).join(', ')}`;
}

/** Of each line, rounded there: https://developer.xero.com/documentation/api-guides/rounding-in-xero#line-item-totals */
function taxOf(amount: string, rate: string, tax: LineAmountTypes): string {
  const percent = parseDecimal(rate);
  const whole = tax === 'Inclusive' ? percent.plus(100) : parseDecimal('100');
  return roundDecimal(parseDecimal(amount).times(percent).div(whole), sumPlaces);
}

interface Sums {
  net: string;
  taxed: string;
  gross: string;
}

function sumsOf(total: string, taxed: string, tax: LineAmountTypes): Sums {
  return tax === 'Inclusive'
    ? { net: subtractAmount(total, taxed), taxed, gross: total }
    : { net: total, taxed, gross: addAmounts([total, taxed]) };
}

/** The sum in words, with its tax. */
export function describeSum(
  total: string,
  sums: Sums | undefined,
  { currency, tax }: { currency: string; tax: LineAmountTypes },
): string {
  if (tax === 'NoTax') return `${total} ${currency}, no tax`;
  if (sums) return `${sums.gross} ${currency} (${sums.net} net + ${sums.taxed} tax)`;
  return `${total} ${currency}, tax ${tax === 'Inclusive' ? 'included' : 'on top'}`;
}
