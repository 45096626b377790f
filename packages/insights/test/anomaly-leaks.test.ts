import { describe, expect, test } from 'vitest';
import type { AnomalyRule, ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { detectAnomalies } from '../src/anomaly/detect-anomalies.ts';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';

const leaks: ReadonlySet<AnomalyRule> = new Set([
  'price_jump',
  'duplicate_subscription',
  'forgotten_subscription',
  'bounced_payment',
]);

/** What leaks, as [rule, ids]. */
function leaksOf(transactions: readonly ExaminedTransaction[], asOf = '2026-09-30') {
  return detectAnomalies({ transactions, asOf })
    .filter(({ rule }) => leaks.has(rule))
    .map(({ rule, ids }) => [rule, ids] as const);
}

/** A charge a month, from and to months before October 2026. */
function monthly(
  counterparty: string,
  amount: string,
  {
    from = 24,
    to = 1,
    day = 5,
    category = 'Software',
  }: { from?: number; to?: number; day?: number; category?: string },
): ExaminedTransaction[] {
  return Array.from({ length: from - to + 1 }, (_, index) => {
    const date = toIsoDate(addMonths(toDayNumber('2026-10-01'), index - from) + day - 1);
    return { id: `${counterparty} ${day} ${date.slice(0, 7)}`, date, amount: `-${amount}`, counterparty, category };
  });
}

function row(id: string, date: string, amount: string, counterparty = 'Mills & Sons'): ExaminedTransaction {
  return { id, date, amount, counterparty };
}

describe('subscriptions that leak', () => {
  const pro = monthly('Moodboardly Pro', '49.00', {});

  test('a second plan of a brand that came later is told with all it cost', () => {
    const team = monthly('MOODBOARDLY TEAM PLAN', '89.00', { from: 8, day: 21 });

    const [found, ...others] = leaksOf([...pro, ...team]);

    expect(others).toEqual([]);
    expect(found?.[0]).toBe('duplicate_subscription');
    expect(found?.[1]).toEqual([...team.map(({ id }) => id), pro.at(-1)?.id]);
    const [{ numbers } = {}] = detectAnomalies({ transactions: [...pro, ...team], asOf: '2026-09-30' });
    expect(numbers).toMatchObject({ amount: '89.00', beside: '49.00' });
  });

  test('a second plan is told from its fourth payment on, and not one of more than two years ago', () => {
    const team = (from: number) => monthly('Moodboardly Team', '89.00', { from, day: 21 });
    const early = monthly('Moodboardly Pro', '49.00', { from: 40 });

    expect(leaksOf([...pro, ...team(4)]).map(([rule]) => rule)).toEqual(['duplicate_subscription']);
    expect(leaksOf([...pro, ...team(3)])).toEqual([]);
    expect(leaksOf([...early, ...team(24)])).toHaveLength(1);
    expect(leaksOf([...early, ...team(26)])).toEqual([]);
  });

  test('plans that began together, of two purposes, or of which one took over from the other are none', () => {
    const together = monthly('Moodboardly Team', '89.00', { day: 21 });
    const elsewhere = monthly('Moodboardly Events', '89.00', { from: 8, day: 21, category: 'Travel' });
    const upgrade = monthly('Moodboardly Team', '89.00', { from: 8, day: 21 });

    expect(leaksOf([...pro, ...together])).toEqual([]);
    expect(leaksOf([...pro, ...elsewhere])).toEqual([]);
    expect(leaksOf([...monthly('Moodboardly Pro', '49.00', { to: 8 }), ...upgrade])).toEqual([]);
  });

  test('one amount that is charged a second time each month since some month is told from then on', () => {
    const second = monthly('Moodboardly Pro', '49.00', { from: 4, day: 19 });

    expect(leaksOf([...pro, ...second])).toEqual([['duplicate_subscription', second.map(({ id }) => id)]]);
    expect(leaksOf([...pro, ...second.slice(2)])).toEqual([]);
    // On another day each time, and where a month had three of them before.
    const jumping = second.map((one, index) => ({ ...one, date: `${one.date.slice(0, 8)}${[19, 27, 12, 24][index]}` }));
    const thrice = [12, 19].map((day) => row(`${day}`, `2025-03-${day}`, '-49.00', 'Moodboardly Pro'));
    expect(leaksOf([...pro, ...jumping])).toEqual([]);
    expect(leaksOf([...pro, ...thrice, ...second])).toEqual([]);
  });

  test('a plan that goes on for three months and more after the one beside it ended is told', () => {
    const garage = monthly('Parkhub Garage', '240.00', { to: 6, day: 2 });
    const charging = monthly('Parkhub Charging', '35.00', { day: 16 });

    const [found] = leaksOf([...garage, ...charging]);

    expect(found?.[0]).toBe('forgotten_subscription');
    expect(found?.[1]).toEqual([garage.at(-1)?.id, ...charging.slice(-5).map(({ id }) => id)]);
    expect(leaksOf([...monthly('Parkhub Garage', '240.00', { to: 3, day: 2 }), ...charging])).toEqual([]);
    expect(leaksOf([...garage, ...monthly('Parkhub Charging', '35.00', { to: 3, day: 16 })])).toEqual([]);
  });
});

describe('payments that came and went', () => {
  const sale = row('in', '2026-03-02', '1250.40');
  const reversal = row('out', '2026-03-06', '-1250.40', 'MILLS AND SONS LTD');

  test('a receipt taken back within ten days is told; later, or of another amount or party, it is a refund', () => {
    expect(leaksOf([sale, { ...reversal, counterparty: 'Mills & Sons' }])).toEqual([
      ['bounced_payment', ['in', 'out']],
    ]);
    expect(leaksOf([sale, row('out', '2026-03-12', '-1250.40')])).toHaveLength(1);
    expect(leaksOf([sale, row('out', '2026-03-13', '-1250.40')])).toEqual([]);
    expect(leaksOf([sale, row('out', '2026-03-06', '-1250.41')])).toEqual([]);
    expect(leaksOf([sale, row('out', '2026-03-06', '-1250.40', 'Harbor Rent')])).toEqual([]);
    expect(leaksOf([row('out', '2026-03-01', '-1250.40'), sale])).toEqual([]);
  });

  test('two of one amount are two, and a name may be written a little differently', () => {
    const [second, back] = [row('in 2', '2026-03-03', '1250.40'), row('out 2', '2026-03-07', '-1250.40')];
    const other = { ...back, counterparty: 'Mils & Sons' };

    expect(leaksOf([sale, second, row('out', '2026-03-06', '-1250.40'), other])).toEqual([
      ['bounced_payment', ['in', 'out']],
      ['bounced_payment', ['in 2', 'out 2']],
    ]);
  });

  test('it is grave until the money comes again', () => {
    const out = row('out', '2026-03-06', '-1250.40');
    const severityOf = (rows: ExaminedTransaction[]) => {
      return detectAnomalies({ transactions: rows, asOf: '2026-09-30' }).find(({ rule }) => rule === 'bounced_payment')
        ?.severity;
    };

    expect(severityOf([sale, out])).toBe('high');
    expect(severityOf([sale, out, row('again', '2026-03-20', '1250.40')])).toBe('low');
  });

  test('an own account that money goes to and fro with does not bounce', () => {
    const transfers = ['01', '02', '03', '04'].flatMap((month) => [
      row(`in ${month}`, `2026-${month}-05`, '5000.00', 'Savings'),
      row(`out ${month}`, `2026-${month}-11`, '-5000.00', 'Savings'),
    ]);

    expect(leaksOf(transfers)).toEqual([]);
  });
});

describe('a price that jumps', () => {
  /** 40 payments at uneven intervals, the newest at the end of September 2026. */
  const vendor = (size: (index: number) => number) =>
    Array.from({ length: 40 }, (_, index) => {
      const date = toIsoDate(toDayNumber('2026-09-28') - (39 - index) * 13 - ((index * 5) % 9));
      return row(`p${index}`, date, (-size(index) * (1 + 0.02 * ((index * 7) % 5))).toFixed(2), 'Alpine Cleaning');
    });
  const rulesOf = (size: (index: number) => number) => leaksOf(vendor(size)).map(([rule]) => rule);

  test('of a vendor paid at no steady interval is told, with all payments since', () => {
    const [found] = leaksOf(vendor((index) => (index < 28 ? 100 : 130)));

    expect(found?.[0]).toBe('price_jump');
    expect(found?.[1]).toEqual(Array.from({ length: 13 }, (_, index) => `p${index + 27}`));
    const [{ numbers } = {}] = detectAnomalies({
      transactions: vendor((index) => (index < 28 ? 100 : 130)),
      asOf: '2026-09-30',
    });
    expect(numbers).toMatchObject({ usual_before: '104.00', usual_since: '135.20', rise_percent: 30 });
  });

  test('is none if it fell, grew all along, was one payment only, or is too small', () => {
    expect(rulesOf((index) => (index < 28 ? 130 : 100))).toEqual([]);
    expect(rulesOf((index) => 100 * 1.02 ** index)).toEqual([]);
    expect(rulesOf((index) => 100 * 1.008 ** Math.min(index, 28) * (index < 28 ? 1 : 1.12))).toEqual([]);
    expect(rulesOf((index) => (index === 39 ? 160 : 100))).toEqual([]);
    expect(rulesOf((index) => (index < 28 ? 100 : 112))).toEqual([]);
  });

  test('is told where half a year before is known, and where chance would part the payments so in less than one of 1,000 cases', () => {
    const jumped = vendor((index) => (index < 28 ? 100 : 130));
    const rare = jumped.filter((_, index) => index % 3 === 0);

    expect([leaksOf(jumped.slice(10)).length, leaksOf(jumped.slice(20))]).toEqual([1, []]);
    // 10 and 4 payments can be chosen in 1,001 ways, 9 and 4 in 715.
    expect([leaksOf(rare).length, leaksOf(rare.slice(1))]).toEqual([1, []]);
  });

  test('is found behind a season too, by the year before; not where that year had a dent', () => {
    const season = (index: number) => 1 + 0.4 * Math.cos((2 * Math.PI * index * 13) / 365);
    const paid = (size: (index: number) => number) =>
      Array.from({ length: 84 }, (_, index) => {
        const amount = -100 * season(index) * size(index) * (1 + 0.02 * ((index * 7) % 5));
        return row(`s${index}`, toIsoDate(toDayNumber('2026-09-28') - (83 - index) * 13), amount.toFixed(2), 'Hearth');
      });
    const seasonal = (size: (index: number) => number) => leaksOf(paid(size));
    // 28 payments are a year.
    const isLately = (index: number) => index >= 76;
    const wasDented = (index: number) => index >= 48 && index < 56;

    const jumped = paid((index) => (isLately(index) ? 1.4 : 1));
    const [{ rule, ids, numbers } = {}] = detectAnomalies({ transactions: jumped, asOf: '2026-09-30' });

    expect([rule, ids]).toEqual(['price_jump', Array.from({ length: 9 }, (_, index) => `s${index + 75}`)]);
    expect(Math.abs(Number(numbers?.rise_percent) - 40)).toBeLessThan(1);
    // Of each 1.40 paid in 91 days 0.40 is more.
    const more = jumped.slice(76).reduce((sum, { amount }) => sum - (Number(amount) * 0.4) / 1.4, 0);
    expect(Number(numbers?.more_a_year) / ((more * 365) / 91)).toBeCloseTo(1, 1);
    expect(seasonal(() => 1)).toEqual([]);
    expect(seasonal((index) => 1.01 ** index)).toEqual([]);
    expect(seasonal((index) => (wasDented(index) ? 0.7 : 1))).toEqual([]);
  });
});
