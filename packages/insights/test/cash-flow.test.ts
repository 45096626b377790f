import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import type { CashFlowInput, CashScenario, OpenDocument } from '../src/cash-flow/cash-flow-input.ts';
import { CashFlowError } from '../src/cash-flow/cash-flow-input.ts';
import { projectCashFlow } from '../src/cash-flow/project-cash-flow.ts';
import { parseDecimal, sumDecimals } from '../src/money/decimal.ts';

const empty: CashFlowInput = {
  openingBalance: '1000.00',
  asOf: '2026-10-31',
  months: 3,
  currency: 'USD',
  receivables: [],
  payables: [],
  paymentHistory: [],
  cashHistory: [],
  scenario: 'realistic',
  paths: 200,
};
const invoice = (id: string, counterparty: string, dueDate: string, amount: string): OpenDocument => ({
  id,
  counterparty,
  issueDate: toIsoDate(toDayNumber(dueDate) - 30),
  dueDate,
  amount,
});
const paidLate = (counterparty: string, delays: readonly number[]): CashFlowInput['paymentHistory'] =>
  delays.map((delay) => ({
    counterparty,
    kind: 'receivable',
    issueDate: '2026-01-01',
    dueDate: '2026-01-31',
    paidDate: toIsoDate(toDayNumber('2026-01-31') + delay),
  }));
/** One movement a month for `months` months up to October 2026. */
const monthly = (
  counterparty: string,
  months: number,
  day: (month: number) => number,
  amount: (month: number) => string,
) =>
  Array.from({ length: months }, (_, month) => ({
    id: `${counterparty}-${month}`,
    date: toIsoDate(addMonths(toDayNumber('2026-10-01'), month - months + 1) + day(month) - 1),
    amount: amount(month),
    counterparty,
  }));
const rent = monthly(
  'Harbor Rent',
  12,
  () => 3,
  () => '-400.00',
);
/** Days and amounts that jump about: nothing that recurs. */
const shop = monthly(
  'Card sales',
  24,
  (month) => 1 + ((month * 11) % 27),
  (month) => `${900 + ((month * 37) % 200)}.00`,
);
const scenarios: CashScenario[] = ['conservative', 'realistic', 'optimistic'];
const at = <Value>(values: readonly Value[], index: number): Value => {
  const value = values.at(index);
  assert.ok(value !== undefined);
  return value;
};

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

  test('projects of a month that has begun what is left of it', async () => {
    const begun = await projectCashFlow({ ...empty, cashHistory: shop, asOf: '2026-11-15', months: 1 });
    const whole = await projectCashFlow({ ...empty, cashHistory: shop, months: 1 });

    const share = parseDecimal(at(begun.months, 0).inflow).div(parseDecimal(at(whole.months, 0).inflow));
    assert.equal(share.toFixed(3), '0.500');
  });

  test('says how far it is to be trusted', async () => {
    const thin = await projectCashFlow({ ...empty, receivables: [invoice('1', 'A', '2026-11-10', '5.00')] });
    const thick = await projectCashFlow({ ...empty, cashHistory: [...shop, ...rent] });

    assert.equal(thin.confidence.level, 'low');
    assert.deepEqual(thick.confidence, { level: 'high', reasons: [] });
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
  ])('refuses %s as %s', async (_title, code, change) => {
    await assert.rejects(
      projectCashFlow({ ...empty, ...change }),
      (error) => error instanceof CashFlowError && error.code === code,
    );
  });
});

const documents = (prefix: string) =>
  fc
    .array(
      fc.record({
        cents: fc.integer({ min: 1, max: 9_999_999 }),
        due: fc.integer({ min: -120, max: 120 }),
        who: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 8 },
    )
    .map((rows) =>
      rows.map(({ cents, due, who }, index) =>
        invoice(
          `${prefix}${index}`,
          `Party ${who}`,
          toIsoDate(toDayNumber('2026-10-31') + due),
          (BigInt(cents) * 1n)
            .toString()
            .padStart(3, '0')
            .replace(/(\d\d)$/, '.$1'),
        ),
      ),
    );
const companies = fc.record({
  receivables: documents('R'),
  payables: documents('P'),
  paymentHistory: fc
    .array(fc.integer({ min: -10, max: 90 }), { maxLength: 12 })
    .map((delays) => paidLate('Party 1', delays)),
  cashHistory: fc.constantFrom([...rent, ...shop], rent, shop),
});

describe('every cash flow projection', () => {
  test('closes each month at the opening balance plus the nets, exactly, and adds up its parts', async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.constantFrom(...scenarios), async (company, scenario) => {
        const { months } = await projectCashFlow({ ...empty, ...company, scenario, paths: 100 });

        months.forEach((month, index) => {
          const nets = months.slice(0, index + 1).map(({ net }) => net);
          assert.ok(parseDecimal(sumDecimals([empty.openingBalance, ...nets])).eq(month.closingBalance));
          assert.ok(parseDecimal(sumDecimals(Object.values(month.inflowParts))).eq(month.inflow));
          assert.ok(parseDecimal(month.inflow).minus(month.outflow).eq(month.net));
          assert.ok(parseDecimal(month.interval.low).lte(month.closingBalance));
          assert.ok(parseDecimal(month.interval.high).gte(month.closingBalance));
        });
      }),
      { numRuns: 12 },
    );
  });

  test('closes no month higher when conservative than when realistic, nor when realistic than when optimistic', async () => {
    await fc.assert(
      fc.asyncProperty(companies, async (company) => {
        const runs = await Promise.all(
          scenarios.map((scenario) => projectCashFlow({ ...empty, ...company, scenario, paths: 100 })),
        );

        const [low, middle, high] = runs.map(({ months }) => months.map((month) => parseDecimal(month.closingBalance)));
        middle?.forEach((closing, index) => {
          assert.ok(closing.gte(low?.[index] ?? closing));
          assert.ok(closing.lte(high?.[index] ?? closing));
        });
      }),
      { numRuns: 10 },
    );
  });

  test('is the same for the same seed, and has another interval for another', async () => {
    const input = { ...empty, cashHistory: shop };

    const [one, again, other] = [
      await projectCashFlow({ ...input, seed: 5 }),
      await projectCashFlow({ ...input, seed: 5 }),
      await projectCashFlow({ ...input, seed: 6 }),
    ];

    assert.deepEqual(one, again);
    assert.notDeepEqual(at(one.months, 0).interval, at(other.months, 0).interval);
    assert.equal(at(one.months, 0).closingBalance, at(other.months, 0).closingBalance);
  });
});
