import { nameInBankText } from '@bizmcp/insights';
import * as z from 'zod';
import { type Account, readAccounts } from '../account.ts';
import { addAmounts, subtractAmount } from '../amount.ts';
import { type WireBankTransaction, WireBankTransactions } from '../bank-transaction/bank-transaction.ts';
import type { Books } from '../books.ts';
import { readOrganisation, todayOf } from '../organisation.ts';
import { readAllRows } from '../page.ts';
import { whereClause } from '../where-clause.ts';

/** Where the name of who was paid is from. */
export const ContactSource = z
  .enum(['contact', 'bank_text'])
  .describe('bank_text: the transaction has no contact; the name is a guess from its text');

type ContactSource = z.output<typeof ContactSource>;

/** One line of money spent, or of money that came in. Amounts are above 0, without tax, in `currency`. */
export interface SpentLine {
  /** Of the line: the transaction's and its place. */
  id: string;
  transactionId: string;
  date: string;
  /** Who was paid; where a line of a bank feed names no contact, the name that its text seems to have. */
  contact: string;
  contactFrom: ContactSource;
  description: string;
  /** Empty where it is the text of a bank feed: that returns with each payment and numbers no document. */
  reference: string;
  amount: string;
  /** The same with tax: what left the bank. */
  paid: string;
  currency: string;
  accountCode: string;
  accountName: string;
  /** False where nobody has said yet what it was for. */
  isCoded: boolean;
  /** False where it is booked to no account of costs, such as wages and taxes owed, a loan, a draw or a machine. What has no account may be one. */
  isCost: boolean;
}

/** What was spent from bank accounts, oldest first. */
export interface Spending {
  baseCurrency: string;
  /** Where the organisation is. */
  today: string;
  accounts: readonly Account[];
  lines: SpentLine[];
  /** What came in since the first of the days, until today: some of it was spent before. */
  received: SpentLine[];
  /** The first day with any money that moved, of all that were asked for; undefined where not all of them were read. */
  begun: string | undefined;
  /** The day from which on all was read, but some of that day itself; undefined where there was no more. */
  readSince: string | undefined;
  /** How many lines were spent without a day or an amount, and are not among these. */
  unknown: number;
}

const mostPages = 8;
/** Accounts in which bookkeepers leave what they have still to ask about. */
const holding = /uncategori[sz]ed|suspense|unallocated|unknown|ask (my|your|the) accountant/i;

/** Reads SPEND and RECEIVE transactions of the days, at most 8,000 of each. */
export async function readSpending(books: Books, from: string, to: string): Promise<Spending> {
  const [organisation, accounts] = await Promise.all([readOrganisation(books), readAccounts(books)]);
  const { base_currency: baseCurrency } = organisation;
  const today = todayOf(organisation);
  const [spent, received] = await Promise.all([
    readTransactions(books, 'SPEND', from, to),
    readTransactions(books, 'RECEIVE', from, to > today ? to : today),
  ]);
  const toAllLines = ({ found }: typeof spent) => found.flatMap((wire) => toLines(wire, accounts, baseCurrency));
  const [lines, back] = [toAllLines(spent), toAllLines(received)];
  const [readSince] = [spent.since, received.since]
    .flatMap((day) => day ?? [])
    .toSorted()
    .toReversed();
  const [first] = [lines[0], back[0]].flatMap((line) => line?.date ?? []).toSorted();
  return {
    ...{ baseCurrency, today, accounts, lines, received: back },
    begun: readSince === undefined ? first : undefined,
    readSince,
    unknown: spent.found.flatMap(({ lineItems }) => lineItems ?? []).length - lines.length,
  };
}

async function readTransactions(books: Books, type: 'SPEND' | 'RECEIVE', from: string, to: string) {
  const where = whereClause([
    ['Type', '==', { text: type }],
    ['Status', '==', { text: 'AUTHORISED' }],
    ['Date', '>=', { day: from }],
    ['Date', '<=', { day: to }],
  ]);
  const { rows, isWhole } = await readAllRows(
    async ({ page, pageSize }) => {
      const { bankTransactions, pagination } = await books.read(WireBankTransactions, (accounting, tenant) =>
        accounting.getBankTransactions(tenant, undefined, where, 'Date DESC', page, undefined, pageSize),
      );
      return { rows: bankTransactions, pagination };
    },
    ({ bankTransactionID: id }) => id,
    mostPages,
  );
  const found = rows.toReversed();
  return isWhole ? { found } : { found, since: found.find(({ date }) => date != null)?.date ?? to };
}

function toLines(wire: WireBankTransaction, accounts: readonly Account[], baseCurrency: string): SpentLine[] {
  const [contact, reference] = [wire.contact?.name ?? '', wire.reference ?? ''];
  const isGross = wire.lineAmountTypes === 'Inclusive';
  return (wire.lineItems ?? []).flatMap((line, index) => {
    const account = accounts.find(({ code }) => code !== undefined && code === line.accountCode);
    const { lineAmount: stated, taxAmount } = line;
    if (wire.date == null || stated == null) return [];
    const tax = taxAmount ?? '0';
    const spent = {
      id: `${wire.bankTransactionID}/${index}`,
      transactionId: wire.bankTransactionID,
      date: wire.date,
      contact: contact || nameInBankText(reference || (line.description ?? '')),
      contactFrom: contact ? ('contact' as const) : ('bank_text' as const),
      description: line.description || reference,
      reference: contact ? reference : '',
      amount: isGross ? subtractAmount(stated, tax) : stated,
      paid: isGross ? stated : addAmounts([stated, tax]),
      currency: wire.currencyCode ?? baseCurrency,
      accountCode: line.accountCode ?? '',
      accountName: account?.name ?? '',
      isCoded: account !== undefined && !holding.test(account.name),
      isCost: account === undefined || holding.test(account.name) || (account.class ?? 'EXPENSE') === 'EXPENSE',
    };
    return [spent];
  });
}
