import { inQuotes } from '@bizmcp/core';
import { type Account, readAccounts } from '../account.ts';
import type { Books } from '../books.ts';
import type { LineAmountTypes } from './line-item.ts';
import { readTaxRates, type TaxRate } from './tax-rate.ts';
import type { Warning } from './warning.ts';

type Side = 'sale' | 'purchase';

/** A line as it is booked, or is to be. */
export interface BookedLine {
  account_code?: string | undefined;
  tax_type?: string | undefined;
  amount: string;
}

const odd: Record<Side, { class: string; other: Side; words: string }> = {
  sale: {
    class: 'EXPENSE',
    other: 'purchase',
    words: 'is an account of costs; money that comes in is seldom booked to it, but for a refund',
  },
  purchase: {
    class: 'REVENUE',
    other: 'sale',
    words: 'is an account of income; money that goes out is seldom booked to it, but for a refund',
  },
};

interface Booking {
  side: Side;
  tax: LineAmountTypes;
  isBank?: boolean;
  /** From a supplier, or to a customer: a line on an account of the other side is what is given back. */
  mayBeRefund?: boolean;
}

/** https://developer.xero.com/documentation/api/accounting/types#system-accounts */
const keptByXero: Partial<Record<string, string>> = {
  RETAINEDEARNINGS: 'is where Xero itself carries the profit of past years; lines are seldom booked to it',
  GST: 'is where Xero itself books the tax of lines, by their tax_type; a line of its own changes what the tax return says',
};

/**
 * Lines on accounts, or with tax, of the other side, and on accounts that Xero keeps itself, all of which Xero takes. What a line takes
 * off may be meant so; on a bank account, the tax that is paid to the state is.
 */
export async function warnOfAccounts(
  books: Books,
  lines: readonly BookedLine[],
  { side: usual, tax, isBank = false, mayBeRefund = false }: Booking,
): Promise<Warning[]> {
  const [accounts, rates] = await Promise.all([readAccounts(books), readTaxRates(books)]);
  return lines.flatMap((line, index): Warning[] => {
    const account = accounts.find(({ code }) => code !== undefined && code === line.account_code);
    if (!account || line.amount.startsWith('-')) return [];
    const { system_account: system = '' } = account;
    const side = mayBeRefund && account.class === odd[usual].class ? odd[usual].other : usual;
    const words = account.class === odd[side].class ? odd[side].words : keptByXero[system];
    if (words !== undefined && !(isBank && system === 'GST')) {
      const message = `${account.code} ${account.name} ${words}`;
      return [{ kind: 'account', field: `line_items.${index}.account_code`, message }];
    }
    const message = tax === 'NoTax' ? undefined : describeOddTax(line, account, { side, rates });
    return message === undefined ? [] : [{ kind: 'tax', field: `line_items.${index}.tax_type`, message }];
  });
}

/** Accounts of assets have the tax of purchases, also where one of them is sold. */
function describeOddTax(
  { tax_type: given }: BookedLine,
  { code, name, class: accountClass = '', tax_type: usual }: Account,
  { side, rates }: { side: Side; rates: readonly TaxRate[] },
): string | undefined {
  const rate = rates.find(({ tax_type: type }) => type === (given ?? usual));
  if (!rate || sideOf(rate) === undefined || sideOf(rate) === side) return undefined;
  const fitting = rates.filter((one) => sideOf(one) === side && one.applies_to.includes(accountClass));
  const named = fitting.slice(0, 3).map(({ tax_type: type, name: what }) => `${type} (${what})`);
  const instead = named.length === 0 ? '' : `; that of a ${side} is ${named.join(' or ')}`;
  return `${rate.tax_type} of ${code} ${name} is the tax of a ${sideOf(rate)}${instead}`;
}

/** Told by what it can stand on: https://developer.xero.com/documentation/api/accounting/taxrates */
function sideOf({ applies_to: classes }: TaxRate): Side | undefined {
  const [isOfSales, isOfPurchases] = [classes.includes('REVENUE'), classes.includes('EXPENSE')];
  if (isOfSales === isOfPurchases) return undefined;
  return isOfSales ? 'sale' : 'purchase';
}

/** Money of a customer on a credit card, which only takes back what it paid. */
export function warnOfCard({ name, bank_account_type: type }: Account, field: string): Warning[] {
  const message = `${inQuotes(name)} is a credit card; customers pay into a bank account`;
  return type === 'CREDITCARD' ? [{ kind: 'account', field, message }] : [];
}
