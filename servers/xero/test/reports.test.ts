import { monthEnd, tellCompany } from '@bizmcp/testkit/company';
import { expect, test } from 'vitest';
import { guidOf } from '../simulator/guid.ts';
import { balanceSheet } from '../simulator/reports/balance-sheet.ts';
import { bankSummary } from '../simulator/reports/bank-summary.ts';
import { budgetSummary } from '../simulator/reports/budget-summary.ts';
import { budget, budgets } from '../simulator/reports/budgets.ts';
import { executiveSummary } from '../simulator/reports/executive-summary.ts';
import { profitAndLoss } from '../simulator/reports/profit-and-loss.ts';
import { trialBalance } from '../simulator/reports/trial-balance.ts';
import { createOracle, money } from './reports-oracle.ts';
import { createReportWire, textsOf } from './reports-wire.ts';

const company = tellCompany({ today: '2026-11-21', homeCurrency: 'GBP' });
const oracle = createOracle(company);
const minor = (text: string | undefined) => Math.round(Number(text ?? '0') * 100);
const rowNamed = (rows: string[][], name: string) => rows.find(([first]) => first === name) ?? [];

test.each(['2026-06-30', '2026-07-31', '2026-09-10', '2026-11-21'])('the trial balance of %s sums to zero', (date) => {
  const answer = trialBalance(company, { date }, guidOf);

  const rows = textsOf(answer);
  const sums = [1, 2, 3, 4].map((column) => rows.slice(1, -1).reduce((sum, row) => sum + minor(row[column]), 0));
  expect(sums[0]).toBe(sums[1]);
  expect(sums[2]).toBe(sums[3]);
  expect(sums[2]).toBeGreaterThan(0);
  expect(rows.at(-1)).toEqual(['Total', ...sums.map(money)]);
});

test('a trial balance tells the movement of the month and the balance of the fiscal year, which began in July', () => {
  const rows = textsOf(trialBalance(company, { date: '2026-08-31' }, guidOf));

  const fees = [
    money(-oracle.movementOf('4000', '2026-08-01', '2026-08-31')),
    money(-oracle.movementOf('4000', '2026-07-01', '2026-08-31')),
  ];
  expect(rowNamed(rows, 'Design Fees (4000)')).toEqual(['Design Fees (4000)', '', fees[0], '', fees[1]]);
  const receivable = money(oracle.balanceOf('1100', '2026-08-31'));
  expect(rowNamed(rows, 'Accounts Receivable (1100)').at(3)).toBe(receivable);
});

test('the balance sheet balances in every column, and names the account on every cell', () => {
  const answer = balanceSheet(company, { date: '2026-11-21', periods: '12', timeframe: 'MONTH' }, guidOf);

  const rows = textsOf(answer);
  expect(rows[0]).toHaveLength(14);
  expect(rows[0]?.slice(0, 3)).toEqual(['', '30 Nov 2026', '31 Oct 2026']);
  expect(rowNamed(rows, 'Net Assets').slice(1)).toEqual(rowNamed(rows, 'Total Equity').slice(1));
  const days = Array.from({ length: 13 }, (_, index) => monthEnd('2026-11-21', -index));
  const earnings = rowNamed(rows, 'Current Year Earnings').slice(1);
  expect(earnings).toEqual(days.map((day) => money(oracle.earnings(day))));
  const loan = answer.Reports[0]?.Rows.flatMap(({ Rows = [] }) => Rows).find(
    ({ Cells = [] }) => Cells[0]?.Value === 'Bank Loan',
  );
  const ids = new Set(loan?.Cells?.map(({ Attributes }) => Attributes?.[0]?.Value));
  expect(ids).toEqual(new Set([guidOf('account', '2500')]));
});

test('a balance sheet without periods has the year before beside it', () => {
  const answer = balanceSheet(company, { date: '2026-02-10' }, guidOf);

  expect(textsOf(answer)[0]).toEqual(['', '28 Feb 2026', '28 Feb 2025']);
  expect(answer.Reports[0]?.ReportTitles[2]).toBe('As at 28 February 2026');
});

test('every column of a compared profit and loss ends on the same day of its month', () => {
  const query = { fromDate: '2026-10-01', toDate: '2026-10-30', periods: '8', timeframe: 'MONTH' };

  const rows = textsOf(profitAndLoss(company, query, guidOf));

  expect(rows[0]?.slice(1, 3)).toEqual(['30 Oct 26', '30 Sep 26']);
  expect(rows[0]?.at(-1)).toBe('28 Feb 26');
  const august = money(-oracle.movement('2026-08-01', '2026-08-30', 'income'));
  expect(rowNamed(rows, 'Total Income')[3]).toBe(august);
  expect(august).not.toBe(money(-oracle.movement('2026-08-01', '2026-08-31', 'income')));
});

test('a profit and loss of payments only differs and still adds up', () => {
  const query = { fromDate: '2026-07-01', toDate: '2026-09-30' };

  const cash = textsOf(profitAndLoss(company, { ...query, paymentsOnly: 'true' }, guidOf));
  const accrual = textsOf(profitAndLoss(company, { ...query, standardLayout: 'true' }, guidOf));

  expect(rowNamed(cash, 'Total Income')[1]).not.toBe(rowNamed(accrual, 'Total Income')[1]);
  expect(rowNamed(accrual, 'Total Income')[1]).toBe(money(-oracle.movement('2026-07-01', '2026-09-30', 'income')));
  const [gross, other, costs, net] = [
    'Gross Profit',
    'Total Other Income',
    'Total Operating Expenses',
    'Net Profit',
  ].map((name) => minor(rowNamed(cash, name)[1]));
  expect((gross ?? 0) + (other ?? 0) - (costs ?? 0)).toBe(net);
});

test('the options of a tracking category and what has none add up to the total', () => {
  const trackingCategoryID = guidOf('tracking_category', 'department');
  const range = { fromDate: '2026-07-01', toDate: '2026-09-30' };

  const rows = textsOf(profitAndLoss(company, { ...range, trackingCategoryID }, guidOf));
  const trackingOptionID = guidOf('tracking_option', 'studio');
  const studio = textsOf(profitAndLoss(company, { ...range, trackingCategoryID, trackingOptionID }, guidOf));

  expect(rows[0]).toEqual(['', 'Studio', 'Fit-out', 'Webshop', 'Unassigned', 'Total']);
  for (const row of rows.slice(1)) {
    const amounts = row.slice(1).map(minor);
    expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(amounts.at(-1));
  }
  expect(rowNamed(rows, 'Net Profit').at(-1)).toBe(
    rowNamed(textsOf(profitAndLoss(company, range, guidOf)), 'Net Profit')[1],
  );
  expect(rowNamed(studio, 'Total Income')[1]).toBe(rowNamed(rows, 'Total Income')[1]);
});

test('the bank summary leads from the opening to the closing balance of each account', () => {
  const rows = textsOf(bankSummary(company, { fromDate: '2026-07-01', toDate: '2026-09-30' }, guidOf));

  const accounts = rows.slice(1);
  expect(accounts.map(([name]) => name)).toEqual([
    ...['Operating Account', 'Savings Account', 'Euro Account', 'Company Credit Card'],
    'Total',
  ]);
  for (const [, opening, received, spent, closing] of accounts) {
    expect(minor(opening) + minor(received) - minor(spent)).toBe(minor(closing));
  }
  expect(accounts.at(-1)?.slice(1)).toEqual(Object.values(oracle.cash('2026-07-01', '2026-09-30')).map(money));
});

test('the budget summary sums months into quarters, each named after its last month', () => {
  const query = { date: '2025-07-15', periods: '4', timeframe: '3' };

  const rows = textsOf(budgetSummary(company, query, guidOf));

  expect(rows[0]).toEqual(['Account', 'Sep-25', 'Dec-25', 'Mar-26', 'Jun-26']);
  const planned = company.budgets.filter(
    ({ accountId, month }) => accountId === '6100' && month >= '2025-07' && month <= '2025-09',
  );
  expect(planned).toHaveLength(3);
  expect(rowNamed(rows, 'Rent')[1]).toBe(money(planned.reduce((sum, { amount }) => sum + amount, 0)));
});

test('a list of budgets has no lines; one budget has those of its months', () => {
  const [own] = budgets(company, {}, guidOf).Budgets;
  const other = budgets(company, { IDs: guidOf('budget', 'another') }, guidOf);
  const found = budget(company, own?.BudgetID ?? '', { DateFrom: '2026-07-01', DateTo: '2026-08-31' }, guidOf);

  expect(own).toMatchObject({ Type: 'OVERALL', BudgetLines: [] });
  expect(other.Budgets).toEqual([]);
  const rent = found?.Budgets[0]?.BudgetLines.find(({ AccountCode }) => AccountCode === '6100');
  expect(rent?.BudgetBalances.map(({ Period }) => Period)).toEqual(['2026-07', '2026-08']);
  const planned = company.budgets.find(({ accountId, month }) => accountId === '6100' && month === '2026-07');
  expect(rent?.BudgetBalances[0]?.Amount).toBe(Number(money(planned?.amount ?? 0)));
  expect(budget(company, guidOf('budget', 'another'), {}, guidOf)).toBeUndefined();
});

test('the executive summary holds the month beside the one before, with the change', () => {
  const rows = textsOf(executiveSummary(company, { date: '2026-10-15' }, guidOf));

  const income = -oracle.movement('2026-10-01', '2026-10-31', 'income');
  const before = -oracle.movement('2026-09-01', '2026-09-30', 'income');
  const debtors = oracle.balance('2026-10-31', 'accounts_receivable');
  expect(rows[0]).toEqual(['', 'Oct 2026', 'Sep 2026', 'Variance']);
  const change = (((income - before) / Math.abs(before)) * 100).toFixed(1);
  expect(rowNamed(rows, 'Income')).toEqual(['Income', money(income), money(before), `${change}%`]);
  expect(rowNamed(rows, 'Debtors')[1]).toBe(money(debtors));
  expect(Number(rowNamed(rows, 'Average debtors days')[1])).toBeCloseTo((debtors * 31) / income, 9);
  const cash = oracle.cash('2026-10-01', '2026-10-31');
  expect(rowNamed(rows, 'Closing bank balance')[1]).toBe(money(cash.closing));
});

test.each([
  ['trial_balance', 'Trial Balance, Wren & Harrow, As at 31 October 2026'],
  ['executive_summary', 'Executive Summary, Wren & Harrow, For the month of October 2026'],
  ['budget_summary', 'Overall Budget, Budget Summary, Wren & Harrow, October 2026 to October 2026'],
])('the server reads %s from the wire', async (report, title) => {
  const found = await createReportWire().call('get_report', { report, to_date: '2026-10-31' });

  expect(found).toMatchObject({ title, currency: 'GBP' });
  expect(found.rows.length).toBeGreaterThan(15);
});

test('a balance sheet of a tracking option holds only what was posted with it', () => {
  const query = { date: '2026-09-30', trackingOptionID1: guidOf('tracking_option', 'studio') };

  const rows = textsOf(balanceSheet(company, query, guidOf));

  const studio = [...company.ledger.journal]
    .flatMap((entry) => (entry.date <= '2026-09-30' && entry.date >= '2026-07-01' ? entry.postings : []))
    .filter(({ accountId, tracking }) => accountId >= '4000' && tracking?.department === 'studio');
  const earned = -studio.reduce((sum, { amount }) => sum + amount, 0);
  expect(earned).toBeGreaterThan(0);
  expect(rowNamed(rows, 'Current Year Earnings')[1]).toBe(money(earned));
});
