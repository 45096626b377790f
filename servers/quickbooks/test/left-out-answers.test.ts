import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { answerReport } from '../simulator/reports/answer-report.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

const books = { company: tellBooks('USD'), today: day };

/** The tools at work on reports of which one comes changed; a change is of the text of its JSON. */
function wireWith(name: string, change: (report: string) => string) {
  return createReportWire(books.company, day, {
    [`GET /reports/${name}`]: ({ query }) => JSON.parse(change(JSON.stringify(answerReport(name, query, books).body))),
  });
}

const withoutGroups = (report: string) => report.replace(/"group":"[^"]*"/g, '"type":"Section"');

test.each(['BalanceSheet', 'CashFlow', 'AgedReceivables', 'ProfitAndLoss'])(
  'sums of a report %s that names no groups are not told as 0',
  async (name) => {
    const error = await wireWith(name, withoutGroups).fail('get_financial_summary', {});

    expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining(`${name} with no groups`) });
  },
);

test('a report with rows and without columns is not shown as rows without values', async () => {
  const withoutColumns = (report: string) =>
    report.replace(/"Columns":\{"Column":\[.*?\]\}(?=,"Rows")/, '"Columns":{}');

  const error = await wireWith('TrialBalance', withoutColumns).fail('get_report', { report: 'trial_balance' });

  expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining('with no columns') });
});

test('an open invoice in another currency whose rate is not told is not counted one for one', async () => {
  const withoutRates = (report: string) =>
    report.replace(/\{"value":"0?\.\d{3,}"\}|\{"value":"1\.\d{3,}"\}/g, '{"value":""}');

  const error = await wireWith('AgedReceivableDetail', withoutRates).fail('cash_flow_forecast', {});

  expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining('tells no rate') });
});

test('an open invoice without a day is expected like one of today', async () => {
  const withoutDays = (report: string) => report.replace(/\{"value":"\d{4}-\d{2}-\d{2}"\}/g, '{"value":""}');

  const forecast = await wireWith('AgedReceivableDetail', withoutDays).call('cash_flow_forecast', {});

  const [first] = forecast.monthly_projections;
  expect(Number(first.inflow_from_open_invoices)).toBeGreaterThan(0);
});
