import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { projectCashFlow } from '../src/cash-flow/project-cash-flow.ts';
import { projectedMonths } from '../src/cash-flow/projected-month.ts';
import { simulateCash } from '../src/cash-flow/simulate-cash.ts';
import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';
import { at, empty, invoice, paidLate, rent, shop } from './cash-flow-company.ts';

/** More than the shop takes, on days and in amounts that jump about. */
const losses = shop.map(({ date, amount, id }, index) => {
  return { id: `L${id}`, date, amount: `-${Number(amount) + 40 + 7 * (index % 5)}.00`, counterparty: `Loss ${index}` };
});

describe('a cash flow projection', () => {
  test('lets an invoice stand for the recurring payment in which a customer who is always late pays it', async () => {
    const paid = Array.from({ length: 12 }, (_, month) => {
      const issue = addMonths(toDayNumber('2025-08-15'), month);
      const dates = { issueDate: toIsoDate(issue), dueDate: toIsoDate(issue + 30), paidDate: toIsoDate(issue + 51) };
      return { counterparty: 'Slow Ltd', kind: 'receivable' as const, ...dates };
    });
    const cashHistory = paid.map(({ paidDate }, month) => {
      return { id: `P${month}`, date: paidDate, amount: '400.00', counterparty: 'Slow Ltd' };
    });
    const asked = ['2026-08-15', '2026-09-15'].map((issueDate, index) => {
      const dueDate = toIsoDate(toDayNumber(issueDate) + 30);
      return { id: `I${index}`, counterparty: 'Slow Ltd', issueDate, dueDate, amount: '400.00' };
    });
    const input = { ...empty, asOf: '2026-10-01', months: 4, cashHistory, paymentHistory: paid, receivables: asked };

    const { months, recurring } = await projectCashFlow(input);

    assert.deepEqual(
      months.map(({ inflow }) => inflow),
      ['400.00', '400.00', '400.00', '400.00'],
    );
    assert.deepEqual(at(recurring, 0).documentIds, ['I0', 'I1']);
  });

  test.each([
    ['KWD', '-400.125', '400.125'],
    ['JPY', '-400', '400'],
  ])('projects what recurs in %s with the places of that currency', async (currency, paid, expected) => {
    const cashHistory = rent.map((payment) => ({ ...payment, amount: paid }));

    const { months, recurring } = await projectCashFlow({ ...empty, currency, cashHistory });

    assert.equal(at(months, 0).outflowParts.recurring, expected);
    assert.equal(at(recurring, 0).amount, paid);
  });

  test('takes of a company that is weeks old all its days for a month, those of the running one too', async () => {
    const moved = (date: string, amount: string) => ({ id: date, date, amount, counterparty: `Shop of ${date}` });
    const weeks = [moved('2026-10-07', '700.00'), moved('2026-10-14', '-100.00'), moved('2026-10-30', '-300.00')];
    const days = [moved('2026-10-30', '-300.00')];
    const months = [moved('2026-08-20', '-150.00'), moved('2026-10-02', '-150.00'), moved('2026-10-30', '-300.00')];
    const project = async (cashHistory: typeof weeks) => {
      const { months: all, confidence } = await projectCashFlow({ ...empty, cashHistory });
      return { flows: all.map(({ inflow, outflow }) => [inflow, outflow]), level: confidence.level };
    };

    // 25 days and 2 are taken for a month of 30.4375; 600 in 73 days come to 250.17 in a month.
    assert.deepEqual((await project(weeks)).flows.at(0), ['700.00', '400.00']);
    assert.deepEqual((await project(days)).flows.at(-1), ['0.00', '300.00']);
    assert.deepEqual((await project(months)).flows.at(0), ['0.00', '250.17']);
    assert.equal((await project(weeks)).level, 'low');
  });

  test('says the same of the first months, their intervals and the runway, however many months are asked for', async () => {
    const input = { ...empty, asOf: '2026-10-20', cashHistory: [...shop, ...losses] };

    const [one, four, year] = await Promise.all([1, 4, 12].map((months) => projectCashFlow({ ...input, months })));

    assert.deepEqual(one?.months, year?.months.slice(0, 1));
    assert.deepEqual(four?.months, year?.months.slice(0, 4));
    assert.deepEqual([one?.runway, four?.runway], [year?.runway, year?.runway]);
  });

  test('goes on after two years at what their second burns', async () => {
    const bill = invoice('B1', 'Builders', '2026-11-20', '5000.00');
    const { runway } = await projectCashFlow({
      ...{ ...empty, openingBalance: '17000.00', cashHistory: rent },
      payables: [bill],
    });

    // 5000 once and 24 times 400 leave 2400, which is six times 400.
    assert.deepEqual(runway, { kind: 'lasts_beyond', months: '30.0' });
  });

  test('counts on less than a forecast of few months, though they agree, and on what many that agree come to', async () => {
    const guests = (months: number) =>
      Array.from({ length: months }, (_, month) => {
        const date = toIsoDate(addMonths(toDayNumber('2026-10-02'), -month));
        return { id: date, date, amount: '1000.00', counterparty: `Guest of ${date}` };
      });
    const scenario = 'conservative' as const;
    const baseOf = async (months: number) =>
      at((await projectCashFlow({ ...empty, scenario, cashHistory: guests(months) })).months, 0).inflow;

    // The lower quartile of Student's t, 0.718, of a spread of at least 30 %.
    assert.deepEqual([await baseOf(5), await baseOf(6)], ['784.60', '1000.00']);
  });

  test('counts of customers who pay 90 days after the invoice nothing for new ones before', async () => {
    const late = Array.from({ length: 20 }, () => 60);
    const { months } = await projectCashFlow({
      ...{ ...empty, months: 5, cashHistory: shop, paymentHistory: paidLate('Card sales', late) },
      receivables: [invoice('1', 'Card sales', '2026-11-15', '5.00')],
    });

    const bases = months.map(({ inflowParts }) => Number(inflowParts.base));
    assert.deepEqual(bases.slice(0, 2), [0, 0]);
    assert.ok(at(bases, 2) < 100 && at(bases, 3) > 800, `${bases}`);
  });

  test('expects of a customer that it does not know what all do', async () => {
    const late = Array.from({ length: 20 }, () => 40);
    const { months, shortfallChance } = await projectCashFlow({
      ...{ ...empty, openingBalance: '-50.00', paymentHistory: paidLate('Others', late) },
      receivables: [invoice('1', 'Stranger', '2026-11-10', '100.00')],
    });

    assert.deepEqual(
      months.map(({ inflow }) => inflow),
      ['0.00', '100.00', '0.00'],
    );
    assert.equal(shortfallChance, 1);
  });

  test('takes a shortfall for as likely as the customer is late', async () => {
    const { months, shortfallChance } = await projectCashFlow({
      ...{ ...empty, paths: 4000, openingBalance: '0.00', paymentHistory: paidLate('Customer', [0, 0, 0, 40]) },
      receivables: [invoice('1', 'Customer', '2026-11-10', '100.00')],
      payables: [invoice('B1', 'Supplies', '2026-11-20', '100.00')],
    });

    assert.ok(Math.abs(shortfallChance - 0.25) < 0.03, `${shortfallChance}`);
    assert.deepEqual(at(months, 1).interval, { low: '0.00', high: '0.00' });
  });

  test('is certain of what always comes on the day it is due, be it the last of a month', async () => {
    const { months } = await projectCashFlow({
      ...{ ...empty, paymentHistory: paidLate('Prompt', [0, 0, 0]) },
      receivables: [invoice('1', 'Prompt', '2026-11-30', '100.00')],
      payables: [invoice('B1', 'Supplies', '2026-11-30', '40.00')],
    });

    assert.deepEqual(at(months, 0).interval, { low: '1060.00', high: '1060.00' });
  });

  test('expects on the last day of each shorter month what is paid on the 31st', async () => {
    const days = ['2027-08-31', '2027-09-30', '2027-10-31', '2027-11-30', '2027-12-31'];
    const rent = days.map((date) => ({ id: date, date, amount: '-400.00', counterparty: 'Harbor Rent' }));

    const { months } = await projectCashFlow({ ...empty, asOf: '2027-12-31', months: 4, cashHistory: rent });

    assert.deepEqual(
      months.map(({ month, outflow }) => [month, outflow]),
      ['2028-01', '2028-02', '2028-03', '2028-04'].map((month) => [month, '400.00']),
    );
  });

  test('does not take the best weeks of a shop for those of a whole year', async () => {
    // Payouts of 1,000 a week, and of 2,000 in November and the first days of December: 3 of the last are those of the season.
    const payouts = Array.from({ length: 104 }, (_, week) => {
      const day = toDayNumber('2026-11-20') - 7 * week;
      const isSeason = toIsoDate(day).slice(5, 7) === '11';
      return {
        id: `W${week}`,
        date: toIsoDate(day),
        amount: isSeason ? '2000.00' : '1000.00',
        counterparty: 'Payouts',
      };
    });

    const { months } = await projectCashFlow({ ...empty, asOf: '2026-11-21', months: 10, cashHistory: payouts });

    // Nine whole months without a November: 39 weeks of 1,000.
    const sum = months.slice(1).reduce((total, { inflow }) => total + Number(inflow), 0);
    assert.ok(sum > 36_000 && sum < 48_000, `${sum}`);
  });

  test('lets wages that rose last year rise on by half as much, and a rent that stood still stand still', async () => {
    const paid = (counterparty: string, day: number, amount: (month: number) => number) =>
      Array.from({ length: 24 }, (_, month) => {
        const date = toIsoDate(addMonths(toDayNumber('2024-11-01'), month) + day - 1);
        return { id: `${counterparty} ${month}`, date, amount: `-${amount(month)}.00`, counterparty };
      });
    const wages = paid('Wages', 25, (month) => (month < 15 ? 10_000 : 10_800));

    const wagesAhead = await projectCashFlow({ ...empty, months: 12, cashHistory: wages });
    const rentAhead = await projectCashFlow({ ...empty, months: 12, cashHistory: paid('Harbor', 3, () => 400) });

    assert.equal(at(wagesAhead.months, -1).outflow, '11231.70');
    assert.equal(at(rentAhead.months, -1).outflow, '400.00');
  });

  test('holds 9 of 10 closings within its intervals, that of a month that has begun and the one after it too', async () => {
    let held = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = createSeededRandom(seed);
      const sales = Array.from({ length: 26 * 15 }, (_, sale) => {
        const month = addMonths(toDayNumber('2024-10-01'), Math.floor(sale / 15));
        const amount = (700 * Math.exp(0.5 * drawNormal(random))).toFixed(2);
        return {
          id: `${sale}`,
          date: toIsoDate(month + Math.floor(30 * random())),
          amount,
          counterparty: `Guest ${sale}`,
        };
      });

      const { months } = await projectCashFlow({ ...empty, asOf: '2026-10-20', months: 2, cashHistory: sales });

      for (const { month, interval } of months) {
        const came = sales.filter(({ date }) => date > '2026-10-20' && date.slice(0, 7) <= month);
        const closing = came.reduce((sum, { amount }) => sum + Number(amount), Number(empty.openingBalance));
        held += closing >= Number(interval.low) && closing <= Number(interval.high) ? 1 : 0;
      }
    }

    assert.ok(held >= 20, `${held} of 24`);
  });

  const none = { mean: [0], lower: [0], upper: [0], spread: [0], freedom: 6, method: 'none', historyMonths: 24 };
  const simulated = (otherBase: typeof none) => {
    const habits = { own: new Map(), overall: [], terms: [] };
    const months = projectedMonths(toDayNumber('2026-10-31'), otherBase.mean.length);
    const bases = { documentBase: none, otherBase, end: 'mean' as const };
    const stream = { kind: 'receivable' as const, habits, documents: [], items: [], ...bases };
    return simulateCash(0, [stream], months, { random: createSeededRandom(1), paths: 20_000 }).intervals;
  };

  test("takes a spread that few months tell for Student's t of few degrees of freedom", () => {
    const highOf = (freedom: number) => at(simulated({ ...none, mean: [1000], spread: [100], freedom }), 0).high;

    // 95 % of Student's t lie below 1.943 with 6 degrees of freedom, and below 2.920 with 2.
    assert.ok(Math.abs(highOf(6) - 1194.3) < 8, `${highOf(6)}`);
    assert.ok(Math.abs(highOf(2) - 1292) < 16, `${highOf(2)}`);
  });

  test('widens over six months as errors do of which three tenths go together', () => {
    const sixfold = (value: number) => Array.from({ length: 6 }, () => value);

    const widths = simulated({ ...none, mean: sixfold(1000), spread: sixfold(100) }).map(({ low, high }) => high - low);

    // The variance of their sum is 6 (1 + 5 x 0.3) times that of one.
    assert.ok(Math.abs(at(widths, 5) / at(widths, 0) - Math.sqrt(15)) < 0.15, `${widths}`);
  });
});
