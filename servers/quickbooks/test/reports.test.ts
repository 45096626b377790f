import { decimalOf } from '@bizmcp/testkit/company';
import { describe, expect, test } from 'vitest';
import { answerReport } from '../simulator/reports/answer-report.ts';
import type { ReportBody, ReportRow } from '../simulator/reports/report.ts';
import { createOracle } from './reports-oracle.ts';
import { day, tellBooks } from './reports-wire.ts';

const company = tellBooks('USD');
const oracle = createOracle(company);

function report(name: string, query: Record<string, string> = {}): ReportBody {
  const { status, body } = answerReport(name, new URLSearchParams(query), { company, today: day });
  if (status !== 200 || !('Header' in body)) throw new Error(JSON.stringify(body));
  return body;
}

function rowsOf(rows: readonly ReportRow[] = []): ReportRow[] {
  return rows.flatMap((row) => [row, ...rowsOf(row.Rows?.Row)]);
}

/** The texts of a group's sum, or of its row. */
function valuesOf({ Rows }: ReportBody, group: string): string[] {
  const row = rowsOf(Rows.Row).find((one) => one.group === group);
  return (row?.Summary?.ColData ?? row?.ColData ?? []).slice(1).map(({ value }) => value);
}

describe('the simulator computes as QuickBooks documents', () => {
  test.each([
    ['This Month', '2026-11-01', '2026-11-30'],
    ['Last Fiscal Quarter', '2026-07-01', '2026-09-30'],
    ['this fiscal year-to-date', '2026-07-01', '2026-11-21'],
    ['Last Calendar Year-to-date', '2025-01-01', '2025-11-21'],
    ['Last Fiscal Year', '2025-07-01', '2026-06-30'],
    ['This Week', '2026-11-15', '2026-11-21'],
    ['Next 4 Weeks', '2026-11-21', '2026-12-18'],
    ['Yesterday', '2026-11-20', '2026-11-20'],
  ])('date_macro %s is %s to %s in a fiscal year from July', (date_macro, from, to) => {
    expect(report('ProfitAndLoss', { date_macro }).Header).toMatchObject({
      DateMacro: date_macro.toLowerCase(),
      StartPeriod: from,
      EndPeriod: to,
    });
  });

  test('each month of a profit and loss is that of the journal, and the total is their sum', () => {
    const body = report('ProfitAndLoss', {
      start_date: '2026-05-10',
      end_date: '2026-08-20',
      summarize_column_by: 'Month',
    });

    const ranges = [
      ['2026-05-10', '2026-05-31'],
      ['2026-06-01', '2026-06-30'],
      ['2026-07-01', '2026-07-31'],
      ['2026-08-01', '2026-08-20'],
      ['2026-05-10', '2026-08-20'],
    ] as const;
    expect(valuesOf(body, 'NetIncome')).toEqual(ranges.map(([from, to]) => oracle.text(oracle.profit(from, to).net)));
    expect(body.Columns.Column.map(({ ColTitle }) => ColTitle)).toEqual([
      ...['', 'May 10 - 31, 2026', 'Jun 2026', 'Jul 2026', 'Aug 1 - 20, 2026', 'Total'],
    ]);
  });

  test('a balance sheet balances at the end of each quarter, and closes the result into equity in July', () => {
    const body = report('BalanceSheet', {
      start_date: '2026-04-01',
      end_date: '2026-09-30',
      summarize_column_by: 'Quarter',
    });

    expect(valuesOf(body, 'TotalAssets')).toEqual(valuesOf(body, 'TotalLiabilitiesAndEquity'));
    expect(valuesOf(body, 'NetIncome')).toEqual([
      oracle.text(oracle.profit('2025-07-01', '2026-06-30').net),
      oracle.text(oracle.profit('2026-07-01', '2026-09-30').net),
    ]);
  });

  test('cash flow leads from the cash before to the cash after', () => {
    const body = report('CashFlow', { start_date: '2026-03-01', end_date: '2026-09-30' });

    const cash = oracle.cash('2026-03-01', '2026-09-30');
    expect(valuesOf(body, 'OperatingActivities')).toEqual([cash.operating]);
    expect(valuesOf(body, 'BeginningCash')).toEqual([cash.opening_cash]);
    expect(valuesOf(body, 'EndingCash')).toEqual([cash.closing_cash]);
  });

  test('a trial balance has equal sides and no result of earlier years outside retained earnings', () => {
    const body = report('TrialBalance', { end_date: '2026-08-31' });

    const [debit, credit] = valuesOf(body, 'GrandTotal');
    expect(debit).toBe(credit);
    const sales = rowsOf(body.Rows.Row).find(({ ColData }) => ColData?.[0]?.id === '4000')?.ColData?.[2]?.value;
    let counted = 0;
    for (const { date, postings } of company.ledger.journal) {
      if (date < '2026-07-01' || date > '2026-08-31') continue;
      for (const { accountId, amount } of postings) counted -= accountId === '4000' ? amount : 0;
    }
    expect(sales).toBe(decimalOf(counted, 2));
  });

  test('a ledger runs from the balance before to the balance after, with every transaction named', () => {
    const body = report('GeneralLedger', { start_date: '2026-11-01', end_date: day, account: '1000' });

    const [account] = body.Rows.Row ?? [];
    const lines = (account?.Rows?.Row ?? []).map(({ ColData = [] }) => ColData);
    expect(account?.Header?.ColData[0]).toEqual({ id: '1000', value: 'Operating Account' });
    expect(lines[0]?.[0]?.value).toBe('Beginning Balance');
    expect(lines.slice(1).every((cells) => cells[1]?.id !== undefined && cells[0]?.value !== '')).toBe(true);
    let balance = 0;
    for (const { date, postings } of company.ledger.journal) {
      for (const { accountId, amount } of postings) balance += date <= day && accountId === '1000' ? amount : 0;
    }
    expect(Number(lines.at(-1)?.at(-1)?.value).toFixed(2)).toBe(decimalOf(balance, 2));
  });

  test('an ageing detail holds what the summary holds, and asks for the days it is told', () => {
    const detail = report('AgedPayableDetail', { report_date: '2026-09-15', aging_period: '15', num_periods: '3' });
    const summary = report('AgedPayables', { report_date: '2026-09-15', aging_period: '15', num_periods: '3' });

    expect(summary.Columns.Column.map(({ ColTitle }) => ColTitle)).toEqual([
      ...['', 'Current', '1 - 15', '16 - 30', '31 and over', 'Total'],
    ]);
    const total = valuesOf(detail, 'GrandTotal').at(-1);
    expect(Number(total).toFixed(2)).toBe(valuesOf(summary, 'GrandTotal').at(-1));
    expect(valuesOf(summary, 'GrandTotal').at(-1)).toBe(oracle.text(-oracle.balance('2026-09-15', 'accounts_payable')));
  });

  test('of one customer there is no more than is its own', () => {
    const body = report('AgedReceivables', { customer: 'C40' });

    expect(body.Header.Customer).toBe('C40');
    expect(body.Rows.Row?.map((row) => (row.ColData ?? row.Summary?.ColData)?.[0]?.value)).toEqual([
      'Jubilee Cinemas',
      'TOTAL',
    ]);
  });

  test.each([
    ['ProfitAndLoss', { date_macro: 'Sometime' }],
    ['ProfitAndLoss', { start_date: '2026-02-30' }],
    ['ProfitAndLoss', { start_date: '2026-03-01', end_date: '2026-02-01' }],
    ['BalanceSheet', { accounting_method: 'Guess' }],
    ['GeneralLedger', { columns: 'tx_date,nonsense' }],
    ['AgedReceivables', { num_periods: '0' }],
    ['NoSuchReport', {}],
  ])('%s with %o is refused with a fault', (name, query: Record<string, string>) => {
    const { status, body } = answerReport(name, new URLSearchParams(query), { company, today: day });

    expect(status).toBe(400);
    expect(body).toMatchObject({ Fault: { type: 'ValidationFault', Error: [{ code: '2010' }] } });
  });
});
