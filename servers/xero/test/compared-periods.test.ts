import { addDays, monthEnd, monthStart } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { createOracle, money } from './reports-oracle.ts';
import { createReportWire } from './reports-wire.ts';
import { wireProfit } from './wire-report.ts';

const { company, call } = createReportWire();
const oracle = createOracle(company);

holdDay('2026-11-21T10:00:00Z');

interface Row {
  label: string;
  values: string[];
}

// What was asked for a month of 30 or 28 days lacked the last days of the longer ones before it.
test.each([
  ['2026-09-01', '2026-09-30', 'MONTH', 2],
  ['2026-02-01', '2026-02-28', 'MONTH', 5],
  ['2026-04-01', '2026-06-30', 'QUARTER', 3],
  ['2026-01-01', '2026-03-31', 'QUARTER', 2],
  ['2025-07-01', '2026-06-30', 'YEAR', 1],
])('whole periods from %s to %s are compared with whole ones: %s', async (from_date, to_date, timeframe, periods) => {
  const input = { report: 'profit_and_loss', from_date, to_date, timeframe, periods };
  const step = { MONTH: 1, QUARTER: 3, YEAR: 12 }[timeframe] ?? 0;

  const { title, header, rows } = await call('get_report', input);

  const expected = Array.from({ length: periods + 1 }, (_, index) => {
    const [from, to] = [monthStart(from_date, -index * step), monthEnd(to_date, -index * step)];
    return money(-oracle.movement(from, to, 'income'));
  });
  expect(rows.find(({ label }: Row) => label === 'Total Income').values).toEqual(expected);
  expect(header.columns).toHaveLength(periods + 1);
  expect(title).toContain(to_date.slice(0, 4));
});

test.each([
  ['MONTH', 1],
  ['QUARTER', 3],
  [undefined, 1],
])('without days whole periods up to the present month are compared: %s', async (timeframe, step) => {
  const { header, rows } = await call('get_report', { report: 'profit_and_loss', timeframe, periods: 2 });

  const expected = [0, -1, -2].map((period) => {
    const last = monthEnd('2026-11-21', period * step);
    return money(-oracle.movement(monthStart(last, 1 - step), last, 'income'));
  });
  expect(rows.find(({ label }: Row) => label === 'Total Income').values).toEqual(expected);
  expect(header.columns).toHaveLength(3);
});

test('without days the longer months before the present one are asked for whole', async () => {
  const wire = createXeroWire({
    'GET /Reports/ProfitAndLoss': () =>
      wireProfit(['9.00', '5.00', '4.00'], ['3.00', '0.00', '0.00'], ['1.00', '1.00', '2.00']),
  });

  await wire.call('get_report', { report: 'profit_and_loss', periods: 1 });

  const asked = wire.requests.find(({ path }) => path.startsWith('/Reports'));
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({ toDate: '2026-12-31', periods: '2' });
});

test('a time frame without periods is refused, as Xero would ignore it', async () => {
  const wire = createXeroWire();

  const error = await wire.fail('get_report', { report: 'profit_and_loss', timeframe: 'QUARTER' });

  expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'timeframe' }] } });
  expect(error.message).toContain('Pass periods too');
  expect(wire.requests.filter(({ path }) => path.startsWith('/Reports'))).toEqual([]);
});

test('columns of many months each, a month apart, are told to overlap, and how to ask for each month', async () => {
  const year = { report: 'profit_and_loss', from_date: '2026-01-01', to_date: '2026-10-31' };

  const { hint, rows } = await call('get_report', { ...year, periods: 1, timeframe: 'MONTH' });
  const quarters = await call('get_report', { ...year, periods: 1, timeframe: 'QUARTER' });
  const years = await call('get_report', { ...year, periods: 1, timeframe: 'YEAR' });

  const { values } = rows.find(({ label }: Row) => label === 'Total Income');
  expect(values[1]).toBe(money(-oracle.movement('2025-12-01', '2026-09-30', 'income')));
  expect(hint).toBe(
    'Each column is as long as from 2026-01-01 to 2026-10-31, so they overlap. For each month by itself: from_date 2026-10-01, to_date 2026-10-31, periods 9, timeframe MONTH.',
  );
  expect(quarters.hint).toContain('from_date 2026-08-01, to_date 2026-10-31, periods 3, timeframe QUARTER');
  expect(years).not.toHaveProperty('hint');
});

test.each([
  ['2026-01-31', '2026-02-28', false],
  ['2026-01-30', '2026-03-01', true],
  ['2026-10-15', '2026-11-14', false],
  ['2026-10-14', '2026-11-14', true],
])('days from %s to %s, a month apart, are told to overlap where a day is in two: %s', async (from, to, isTold) => {
  const input = { report: 'profit_and_loss', from_date: from, to_date: to, periods: 1, timeframe: 'MONTH' };

  const { hint } = await call('get_report', input);

  expect(hint !== undefined).toBe(isTold);
});

test('what is asked for later months, and accounts with figures in these alone, are not shown', async () => {
  const wire = createXeroWire({
    'GET /Reports/ProfitAndLoss': () =>
      wireProfit(['9.00', '5.00', '4.00'], ['3.00', '0.00', '0.00'], ['1.00', '1.00', '2.00']),
  });
  const input = { report: 'profit_and_loss', from_date: '2026-09-01', to_date: '2026-09-30', periods: 1 };

  const { title, rows } = await wire.call('get_report', input);

  const asked = wire.requests.find(({ path }) => path.startsWith('/Reports'));
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({
    ...{ fromDate: '2026-10-01', toDate: '2026-10-31', periods: '2' },
  });
  expect(title).toMatch(/2026-09-01 to 2026-09-30$/);
  expect(rows.find(({ label }: Row) => label === 'Sales').values).toEqual(['5.00', '4.00']);
  expect(rows.map(({ label }: Row) => label)).not.toContain('Purchases');
});

test('more months than Xero compares are refused where whole ones need one more', async () => {
  const wire = createXeroWire();
  const input = { report: 'profit_and_loss', from_date: '2026-09-01', to_date: '2026-09-30', periods: 11 };

  const error = await wire.fail('get_report', input);

  expect(error).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'periods' }] } });
  expect(error.message).toContain('at most 10 to 2026-09-30');
  expect(wire.requests.filter(({ path }) => path.startsWith('/Reports'))).toEqual([]);
});

test('days within a month are compared as they are given', async () => {
  const input = { report: 'profit_and_loss', from_date: '2026-09-01', to_date: '2026-09-29', periods: 1 };

  const { rows } = await call('get_report', input);

  const ofDays = (from: string, to: string) => money(-oracle.movement(from, to, 'income'));
  expect(rows.find(({ label }: Row) => label === 'Total Income').values).toEqual([
    ofDays('2026-09-01', '2026-09-29'),
    ofDays('2026-08-01', addDays('2026-08-01', 28)),
  ]);
});

test.each([
  [{ from_date: '2026-07-01', to_date: '2026-10-31' }, 'July 2026 to October 2026', 4],
  [{ from_date: '2026-07-01', to_date: '2026-12-31', timeframe: 'QUARTER' }, 'July 2026 to December 2026', 2],
  [{ to_date: '2026-10-31' }, 'October 2026 to October 2026', 1],
])('a budget is that of its days: %o', async (days, title, columns) => {
  const answer = await call('get_report', { report: 'budget_summary', ...days });

  expect(answer.title).toContain(title);
  expect(answer.header.columns).toHaveLength(columns);
});

test('a budget of more months than Xero has columns is refused', async () => {
  const wire = createXeroWire();

  const error = await wire.fail('get_report', {
    ...{ report: 'budget_summary', from_date: '2026-01-01', to_date: '2027-01-31' },
  });

  expect(error.details.fields).toEqual([{ path: 'to_date', problem: 'is more than 12 columns after from_date' }]);
});
