import { type Account, fiscalYearStart } from '@bizmcp/testkit/company';
import { expect, test } from 'vitest';
import { type Period, type ReportType, reportPeriods } from '../src/management/report-period.ts';
import { createFigures } from './reports-figures.ts';
import { createOracle, money } from './reports-oracle.ts';
import { createReportWire } from './reports-wire.ts';

const { company } = createReportWire();
const oracle = createOracle(company);
const { profitFigures, sheetFigures } = createFigures(company);

// The fiscal year starts in July: the first month is compared with the last of the year before, and so on.
const orders: [ReportType, string][] = [
  ['monthly', '2026-07-31'],
  ['quarterly', '2026-09-30'],
  ['annual', '2026-06-30'],
  ['annual', '2026-10-31'],
];

function compared(periods: ReturnType<typeof reportPeriods>, count: (period: Period) => number) {
  const { current, prior, yearAgo } = periods;
  // The year before a year is the period before it, and told once.
  const year = yearAgo && { year_ago: money(count(yearAgo)) };
  return { amount: money(count(current)), prior: money(count(prior)), ...year };
}

const amountsOf = ({ amount, prior, year_ago }: { amount: string; prior: string; year_ago: string }) => ({
  amount,
  prior,
  year_ago,
});

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers that the pipeline has checked by their schema
const answered = new Map<string, Promise<any>>();

/** Each report is asked for once: it is the same for all tests. */
function call(report_type: ReportType, period_end: string) {
  const key = `${report_type} ${period_end}`;
  const answer =
    answered.get(key) ?? createReportWire().call('generate_management_report', { report_type, period_end });
  answered.set(key, answer);
  return answer;
}

test.each(orders)('every sum of the %s report up to %s is the journal’s', async (type, end) => {
  const periods = reportPeriods(type, end);

  const report = await call(type, end);

  for (const [name, count] of Object.entries(profitFigures)) {
    expect([name, amountsOf(report.profit_and_loss[name])]).toEqual([name, compared(periods, count)]);
  }
  for (const [name, count] of Object.entries(sheetFigures)) {
    expect([name, amountsOf(report.balance_sheet[name])]).toEqual([name, compared(periods, ({ to }) => count(to))]);
  }
  const cash = Object.entries(oracle.cash(periods.current.from, periods.current.to));
  expect(report.cash).toMatchObject(Object.fromEntries(cash.map(([name, amount]) => [name, money(amount)])));
});

test.each(orders)('every account and its budget in the %s report up to %s is the journal’s', async (type, end) => {
  const periods = reportPeriods(type, end);
  const side = ({ type: of }: Account) => (of === 'income' || of === 'other_income' ? -1 : 1);
  const months = [periods.current.from.slice(0, 7), periods.current.to.slice(0, 7)] as const;
  const budgeted = (id: string) =>
    company.budgets
      .filter(({ accountId, month }) => accountId === id && month >= months[0] && month <= months[1])
      .reduce((sum, { amount }) => sum + amount, 0);
  const expected = [...company.ledger.accounts.values()].flatMap((account) => {
    if (!/^[4-8]/.test(account.code)) return [];
    const count = ({ from, to }: Period) => side(account) * oracle.movementOf(account.id, from, to);
    const budget = budgeted(account.id);
    const amounts = compared(periods, count);
    const isSeen = budget !== 0 || Object.values(amounts).some((amount) => amount !== '0.00');
    const variance = money(count(periods.current) - budget);
    const hasBudget = company.budgets.some(
      ({ accountId, month }) => accountId === account.id && month >= months[0] && month <= months[1],
    );
    return isSeen ? [{ code: account.code, ...amounts, ...(hasBudget && { budget: money(budget), variance }) }] : [];
  });

  const report = await call(type, end);

  const lines = [...report.accounts].sort((one, other) => Number(one.code) - Number(other.code));
  expect(lines).toHaveLength(expected.length);
  expect(lines).toMatchObject(expected);
});

test.each(['2026-09-30', '2026-02-28', '2026-10-31'])(
  'the months of the trend to %s are the journal’s',
  async (end) => {
    const report = await call('monthly', end);

    expect(report.trend.map(({ month }: { month: string }) => month)).toHaveLength(12);
    expect(report.trend.at(-1).month).toBe(end.slice(0, 7));
    for (const { month, ...amounts } of report.trend) {
      const { current } = reportPeriods('monthly', `${month}-01`);
      const { from, to } = current;
      expect({ month, ...amounts }).toEqual({
        month,
        income: money(-oracle.movement(from, to, 'income')),
        other_income: money(-oracle.movement(from, to, 'other_income')),
        costs: money(oracle.movement(from, to, 'cost_of_goods_sold', 'expense', 'other_expense')),
        net_profit: money(profitFigures.net_profit?.(current) ?? 0),
      });
    }
  },
);

test('a budget read for a quarter is that of its three months', async () => {
  const report = await call('quarterly', '2026-09-30');

  const planned = (types: readonly Account['type'][]) =>
    company.budgets
      .filter(({ month, accountId }) => {
        const type = company.ledger.accounts.get(accountId)?.type;
        return ['2026-07', '2026-08', '2026-09'].includes(month) && type !== undefined && types.includes(type);
      })
      .reduce((sum, { amount }) => sum + amount, 0);
  const income = planned(['income', 'other_income']);
  const costs = planned(['cost_of_goods_sold', 'expense', 'other_expense']);
  expect(income).toBeGreaterThan(0);
  expect(report.budget).toMatchObject({
    income: money(income),
    costs: money(costs),
    net_profit: money(income - costs),
  });
});

test('documents in euros move the result: at their own rate, at payment, and while they are open', () => {
  const { from, to } = reportPeriods('annual', '2026-06-30').current;
  const posted = [...company.ledger.journal].flatMap(({ date, documentId }) =>
    date >= from && date <= to ? [company.ledger.documents.get(documentId)?.currency] : [],
  );

  expect(fiscalYearStart(to, company.ledger.settings.fiscalYearStartMonth)).toBe(from);
  expect(posted.filter((currency) => currency === 'EUR').length).toBeGreaterThan(50);
  expect(oracle.movementOf('7000', from, to)).not.toBe(0);
  expect(oracle.movementOf('7010', from, to)).not.toBe(0);
});

test('what customers owe is the invoices less all that settled them, and less what was overpaid', async () => {
  const report = await call('monthly', '2026-11-30');

  const { ledger } = company;
  const owed = new Map<string, number>();
  for (const document of ledger.documents.values()) {
    if (!['invoice', 'payment_in'].includes(document.kind) || document.status !== 'posted') continue;
    const settled = ledger.allocationsOf(document.id).filter(({ releasedOn }) => releasedOn === undefined);
    const due = settled.reduce((sum, { amount }) => sum - amount, document.total);
    const side = document.kind === 'invoice' ? 1 : -1;
    if (due !== 0) owed.set(document.currency, (owed.get(document.currency) ?? 0) + side * due);
  }
  const totals = report.receivables.map(({ currency, total }: { currency: string; total: string }) => [
    currency,
    total,
  ]);
  expect(Object.fromEntries(totals)).toEqual(Object.fromEntries([...owed].map(([code, due]) => [code, money(due)])));
});
