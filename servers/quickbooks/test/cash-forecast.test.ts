import { scaledInteger } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerReport } from '../simulator/reports/answer-report.ts';
import { createOracle } from './reports-oracle.ts';
import { emptyBooks, invest, monthly, sell, spend, take } from './reports-small-books.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

interface Month {
  month: string;
  inflow: string;
  outflow: string;
  net: string;
  closing_balance: string;
  interval: { low: string; high: string };
  inflow_from_open_invoices: string;
  outflow_for_open_bills: string;
}

holdDay(`${day}T10:00:00Z`);

const cents = (amount: string | undefined) => scaledInteger(amount ?? 'none', 2) ?? Number.NaN;
const total = (months: readonly Month[], pick: (month: Month) => string) =>
  months.reduce((sum, month) => sum + cents(pick(month)), 0);

describe('of a company with a history of three years', () => {
  const company = tellBooks('USD');
  const wire = createReportWire(company, day);
  const oracle = createOracle(company);
  // biome-ignore lint/suspicious/noExplicitAny: an answer that the pipeline has checked by its schema
  let realistic: any;

  beforeAll(async () => {
    realistic = await wire.call('cash_flow_forecast', {});
  });

  test('each month closes at the cash of the journal plus what came in, less what went out', () => {
    const { monthly_projections: months, key_metrics: metrics, ...forecast } = realistic;

    expect(forecast.opening_balance).toBe(oracle.text(oracle.balance(day, 'bank')));
    expect(forecast).toMatchObject({ currency: 'USD', scenario: 'realistic', confidence_level: 'high' });
    expect(forecast.forecast_period).toEqual({ start_date: '2026-11-22', end_date: '2027-04-30' });
    let balance = cents(forecast.opening_balance);
    for (const month of months) {
      expect(cents(month.net)).toBe(cents(month.inflow) - cents(month.outflow));
      balance += cents(month.net);
      expect(cents(month.closing_balance)).toBe(balance);
      expect(cents(month.interval.low)).toBeLessThanOrEqual(balance);
      expect(cents(month.interval.high)).toBeGreaterThanOrEqual(balance);
    }
    const closings = months.map(({ closing_balance: closing }: Month) => cents(closing));
    expect(cents(metrics.projected_cash_position)).toBe(balance);
    expect(cents(metrics.lowest_cash_month.closing_balance)).toBe(Math.min(...closings));
  });

  test('open invoices and bills count once, net of credits, in the home currency', () => {
    const { monthly_projections: months } = realistic;

    const owedBy = (side: 'customer' | 'vendor') => {
      const open = oracle.open(side, day);
      const parties = Map.groupBy(open, ({ party }) => party.id).values();
      return [...parties]
        .map((own) => own.reduce((sum, { amount }) => sum + amount, 0))
        .reduce((sum, owed) => sum + Math.max(owed, 0), 0);
    };
    expect(total(months, (month) => month.inflow_from_open_invoices)).toBe(owedBy('customer'));
    expect(total(months, (month) => month.outflow_for_open_bills)).toBe(owedBy('vendor'));
  });

  test('two years of cash are read in reports of six months that leave no day out', () => {
    const read = wire.requests
      .filter(({ path }) => path === '/reports/GeneralLedger')
      .map(({ query }) => [query.get('start_date'), query.get('end_date'), query.get('account')]);

    expect(read.toSorted()).toEqual([
      ['2024-11-01', '2025-04-30', '1000,1010,1020'],
      ['2025-05-01', '2025-10-31', '1000,1010,1020'],
      ['2025-11-01', '2026-04-30', '1000,1010,1020'],
      ['2026-05-01', day, '1000,1010,1020'],
    ]);
  });

  test('a conservative future is no better than a realistic one, nor that than an optimistic one', async () => {
    const conservative = await wire.call('cash_flow_forecast', { scenario: 'conservative' });
    const optimistic = await wire.call('cash_flow_forecast', { scenario: 'optimistic' });

    const [low, middle, high] = [conservative, realistic, optimistic].map(({ monthly_projections: months }) =>
      months.map(({ closing_balance: closing }: Month) => cents(closing)),
    );

    for (const [index, closing] of middle.entries()) {
      expect(low[index]).toBeLessThanOrEqual(closing);
      expect(high[index]).toBeGreaterThanOrEqual(closing);
    }
    const assumed = [conservative, realistic, optimistic].map(({ notes }) => notes.join(' '));
    expect(assumed[0]).toContain('Conservative: customers pay as late as in the latest fifth of cases');
    expect(assumed[1]).toContain('Realistic: open documents are paid after the middle delay');
    expect(assumed[2]).toContain('Optimistic: customers pay as early as in the earliest fifth of cases');
  });

  test('no month is better without the open invoices than with them', async () => {
    const without = await wire.call('cash_flow_forecast', { include_pending_invoices: false });

    for (const [index, { inflow, inflow_from_open_invoices: open }] of without.monthly_projections.entries()) {
      const whole = realistic.monthly_projections[index];
      expect(open).toBe('0.00');
      expect(cents(inflow)).toBe(cents(whole.inflow) - cents(whole.inflow_from_open_invoices));
    }
  });

  test('insights name who pays late, with the numbers', () => {
    const { insights, recommendations } = realistic;

    const late = insights.find((one: string) => one.startsWith('Jubilee Cinemas'));
    expect(late).toContain('owes 39000.00 USD');
    expect(recommendations[0]).toContain('No shortfall in sight until the end of 2027-04');
  });
});

describe('of a small company', () => {
  test('an invoice comes as late as its customer is used to, unless it is to be left out', async () => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    invest(ledger, '2024-11-02', 1_000_000);
    // Due after 30 days, paid 40 days after that.
    for (const date of monthly('2024-12-05', 19)) {
      const id = sell(ledger, date, 50_000);
      take(ledger, new Date(Date.parse(date) + 70 * 86_400_000).toISOString().slice(0, 10), 50_000, id);
    }
    sell(ledger, '2026-11-01', 123_456);
    const wire = createReportWire(company, day);

    const counted = await wire.call('cash_flow_forecast', { forecast_months: 3 });
    const without = await wire.call('cash_flow_forecast', { forecast_months: 3, include_pending_invoices: false });

    const shown = counted.monthly_projections.map(({ inflow_from_open_invoices: part }: Month) => part);
    expect(shown).toEqual(['0.00', '0.00', '1234.56']);
    expect(counted.insights.join('\n')).toContain('Slow Sails usually pays 40 days late (19 payments)');
    expect(counted.recommendations.join('\n')).not.toContain('Chase');
    expect(total(without.monthly_projections, (month: Month) => month.inflow_from_open_invoices)).toBe(0);
    expect(without.insights.join('\n')).toContain('1 open invoice (1234.56 USD) left out as asked');
  });

  test('what is paid ahead is taken off what is owed', async () => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    sell(ledger, '2026-11-01', 100_000);
    take(ledger, '2026-11-10', 30_000);

    const { monthly_projections: months } = await createReportWire(company, day).call('cash_flow_forecast', {});

    expect(total(months, (month) => month.inflow_from_open_invoices)).toBe(70_000);
  });

  test('rent recurs to the cent, and money moved between own accounts is none', async () => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    invest(ledger, '2024-10-02', 5_000_000);
    for (const date of monthly('2024-11-03', 25)) spend(ledger, date, 150_000, 'HARBOUR RENTS');
    for (const date of monthly('2024-11-15', 25)) {
      ledger.post({ kind: 'transfer', accountId: '1', toAccountId: '2', date, amount: 25_000 });
    }

    const forecast = await createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 2 });

    expect(forecast.opening_balance).toBe('12500.00');
    expect(forecast.monthly_projections.at(-1)).toMatchObject({ month: '2026-12', inflow: '0.00', outflow: '1500.00' });
    expect(forecast.insights.join('\n')).toContain('HARBOUR RENTS 1500.00 monthly');
    expect(Number(forecast.key_metrics.cash_runway_months)).toBeGreaterThan(5);
    expect(forecast.recommendations.join('\n')).toContain(
      'Projected two years ahead (realistic), cash is used up in 2027-08, after about 8.6 months: review the recurring payments',
    );
  });

  test('a company of a few weeks is projected from all its days', async () => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    invest(ledger, '2026-10-25', 1_000_000);
    spend(ledger, '2026-11-01', 120_000, 'RENT');

    const { monthly_projections: months, ...forecast } = await createReportWire(company, day).call(
      'cash_flow_forecast',
      { forecast_months: 2 },
    );

    expect(months.at(-1)).toMatchObject({ inflow: '0.00', outflow: '1200.00' });
    expect(forecast.confidence_level).toBe('low');
    expect(forecast.notes[0]).toBe('Only 0 whole months of history; 18 show trend and season.');
  });

  test('a shortfall is said in the month it comes, with what is needed', async () => {
    const company = emptyBooks('USD', 2);
    const { ledger } = company;
    invest(ledger, '2024-10-02', 3_900_000);
    for (const date of monthly('2024-11-03', 25)) spend(ledger, date, 150_000, 'HARBOUR RENTS');

    const forecast = await createReportWire(company, day).call('cash_flow_forecast', { forecast_months: 4 });

    expect(forecast.monthly_projections.map(({ closing_balance: closing }: Month) => closing)).toEqual([
      ...['1500.00', '0.00', '-1500.00', '-3000.00'],
    ]);
    expect(forecast.key_metrics.lowest_cash_month).toEqual({ month: '2027-02', closing_balance: '-3000.00' });
    expect(forecast.recommendations[0]).toBe(
      'Arrange 3000.00 USD before the end of 2027-02, or move payments behind it.',
    );
    expect(forecast.recommendations.join('\n')).not.toContain('No shortfall');
  });

  test.each([
    ['AgedReceivableDetail', 'subt_open_bal'],
    ['GeneralLedger', 'subt_nat_amount'],
  ])('a %s without its amounts is an error, not a future without them', async (name, key) => {
    const company = emptyBooks('USD', 2);
    invest(company.ledger, '2026-10-02', 5_000_000);
    sell(company.ledger, '2026-11-01', 100_000);
    const wire = createReportWire(company, day, {
      [`GET /reports/${name}`]: ({ query }) => {
        const columns = query
          .get('columns')
          ?.split(',')
          .filter((column) => column !== key);
        query.set('columns', columns?.join(',') ?? '');
        return answerReport(name, query, { company, today: day }).body;
      },
    });

    const error = await wire.fail('cash_flow_forecast', {});

    expect(error).toMatchObject({ code: 'bad_answer' });
    expect(error.message).toContain(key);
  });

  test('books without any cash or open document cannot be projected', async () => {
    const error = await createReportWire(emptyBooks('USD', 2), day).fail('cash_flow_forecast', {});

    expect(error).toMatchObject({ code: 'not_found' });
    expect(error.message).toContain('nothing to project from');
  });
});
