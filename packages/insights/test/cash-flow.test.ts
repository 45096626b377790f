import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { settledMonths } from '../src/cash-flow/base-series.ts';
import { CashFlowError } from '../src/cash-flow/cash-flow-input.ts';
import { projectCashFlow } from '../src/cash-flow/project-cash-flow.ts';
import { parseDecimal, sumDecimals } from '../src/money/decimal.ts';
import { at, empty, invoice, paidLate, rent, shop } from './cash-flow-company.ts';

describe('a cash flow projection', () => {
  test('moves an invoice to the month in which its customer is used to pay, and says what that costs', async () => {
    const slow = paidLate(
      'Slow Ltd',
      Array.from({ length: 20 }, () => 40),
    );
    const prompt = paidLate(
      'Prompt Inc',
      Array.from({ length: 20 }, () => 0),
    );

    const { months, latePayers } = await projectCashFlow({
      ...empty,
      receivables: [invoice('1', 'Slow', '2026-11-10', '100.10'), invoice('2', 'Prompt', '2026-11-10', '200.20')],
      paymentHistory: [...slow, ...prompt],
    });

    assert.deepEqual(
      months.map(({ inflow }) => inflow),
      ['200.20', '100.10', '0.00'],
    );
    assert.deepEqual(
      months.map(({ closingBalance }) => closingBalance),
      ['1200.20', '1300.30', '1300.30'],
    );
    assert.deepEqual(latePayers, [
      {
        counterparty: 'Slow',
        observations: 20,
        typicalDelay: 40,
        openAmount: '100.10',
        worst: { month: '2026-11', missing: '100.10' },
        beyondExperience: [],
      },
    ]);
  });

  test('believes one late payment of a customer less than the habit of all, and ten of them more', async () => {
    const others = paidLate(
      'Others',
      Array.from({ length: 30 }, () => 0),
    );
    const project = (late: number) =>
      projectCashFlow({
        ...empty,
        receivables: [invoice('1', 'New', '2026-11-10', '100.00')],
        paymentHistory: [
          ...others,
          ...paidLate(
            'New',
            Array.from({ length: late }, () => 40),
          ),
        ],
      });

    assert.equal(at((await project(1)).months, 0).inflow, '100.00');
    assert.equal(at((await project(10)).months, 0).inflow, '0.00');
  });

  test('expects an overdue invoice only later than it already is, and not at all when conservative and beyond experience', async () => {
    const input = {
      ...empty,
      receivables: [invoice('1', 'Slow', '2026-09-21', '50.00')],
      paymentHistory: paidLate('Slow', [5, 10, 60, 60]),
    };
    const beyond = { ...input, paymentHistory: paidLate('Slow', [5, 10]) };

    assert.deepEqual(
      (await projectCashFlow(input)).months.map(({ inflow }) => inflow),
      ['50.00', '0.00', '0.00'],
    );
    const conservative = await projectCashFlow({ ...beyond, scenario: 'conservative' });
    assert.deepEqual(
      conservative.months.map(({ inflow }) => inflow),
      ['0.00', '0.00', '0.00'],
    );
    assert.deepEqual(at(conservative.latePayers, 0).beyondExperience, ['1']);
    assert.ok(parseDecimal(sumDecimals((await projectCashFlow(beyond)).months.map(({ inflow }) => inflow))).eq(50));
  });

  test('projects what recurs by itself and leaves none of it in the base', async () => {
    const { months, recurring, runway } = await projectCashFlow({ ...empty, cashHistory: rent });

    assert.deepEqual(
      months.map(({ outflowParts }) => outflowParts),
      Array.from({ length: 3 }, () => ({ documents: '0.00', recurring: '400.00', base: '0.00' })),
    );
    assert.deepEqual(
      recurring.map(({ cadence, nextDate }) => [cadence, nextDate]),
      [['monthly', '2026-11-03']],
    );
    assert.deepEqual(runway, { kind: 'runs_out', month: '2027-01', months: '2.5' });
  });

  test('counts what is left of a month as the part of a month that it is', async () => {
    // 15 of the 30 days of November are left, and 400 are paid in them and never again: that is no rate to go on at.
    const bill = invoice('B1', 'Harbor Rent', '2026-11-20', '400.00');
    const half = { ...empty, asOf: '2026-11-15', months: 1, payables: [bill] };

    const runwayOf = async (openingBalance: string) => (await projectCashFlow({ ...half, openingBalance })).runway;

    assert.deepEqual(await runwayOf('1000.00'), { kind: 'not_burning' });
    assert.deepEqual(await runwayOf('200.00'), { kind: 'runs_out', month: '2026-11', months: '0.3' });
  });

  test('lets a bill stand for the recurring payment it bills, but not a bill of another size', async () => {
    const bill = (amount: string) =>
      projectCashFlow({ ...empty, cashHistory: rent, payables: [invoice('B1', 'Harbor Rent', '2026-11-05', amount)] });

    const [same, other] = [await bill('410.00'), await bill('900.00')];

    assert.deepEqual(
      same.months.map(({ outflow }) => outflow),
      ['410.00', '400.00', '400.00'],
    );
    assert.deepEqual(at(same.recurring, 0).documentIds, ['B1']);
    assert.deepEqual(
      other.months.map(({ outflow }) => outflow),
      ['1300.00', '400.00', '400.00'],
    );
  });

  test('lets no bill stand for two payments, and no second bill of a month for the next one', async () => {
    const other = rent.map(({ id, date }) => {
      return { id: `other ${id}`, date: date.replace(/03$/, '05'), amount: '-480.00', counterparty: 'Harbor Rent' };
    });
    const bills = ['B1', 'B2'].map((id) => invoice(id, 'Harbor Rent', '2026-11-05', '400.00'));
    const outflows = async (cashHistory: typeof rent, payables: typeof bills) =>
      (await projectCashFlow({ ...empty, cashHistory, payables })).months.map(({ outflow }) => outflow);

    assert.deepEqual(await outflows([...rent, ...other], bills.slice(1)), ['880.00', '880.00', '880.00']);
    assert.deepEqual(await outflows(rent, bills), ['800.00', '400.00', '400.00']);
  });

  test('counts of customers with invoices only what is not invoiced yet, and other receipts whole', async () => {
    const open = [invoice('1', 'Card sales', '2026-11-15', '1000.00')];
    const invoiced = await projectCashFlow({ ...empty, cashHistory: shop, receivables: open });
    const apart = await projectCashFlow({
      ...empty,
      cashHistory: shop,
      receivables: [invoice('1', 'Somebody else', '2026-11-15', '1000.00')],
    });

    // Terms of 30 days and no delays: what is paid by 30 November is issued already; all of January is not.
    assert.deepEqual(at(invoiced.months, 0).inflowParts, { documents: '1000.00', recurring: '0.00', base: '0.00' });
    assert.equal(at(invoiced.months, 2).inflowParts.base, at(apart.months, 2).inflowParts.base);
    assert.ok(parseDecimal(at(apart.months, 0).inflowParts.base).gt(800));
  });

  test('does not take the months before the first invoices are paid for growth', () => {
    const seen = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
    const issued = (day: string) => settledMonths(seen, toDayNumber(day), 40);

    assert.deepEqual(issued('2026-01-01'), seen.slice(2));
    assert.deepEqual(issued('2025-11-01'), seen);
    assert.deepEqual(issued('2026-04-01'), seen);
    assert.deepEqual(settledMonths(seen, Number.NEGATIVE_INFINITY, 40), seen);
  });

  test('expects as much of customers as they pay, though their first months brought nothing', async () => {
    const invoices = Array.from({ length: 15 }, (_, index) => {
      const issue = addMonths(toDayNumber('2025-05-01'), index);
      return { id: String(index), issue, due: issue + 30, amount: `${900 + ((index * 37) % 200)}.00` };
    });
    const known = invoices.map(({ due, issue }) => ({
      counterparty: 'Acme',
      kind: 'receivable' as const,
      issueDate: toIsoDate(issue),
      dueDate: toIsoDate(due),
      paidDate: toIsoDate(due + 75),
    }));
    const paid = invoices.map(({ id, due, amount }, index) => {
      return { id: `p${id}`, date: toIsoDate(due + 75 - ((index * 7) % 11)), amount, counterparty: 'Acme' };
    });
    const history = [...paid, { id: 'start', date: '2025-05-02', amount: '1.00', counterparty: 'Interest' }];
    const open = [invoice('o', 'Acme', '2026-11-15', '5.00')];

    const base = { ...empty, cashHistory: history, receivables: open, months: 6 };
    const [told, untold] = [
      await projectCashFlow({ ...base, paymentHistory: known }),
      await projectCashFlow({ ...base, paymentHistory: known.map(({ issueDate: _, ...rest }) => rest) }),
    ];

    const last = (projection: typeof told) => Number(at(projection.months, -1).inflowParts.base);
    assert.ok(Math.abs(last(told) - 1000) < Math.abs(last(untold) - 1000), `${last(told)}, ${last(untold)}`);
  });

  test('projects of a month that has begun what came on its last days in the months before', async () => {
    // Of 1,000 a month, 750 come by the 10th and 250 on days of the last week.
    const takings = shop.flatMap(({ id, date }, index) => [
      { id: `${id} a`, date: `${date.slice(0, 7)}-0${1 + (index % 9)}`, amount: '750.00', counterparty: `A ${index}` },
      { id: `${id} b`, date: `${date.slice(0, 7)}-${24 + (index % 5)}`, amount: '250.00', counterparty: `B ${index}` },
    ]);

    // From the 10th on and from the 24th on.
    for (const asOf of ['2026-11-09', '2026-11-23']) {
      const begun = await projectCashFlow({ ...empty, cashHistory: takings, asOf, months: 2 });
      assert.deepEqual(
        begun.months.map(({ inflow }) => inflow),
        ['250.00', '1000.00'],
      );
    }
  });

  test('says how far it is to be trusted', async () => {
    const thin = await projectCashFlow({ ...empty, receivables: [invoice('1', 'A', '2026-11-10', '5.00')] });
    const known = { ...empty, cashHistory: [...shop, ...rent] };
    const thick = await projectCashFlow(known);
    const levelOf = async (months: number) => (await projectCashFlow({ ...known, months })).confidence.level;

    assert.equal(thin.confidence.level, 'low');
    assert.deepEqual(thick.confidence, { level: 'high', reasons: [] });
    assert.deepEqual(await levelOf(6), 'high');
    assert.deepEqual(await levelOf(7), 'medium');
    assert.deepEqual(await levelOf(12), 'medium');
    assert.deepEqual(await levelOf(13), 'low');
  });

  test.each([
    ['neither documents nor history', 'nothing_to_project', {}],
    ['a negative invoice', 'bad_document', { receivables: [invoice('1', 'A', '2026-11-10', '-5.00')] }],
    [
      'a document given twice',
      'bad_document',
      { payables: [invoice('1', 'A', '2026-11-10', '5'), invoice('1', 'B', '2026-11-10', '5')] },
    ],
    ['no months', 'bad_option', { cashHistory: rent, months: 0 }],
    ['a part of a month', 'bad_option', { cashHistory: rent, months: 1.5 }],
  ])('refuses %s as %s', async (_title, code, change) => {
    await assert.rejects(
      projectCashFlow({ ...empty, ...change }),
      (error) => error instanceof CashFlowError && error.code === code,
    );
  });
});
