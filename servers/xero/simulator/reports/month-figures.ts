import { balanceSheet, type Company, daysBetween, profitAndLoss } from '@bizmcp/testkit/company';
import { bankMovements } from './bank-movements.ts';

/** A figure of the executive summary: money in minor units, percents and ratios per unit; undefined where it has no base. */
export interface Figure {
  name: string;
  value: number | undefined;
  unit: 'money' | 'count' | 'percent' | 'days' | 'ratio';
}

interface FigureSection {
  title: string;
  figures: Figure[];
}

interface Period {
  from: string;
  to: string;
}

/** The figures of a month in the order of the executive summary. */
export function monthFigures(company: Company, month: Period): FigureSection[] {
  const cash = cashOf(company, month);
  const profit = profitOf(company, month);
  const position = positionOf(company, month.to);
  const invoices = invoicesOf(company, month);
  const days = daysBetween(month.from, month.to) + 1;
  const { debtors, creditors, netAssets } = position;
  return [
    sectionOf('Cash', [
      ['Cash received', cash.received, 'money'],
      ['Cash spent', cash.spent, 'money'],
      ['Cash surplus (deficit)', cash.received - cash.spent, 'money'],
      ['Closing bank balance', cash.closing, 'money'],
    ]),
    sectionOf('Profitability', [
      ['Income', profit.income, 'money'],
      ['Direct costs', profit.directCosts, 'money'],
      ['Gross profit (loss)', profit.grossProfit, 'money'],
      ['Other Income', profit.otherIncome, 'money'],
      ['Expenses', profit.expenses, 'money'],
      ['Profit (loss)', profit.netProfit, 'money'],
    ]),
    sectionOf('Balance Sheet', [
      ['Debtors', debtors, 'money'],
      ['Creditors', creditors, 'money'],
      ['Net assets', netAssets, 'money'],
    ]),
    sectionOf('Income', [
      ['Number of invoices issued', invoices.count, 'count'],
      ['Average value of invoices', Math.round(quotient(invoices.total, invoices.count) ?? 0), 'money'],
    ]),
    ...ratioSections(profit, position, days),
  ];
}

function ratioSections(
  { income, directCosts, grossProfit, expenses, netProfit }: ReturnType<typeof profitOf>,
  { debtors, creditors, netAssets, ...position }: ReturnType<typeof positionOf>,
  days: number,
): FigureSection[] {
  const bought = directCosts + expenses;
  return [
    sectionOf('Performance', [
      ['Gross profit margin', quotient(grossProfit, income), 'percent'],
      ['Net profit margin', quotient(netProfit, income), 'percent'],
      ['Return on investment (p.a.)', quotient(netProfit * 12, netAssets), 'percent'],
    ]),
    sectionOf('Position', [
      ['Average debtors days', quotient(debtors * days, income), 'days'],
      ['Average creditors days', quotient(creditors * days, bought), 'days'],
      ['Short term cash forecast', debtors - creditors, 'money'],
      ['Current assets to liabilities', quotient(position.currentAssets, position.currentLiabilities), 'ratio'],
      ['Term assets to liabilities', quotient(position.termAssets, position.termLiabilities), 'ratio'],
    ]),
  ];
}

function sectionOf(title: string, figures: readonly [Figure['name'], Figure['value'], Figure['unit']][]) {
  return { title, figures: figures.map(([name, value, unit]) => ({ name, value, unit })) };
}

function quotient(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

function cashOf(company: Company, month: Period) {
  const movements = bankMovements(company, month);
  const sum = (key: 'received' | 'spent' | 'closing') => movements.reduce((total, one) => total + one[key], 0);
  return { received: sum('received'), spent: sum('spent'), closing: sum('closing') };
}

function profitOf({ ledger }: Company, month: Period) {
  const { income, costOfGoodsSold, grossProfit, otherIncome, expenses, otherExpenses, netProfit } = profitAndLoss(
    ledger,
    { ...month, includeUnrealised: true },
  );
  return {
    income: income.total,
    directCosts: costOfGoodsSold.total,
    grossProfit: grossProfit.total,
    otherIncome: otherIncome.total,
    expenses: expenses.total + otherExpenses.total,
    netProfit: netProfit.total,
  };
}

/** A credit card is a bank account: what is owed on it lowers the current assets, as in the balance sheet. */
function positionOf({ ledger }: Company, asOf: string) {
  const sheet = balanceSheet(ledger, { asOf, includeUnrealised: true });
  const ofType = (wanted: string) =>
    sheet.rows.reduce((sum, { type, amount }) => (type === wanted ? sum + amount : sum), 0);
  const cards = ofType('credit_card');
  return {
    debtors: ofType('accounts_receivable'),
    creditors: ofType('accounts_payable'),
    netAssets: sheet.assets - sheet.liabilities,
    currentAssets: sheet.currentAssets - cards,
    currentLiabilities: sheet.currentLiabilities - cards,
    termAssets: sheet.fixedAssets,
    termLiabilities: sheet.longTermLiabilities,
  };
}

function invoicesOf({ ledger }: Company, { from, to }: Period) {
  const issued = [...ledger.documents.values()].filter(
    ({ kind, status, date }) => kind === 'invoice' && status === 'posted' && date >= from && date <= to,
  );
  return { count: issued.length, total: issued.reduce((sum, { baseTotal }) => sum + baseTotal, 0) };
}
