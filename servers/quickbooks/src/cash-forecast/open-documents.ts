import { ToolError } from '@bizmcp/core';
import {
  addDays,
  compareDecimals,
  convertMoney,
  ExactDecimal,
  formatDecimal,
  minorUnits,
  type OpenDocument,
  parseDecimal,
} from '@bizmcp/insights';
import { negated } from '../amount.ts';
import type { Company } from '../company.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { type ReportTable, requireColumn, valueIn } from '../report/report-table.ts';
import { counterpartyOf, WireDocument } from './document.ts';
import { readSince } from './read-since.ts';

/** The columns to ask an ageing detail for: they differ by whether the company keeps books in several currencies. */
const columns = {
  AgedReceivableDetail: { name: 'cust_name', single: 'subt_open_bal', multi: 'foreign_open_bal', isForeign: true },
  AgedPayableDetail: {
    name: 'vend_name',
    single: 'subt_neg_open_bal',
    multi: 'subt_neg_home_open_bal',
    isForeign: false,
  },
} as const;

/** What takes off what is owed. */
const creditKinds = { AgedReceivableDetail: 'CreditMemo', AgedPayableDetail: 'VendorCredit' } as const;

interface OpenLine extends OpenDocument {
  /** Of a credit, below 0. */
  amount: string;
}

/**
 * Open invoices or bills in the home currency, with those of `documents` that are dated ahead up to a last day, less what customers or
 * vendors hold as credit: it is set off against their oldest ones. Those dated ahead are told whole: what was paid of them before is still
 * credit, and what is booked to be paid still comes.
 */
export async function readOpenDocuments(
  api: QuickBooks,
  company: Company,
  report: keyof typeof columns,
  { documents, day, lastDay }: { documents: readonly WireDocument[]; day: string; lastDay: string },
): Promise<OpenDocument[]> {
  const [open, credits] = await Promise.all([
    readOpenLines(api, company, report, day),
    readSince(api, creditKinds[report], addDays(day, 1), WireDocument),
  ]);
  const ahead = [...documents, ...credits.map((one) => ({ ...one, TotalAmt: negated(one.TotalAmt) }))]
    .filter(({ TxnDate }) => day < TxnDate && TxnDate <= lastDay)
    .map((one) => toLine(one, company));
  return netCredits([...open, ...ahead], minorUnits(company.homeCurrency));
}

function toLine(wire: WireDocument, { homeCurrency }: Company): OpenLine {
  const { Id: id, TxnDate: issueDate, TotalAmt: amount } = wire;
  return {
    ...{ id, issueDate, dueDate: wire.DueDate ?? issueDate },
    counterparty: counterpartyOf(wire) ?? '',
    amount: inHome({ id, amount, currency: wire.CurrencyRef?.value ?? homeCurrency }, wire.ExchangeRate, homeCurrency),
  };
}

function inHome(
  { id, amount, currency }: { id: string; amount: string; currency: string },
  told: string | null | undefined,
  homeCurrency: string,
): string {
  const rate = currency === homeCurrency ? '1' : told;
  if (rate == null) throw withoutRate(id, currency);
  return convertMoney({ amount, currency }, rate, homeCurrency).amount;
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/aragingdetail */
async function readOpenLines(
  api: QuickBooks,
  { multicurrency, homeCurrency }: Company,
  report: keyof typeof columns,
  day: string,
): Promise<OpenLine[]> {
  const { name, single, multi, isForeign } = columns[report];
  const amount = multicurrency ? multi : single;
  const rates = multicurrency && isForeign ? ['currency', 'exch_rate'] : [];
  const asked = ['tx_date', 'txn_type', name, 'due_date', ...rates, amount].join(',');
  const table = await api.report(report, { report_date: day, columns: asked });
  for (const key of [...rates, amount]) requireColumn(table, key);
  return withOwnIds(toLines(table, { name, amount, homeCurrency, day }));
}

/**
 * A journal entry may open several, such as the balances that a company begins with, and all have its id:
 * https://www.firmofthefuture.com/content/time-saving-hack-adding-multiple-ar-ap-lines-on-a-single-journal-entry/
 */
function withOwnIds(lines: readonly OpenLine[]): OpenLine[] {
  return [...Map.groupBy(lines, ({ id }) => id).values()].flatMap((own) =>
    own.map((line, index) => (index === 0 ? line : { ...line, id: `${line.id}.${index}` })),
  );
}

function toLines(
  table: ReportTable,
  { name, amount, homeCurrency, day }: { name: string; amount: string; homeCurrency: string; day: string },
): OpenLine[] {
  return table.rows.flatMap((row) => {
    const id = row.ids?.txn_type;
    const open = valueIn(table, row, amount);
    if (row.kind === 'total' || id === undefined || open === undefined) return [];
    const issueDate = valueIn(table, row, 'tx_date') ?? day;
    const currency = valueIn(table, row, 'currency') ?? homeCurrency;
    return [
      {
        id,
        counterparty: valueIn(table, row, name) ?? '',
        issueDate,
        dueDate: valueIn(table, row, 'due_date') ?? issueDate,
        amount: inHome({ id, amount: open, currency }, valueIn(table, row, 'exch_rate'), homeCurrency),
      },
    ];
  });
}

function withoutRate(id: string, currency: string): ToolError {
  const message = `QuickBooks tells no rate for what is open in ${currency} (id ${id}), so cash in the home currency can't be forecast. Look at it with get_transaction.`;
  return new ToolError('bad_answer', message);
}

function netCredits(lines: readonly OpenLine[], places: number): OpenDocument[] {
  return [...Map.groupBy(lines, ({ counterparty }) => counterparty).values()].flatMap((own) => {
    const credits = own.filter(({ amount }) => compareDecimals(amount, '0') < 0);
    let left = credits.reduce((sum, { amount }) => sum.minus(parseDecimal(amount)), new ExactDecimal(0));
    const owed = own
      .filter(({ amount }) => compareDecimals(amount, '0') > 0)
      .toSorted((one, other) => (one.dueDate < other.dueDate ? -1 : 1));
    return owed.flatMap((document) => {
      const open = parseDecimal(document.amount);
      const settled = left.gt(open) ? open : left;
      left = left.minus(settled);
      const rest = open.minus(settled);
      return rest.gt(0) ? [{ ...document, amount: formatDecimal(rest, places) }] : [];
    });
  });
}
