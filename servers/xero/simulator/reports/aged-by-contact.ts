import {
  type AgedDocument,
  agedBalances,
  type Company,
  type LedgerDocument,
  monthEnd,
  multiplyRatio,
} from '@bizmcp/testkit/company';
import { contactKeyOf } from '../contacts.ts';
import { dateString } from '../wire-day.ts';
import {
  type GuidOf,
  header,
  longDay,
  moneyText,
  type ReportAnswer,
  type ReportQuery,
  type ReportRow,
  reportAnswer,
  row,
  section,
  summaryRow,
} from './report.ts';
import { dayIn, masterIn, refuseReport } from './report-query.ts';

interface AgedReport {
  side: 'receivable' | 'payable';
  type: string;
  name: string;
}

/** A document with its amounts in minor units of the home currency; credits are below 0. */
interface AgedLine {
  document: LedgerDocument;
  age: number;
  total: number;
  paid: number;
  credited: number;
  due: number;
}

/** https://developer.xero.com/documentation/api/accounting/reports#aged-receivables-by-contact */
export function agedReceivablesByContact(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  const report = { side: 'receivable', type: 'AgedReceivablesByContact', name: 'Aged Receivables By Contact' } as const;
  return agedByContact(company, query, guidOf, report);
}

/** https://developer.xero.com/documentation/api/accounting/reports#aged-payables-by-contact */
export function agedPayablesByContact(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  const report = { side: 'payable', type: 'AgedPayablesByContact', name: 'Aged Payables By Contact' } as const;
  return agedByContact(company, query, guidOf, report);
}

/** One contact's open documents of fromDate to toDate, with the payments up to a day; what is older is the opening balance. */
function agedByContact(
  company: Company,
  query: ReportQuery,
  guidOf: GuidOf,
  { side, type, name }: AgedReport,
): ReportAnswer {
  const masters = company.ledger.counterparties.values();
  const contact = masterIn(query, 'contactId', { kind: 'contact', masters, guidOf });
  if (!contact) return refuseReport('Report Parameter contactID is required');
  const asOf = dayIn(query, 'date') ?? monthEnd(company.today);
  const to = dayIn(query, 'toDate') ?? asOf;
  const lines = linesOf(company, contact.id, { side, asOf });
  const dates = lines.map(({ document }) => document.date).sort();
  const from = dayIn(query, 'fromDate') ?? dates[0] ?? company.firstDay;
  const before = lines.filter(({ document }) => document.date < from);
  const own = lines.filter(({ document }) => document.date >= from && document.date <= to);
  return reportAnswer(company, type, {
    name,
    titles: [
      'Invoices',
      contact.name,
      `From ${longDay(from)} to ${longDay(to)}`,
      `Showing payments to ${longDay(asOf)}`,
    ],
    rows: agedRows(company, { before, own, from }, guidOf),
  });
}

/**
 * What is open with a contact in all its currencies: the ledger has a counterparty for each. Invoices, credit notes and overpayments are
 * listed, not the payment of an invoice, though that be of a later day: https://help.xero.com/us/Report_AgedreceivableInvoices
 */
function linesOf(
  company: Company,
  contactKey: string,
  options: { side: AgedReport['side']; asOf: string },
): AgedLine[] {
  const { ledger } = company;
  const ids = [...ledger.counterparties.keys()].filter((id) => contactKeyOf(id) === contactKey);
  return ids
    .flatMap((counterpartyId) => agedBalances(ledger, { ...options, counterpartyId }).counterparties)
    .flatMap(({ documents }) => documents.map((one) => lineOf(company, one, options.asOf)))
    .filter(({ document: { kind, id } }) => !kind.startsWith('payment') || ledger.allocationsOf(id).length === 0);
}

function agedRows(
  company: Company,
  { before, own, from }: { before: AgedLine[]; own: AgedLine[]; from: string },
  guidOf: GuidOf,
): ReportRow[] {
  const money = moneyText(company);
  const sums = (lines: readonly AgedLine[]) =>
    (['total', 'paid', 'credited', 'due'] as const).map((key) => money(lines.reduce((sum, one) => sum + one[key], 0)));
  const opening = money(before.reduce((sum, { due }) => sum + due, 0));
  const total = summaryRow(['Total', '', '', '', ...sums(own)]);
  return [
    header(['Date', 'Number', 'Due Date', '', 'Total', 'Paid', 'Credited', 'Due']),
    section('', [row([dateString(from), 'Opening Balance', '', '', '', '', '', opening])]),
    section('', [...own.map((line) => documentRow(line, guidOf, money)), total]),
    section('', [summaryRow(['Closing Balance', '', '', '', ...sums([...before, ...own])])]),
  ];
}

function documentRow(line: AgedLine, guidOf: GuidOf, money: (amount: number) => string): ReportRow {
  const { document, age, total, paid, credited, due } = line;
  const dueDay = 'dueDate' in document ? dateString(document.dueDate) : '';
  const overdue = age > 0 && dueDay !== '' ? `${age} ${age === 1 ? 'day' : 'days'} overdue` : '';
  const number = document.number ?? document.reference ?? '';
  return row([dateString(document.date), number, dueDay, overdue, ...[total, paid, credited, due].map(money)], {
    Value: guidOf('invoice', document.id),
    Id: 'invoiceID',
  });
}

/** What credits settled is told in the home currency at the document's rate; the rest of what is gone was paid. */
function lineOf({ ledger }: Company, { documentId, age, base, amount }: AgedDocument, asOf: string): AgedLine {
  const document = ledger.documents.get(documentId);
  if (!document) throw new Error(`no document ${documentId} behind an open balance`);
  const sign = amount < 0 ? -1 : 1;
  const settled = ledger
    .allocationsOf(documentId)
    .filter(({ date, releasedOn }) => date <= asOf && (releasedOn === undefined || releasedOn > asOf));
  const byCredits = settled.filter(({ fromId }) => {
    const kind = ledger.documents.get(fromId)?.kind;
    return fromId !== documentId && (kind === 'credit_note' || kind === 'vendor_credit');
  });
  const credits = byCredits.reduce((sum, allocation) => sum + allocation.amount, 0);
  const credited = document.total === 0 ? 0 : multiplyRatio(document.baseTotal, credits, document.total);
  const total = sign * document.baseTotal;
  return { document, age, total, credited: sign * credited, due: base, paid: total - sign * credited - base };
}
