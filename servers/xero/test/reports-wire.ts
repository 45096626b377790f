import type { Account, Company, LedgerDocument } from '@bizmcp/testkit/company';
import { agedPayablesByContact } from '../simulator/reports/aged-payables-by-contact.ts';
import { agedReceivablesByContact } from '../simulator/reports/aged-receivables-by-contact.ts';
import { balanceSheet } from '../simulator/reports/balance-sheet.ts';
import { bankSummary } from '../simulator/reports/bank-summary.ts';
import { budgetSummary } from '../simulator/reports/budget-summary.ts';
import { budget, budgets } from '../simulator/reports/budgets.ts';
import { executiveSummary } from '../simulator/reports/executive-summary.ts';
import { profitAndLoss } from '../simulator/reports/profit-and-loss.ts';
import type { GuidKind, ReportAnswer, ReportQuery } from '../simulator/reports/report.ts';
import { trialBalance } from '../simulator/reports/trial-balance.ts';
import { createXeroWire, type Replies, type WireRequest } from './fake-xero.ts';

const xeroTypes: Partial<Record<Account['type'], [type: string, accountClass: string]>> = {
  bank: ['BANK', 'ASSET'],
  credit_card: ['BANK', 'LIABILITY'],
  income: ['REVENUE', 'REVENUE'],
  cost_of_goods_sold: ['DIRECTCOSTS', 'EXPENSE'],
  expense: ['OVERHEADS', 'EXPENSE'],
  other_income: ['OTHERINCOME', 'REVENUE'],
  other_expense: ['EXPENSE', 'EXPENSE'],
};

/** An identifier that can be told from the ledger's id by a reader. */
export function guidOf(kind: GuidKind, id: string): string {
  const hex = Buffer.from(`${kind[0]}${kind.length}${id}`).toString('hex').padStart(32, '0').slice(-32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

type Report = (company: Company, query: ReportQuery, guid: typeof guidOf) => unknown;

/** The server at work on the reports of a company. */
export function createReportWire(company: Company) {
  const answer =
    (report: Report) =>
    ({ query }: WireRequest) =>
      report(company, Object.fromEntries(query), guidOf);
  const overall = guidOf('budget', 'overall');
  const replies: Replies = {
    'GET /Organisation': () => ({
      Organisations: [
        { Name: company.profile.tradingName, BaseCurrency: 'GBP', FinancialYearEndDay: 30, FinancialYearEndMonth: 6 },
      ],
    }),
    'GET /Accounts': () => ({ Accounts: [...company.ledger.accounts.values()].map(toAccount) }),
    'GET /Invoices': ({ query }) => ({ Invoices: openInvoices(company, query.get('where') ?? '') }),
    'GET /Reports/ProfitAndLoss': answer(profitAndLoss),
    'GET /Reports/BalanceSheet': answer(balanceSheet),
    'GET /Reports/TrialBalance': answer(trialBalance),
    'GET /Reports/BankSummary': answer(bankSummary),
    'GET /Reports/BudgetSummary': answer(budgetSummary),
    'GET /Reports/ExecutiveSummary': answer(executiveSummary),
    'GET /Reports/AgedReceivablesByContact': answer(agedReceivablesByContact),
    'GET /Reports/AgedPayablesByContact': answer(agedPayablesByContact),
    'GET /Budgets': answer(budgets),
    [`GET /Budgets/${overall}`]: answer((one, query, guid) => budget(one, overall, query, guid)),
  };
  return createXeroWire(replies);
}

/** The texts of a report's rows, its headings first, without the empty sections. */
export function textsOf(answer: ReportAnswer): string[][] {
  const rows = answer.Reports[0]?.Rows.flatMap((one) => one.Rows ?? [one]) ?? [];
  return rows.map(({ Cells = [] }) => Cells.map(({ Value }) => Value));
}

function toAccount({ id, code, name, type }: Account) {
  const systems: Partial<Record<Account['type'], string>> = {
    accounts_receivable: 'DEBTORS',
    accounts_payable: 'CREDITORS',
  };
  const [Type, Class] = xeroTypes[type] ?? ['CURRENT', 'ASSET'];
  const own = name === 'Inventory' ? 'INVENTORY' : name === 'Prepaid Expenses' ? 'PREPAYMENT' : Type;
  return { AccountID: guidOf('account', id), Code: code, Name: name, Type: own, Class, SystemAccount: systems[type] };
}

function openInvoices({ ledger }: Company, where: string) {
  const kind = where.includes('ACCREC') ? 'invoice' : 'bill';
  const [, year, month, day] = /DateTime\((\d+),\s*(\d+),\s*(\d+)\)/.exec(where) ?? [];
  const last = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const isOpen = (one: LedgerDocument) => one.kind === kind && one.status === 'posted' && one.date <= last;
  return [...ledger.documents.values()].filter(isOpen).flatMap((document) => {
    const due = ledger.openBalance(document.id).amount;
    if (!('dueDate' in document) || due === 0) return [];
    return [
      {
        Contact: { Name: ledger.counterparties.get(document.counterpartyId)?.name },
        DueDate: `${document.dueDate}T00:00:00`,
        CurrencyCode: document.currency,
        AmountDue: due / 100,
      },
    ];
  });
}
