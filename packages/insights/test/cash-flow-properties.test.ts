import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { projectCashFlow } from '../src/cash-flow/project-cash-flow.ts';
import { parseDecimal, sumDecimals } from '../src/money/decimal.ts';
import { at, empty, invoice, paidLate, rent, scenarios, shop } from './cash-flow-company.ts';

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

        const [worst, usual, best] = runs.map(({ shortfallChance }) => shortfallChance);
        assert.ok(Number(worst) >= Number(usual) && Number(usual) >= Number(best));
        const [low, middle, high] = runs.map(({ months }) => months.map((month) => parseDecimal(month.closingBalance)));
        middle?.forEach((closing, index) => {
          assert.ok(closing.gte(low?.[index] ?? closing));
          assert.ok(closing.lte(high?.[index] ?? closing));
        });
      }),
      { numRuns: 10 },
    );
  });

  test('tells the chance of a shortfall, and the intervals, of the scenario that its months are of', async () => {
    const costs = shop.map((row) => ({ ...row, id: `-${row.id}`, amount: `-${row.amount}`, counterparty: 'Supplies' }));
    const input = { ...empty, months: 12, cashHistory: [...shop, ...costs] };

    const runs = await Promise.all(scenarios.map((scenario) => projectCashFlow({ ...input, scenario })));

    const [worst, best] = [at(runs, 0), at(runs, 2)];
    assert.ok(worst.lowestMonth.closingBalance.startsWith('-'));
    assert.ok(worst.shortfallChance > 0.5 && best.shortfallChance < 0.05);
    for (const { interval, closingBalance } of runs.flatMap(({ months }) => months)) {
      assert.ok(Number(interval.low) < Number(closingBalance) && Number(closingBalance) < Number(interval.high));
    }
  });

  test('is the same in whatever order the payments come, many of one day too', async () => {
    // Two payment runs: 20 documents, and 40 of which some are older than the newest 36 payments.
    const runs = [
      { paidDate: '2026-09-30', count: 20 },
      { paidDate: '2026-08-31', count: 40 },
    ];
    const paid = runs.flatMap(({ paidDate, count }) =>
      Array.from({ length: count }, (_, index) => {
        const dueDate = toIsoDate(toDayNumber(paidDate) - 2 * index);
        return { counterparty: 'Party 1', kind: 'receivable' as const, dueDate, paidDate };
      }),
    );
    const input = { ...empty, receivables: [invoice('R1', 'Party 1', '2026-11-05', '100.00')] };
    const one = await projectCashFlow({ ...input, paymentHistory: paid });

    const other = await projectCashFlow({ ...input, paymentHistory: paid.toReversed() });

    assert.deepEqual(other, one);
    assert.equal(at(one.latePayers, 0).observations, 60);
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
