import { addDays, daysBetween, type Ledger } from '@bizmcp/testkit/company';
import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { type Period, type ReportType, reportPeriods } from '../src/management/report-period.ts';
import { createFigures } from './reports-figures.ts';
import { createOracle, money } from './reports-oracle.ts';
import { createReportWire } from './reports-wire.ts';

// All periods are over: one that runs is aged at today.
holdDay('2026-12-01');

/** Bills and invoices at the edges of the ages, at the end of November. */
function tellEdges(ledger: Ledger): void {
  for (const late of [0, 1, 30, 31, 60, 61, 90, 91]) {
    const dueDate = addDays('2026-11-30', -late);
    const lines = [{ accountId: '6400', amount: 1_000 + late, taxCodeId: 'NONE' }];
    const draft = { date: addDays(dueDate, -5), dueDate, lines, number: `EDGE-${late}` };
    ledger.post({ ...draft, kind: 'bill', counterpartyId: 'V02' });
    ledger.post({ ...draft, kind: 'invoice', counterpartyId: 'C01' });
  }
}

const { company } = createReportWire(tellEdges);
const { ledger, budgets } = company;
const oracle = createOracle(company);
const { profitFigures, sheetFigures, keyFigures } = createFigures(company);

// The fiscal year starts in July: a report of its first month, of its first quarter, of a whole one, and of twelve months across two.
const orders: [ReportType, string][] = [
  ['monthly', '2026-07-31'],
  ['quarterly', '2026-09-30'],
  ['annual', '2026-06-30'],
  ['annual', '2026-10-31'],
];

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers that the pipeline has checked by their schema
const answered = new Map<string, Promise<any>>();

/** Each report is asked for once: it is the same for all tests. */
function call(report_type: ReportType, period_end: string) {
  const key = `${report_type} ${period_end}`;
  const answer =
    answered.get(key) ?? createReportWire(tellEdges).call('generate_management_report', { report_type, period_end });
  answered.set(key, answer);
  return answer;
}

/** In percent with one place, half away from zero, in whole numbers alone; null against nothing. */
function percentOf(is: number, was: number): string | null {
  if (was === 0) return null;
  const [change, base] = [BigInt(Math.abs(is - was)) * 1000n, BigInt(Math.abs(was))];
  const tenths = (change * 2n + base) / (base * 2n);
  const sign = is < was && tenths > 0n ? '-' : '';
  return `${sign}${tenths / 10n}.${tenths % 10n}`;
}

const signed = (text: string) => (text.startsWith('-') ? text : `+${text}`);

test.each(orders)('every change of the %s report up to %s is that of its figures in whole cents', async (type, end) => {
  const { current, prior, yearAgo } = reportPeriods(type, end);
  const changes = (count: (period: Period) => number) => ({
    prior_change_percent: percentOf(count(current), count(prior)),
    ...(yearAgo && { year_ago_change_percent: percentOf(count(current), count(yearAgo)) }),
  });

  const report = await call(type, end);

  for (const [name, count] of Object.entries(profitFigures)) {
    expect([name, report.profit_and_loss[name]]).toMatchObject([name, changes(count)]);
  }
  for (const [name, count] of Object.entries(sheetFigures)) {
    expect([name, report.balance_sheet[name]]).toMatchObject([name, changes(({ to }) => count(to))]);
  }
});

test.each(orders)(
  'every key figure of the %s report up to %s and of the period before is the journal’s',
  async (type, end) => {
    const { current, prior } = reportPeriods(type, end);

    const report = await call(type, end);

    const of = (field: 'value' | 'prior') =>
      Object.fromEntries(report.kpis.map((one: Record<string, string>) => [one.name, one[field]]));
    expect(of('value')).toEqual(keyFigures(current));
    expect(of('prior')).toEqual(keyFigures(prior));
  },
);

const settling = { invoice: ['credit_note', 'payment_in'], bill: ['vendor_credit', 'payment_out'] };

/** What was open at the end of a day, by currency, from the documents, the credits and payments, and what had settled them. */
function aged(kind: 'invoice' | 'bill', day: string) {
  const open = [...ledger.documents.values()].flatMap((document) => {
    if (!('counterpartyId' in document) || ![kind, ...settling[kind]].includes(document.kind)) return [];
    const { counterpartyId = '', currency, date: from, status, total } = document;
    if (status !== 'posted' || from > day) return [];
    const due = ledger
      .allocationsOf(document.id)
      .filter(({ date, releasedOn }) => date <= day && releasedOn === undefined)
      .reduce((sum, { amount }) => sum - amount, total);
    const dueDate = 'dueDate' in document ? document.dueDate : from;
    return due === 0 ? [] : [{ counterpartyId, currency, dueDate, due: document.kind === kind ? due : -due }];
  });
  return Object.fromEntries(
    [...Map.groupBy(open, ({ currency }) => currency)].map((one) => [one[0], toBands(one[1], day)]),
  );
}

function toBands(open: readonly { counterpartyId: string; dueDate: string; due: number }[], day: string) {
  const bands = { not_due: 0, days_1_to_30: 0, days_31_to_60: 0, days_61_to_90: 0, over_90_days: 0 };
  const byName = new Map<string, { amount: number; invoices: number }>();
  for (const { counterpartyId, dueDate, due } of open) {
    const late = daysBetween(dueDate, day);
    if (late <= 0) bands.not_due += due;
    else if (late <= 30) bands.days_1_to_30 += due;
    else if (late <= 60) bands.days_31_to_60 += due;
    else if (late <= 90) bands.days_61_to_90 += due;
    else bands.over_90_days += due;
    const name = ledger.counterparties.get(counterpartyId)?.name ?? '';
    const known = byName.get(name) ?? { amount: 0, invoices: 0 };
    byName.set(name, { amount: known.amount + due, invoices: known.invoices + 1 });
  }
  const largest = [...byName].sort(([, one], [, other]) => other.amount - one.amount).slice(0, 5);
  return {
    total: money(open.reduce((sum, { due }) => sum + due, 0)),
    bands: Object.fromEntries(Object.entries(bands).map(([name, amount]) => [name, money(amount)])),
    largest: largest.map(([contact, { amount, invoices }]) => ({ contact, amount: money(amount), invoices })),
  };
}

test.each([
  ['receivables', 'invoice', '2026-11-30'],
  ['payables', 'bill', '2026-11-30'],
  ['receivables', 'invoice', '2026-10-31'],
  ['payables', 'bill', '2026-10-31'],
] as const)('%s are aged as each open %s says, in pounds and in euros, up to %s', async (name, kind, end) => {
  const report = await call('monthly', end);

  const expected = aged(kind, end);
  const found = report[name].map(({ currency, total, largest, ...bands }: Record<string, unknown>) => [
    currency,
    { total, bands, largest },
  ]);
  expect(Object.keys(expected).toSorted()).toEqual(['EUR', 'GBP']);
  expect(Object.fromEntries(found)).toEqual(expected);
});

/** What moved the result of a period most, and the worst misses of its budget, as sentences. */
function accountStatements({ current, prior }: ReturnType<typeof reportPeriods>) {
  const isIn = (month: string) => month >= current.from.slice(0, 7) && month <= current.to.slice(0, 7);
  const lines = [...ledger.accounts.values()].flatMap(({ id, name, type }) => {
    if (!/^[4-8]/.test(id)) return [];
    const side = type === 'income' || type === 'other_income' ? -1 : 1;
    const count = ({ from, to }: Period) => side * oracle.movementOf(id, from, to);
    const planned = budgets.filter((one) => one.accountId === id && isIn(one.month));
    const budget = planned.length > 0 ? planned.reduce((sum, { amount }) => sum + amount, 0) : undefined;
    const [is, was] = [count(current), count(prior)];
    return [
      { name, is, was, effect: -side * (is - was), missed: budget === undefined ? 0 : side * (is - budget), budget },
    ];
  });
  const movers = lines.filter(({ effect }) => effect !== 0).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  const misses = lines.filter(({ missed }) => missed > 0).sort((a, b) => b.missed - a.missed);
  return {
    moved: movers.slice(0, 3).map(({ name, is, was, effect }) => {
      const change = `changed the result by ${signed(money(effect))} GBP against the period before`;
      return `${name} ${money(is)} GBP (before ${money(was)}) ${change}.`;
    }),
    missed: misses.slice(0, 2).map(({ name, is, budget = 0 }) => {
      return `${name} ${money(is)} GBP against a budget of ${money(budget)}: ${signed(money(is - budget))}.`;
    }),
  };
}

test.each(orders)('every highlight of the %s report up to %s is made of the journal’s figures', async (type, end) => {
  const periods = reportPeriods(type, end);
  const { current, prior, yearAgo } = periods;
  const against = (count: (period: Period) => number, period: Period, what: string) => {
    const [is, was] = [count(current), count(period)];
    return `${signed(money(is - was))} (${signed(percentOf(is, was) ?? '')} %) against ${what} (${money(was)})`;
  };
  const compared = (name: string, count: (period: Period) => number) => {
    // The year before a year is the period before it.
    const before = yearAgo ? ` ${against(count, prior, 'the period before')},` : '';
    return `${name} ${money(count(current))} GBP,${before} ${against(count, yearAgo ?? prior, 'a year before')}.`;
  };
  const { opening, closing } = oracle.cash(current.from, current.to);
  const { runway_months: runway } = keyFigures(current);
  const lasting = runway === undefined ? '' : `; at this rate it lasts ${runway} months`;
  const cents = (text: string) => Math.round(Number(text) * 100);
  const owed = Object.entries(aged('invoice', end)).flatMap(([currency, { total, bands, largest }]) => {
    const overdue = cents(total) - cents(bands.not_due ?? '');
    if (overdue === 0) return [];
    const most = `most is owed by ${largest[0]?.contact} (${largest[0]?.amount})`;
    return [
      `Of ${total} ${currency} owed by customers on ${end}, ${money(overdue)} was overdue then, ${bands.over_90_days} by more than 90 days; ${most}.`,
    ];
  });
  const { moved, missed } = accountStatements(periods);

  const { highlights, balance_sheet: sheet } = await call(type, end);

  const booked: string = sheet.cash.amount;
  const revalued = `; the balance sheet of ${end} has ${booked}, with what is dated until then, and other currencies at the rate of that day`;
  const told = highlights.map(({ statement }: { statement: string }) => statement);
  const notFiscal =
    '2025-11-01 to 2026-10-31 is no financial year of the organisation; the one with 2026-10-31 in it is 2026-07-01 to 2027-06-30.';
  const notes = end === '2026-10-31' ? [notFiscal] : [];
  expect(told.slice(0, notes.length)).toEqual(notes);
  const [income, result, ...rest] = told.slice(notes.length);
  expect([income, result]).toEqual([
    compared('Income', profitFigures.income),
    compared('Net profit', profitFigures.net_profit),
  ]);
  expect(rest.slice(0, moved.length)).toEqual(moved);
  expect(rest[moved.length]).toBe(
    `Cash ${money(closing)} GBP, ${signed(money(closing - opening))} in the period${lasting}${booked === money(closing) ? '' : revalued}.`,
  );
  expect(rest.slice(moved.length + 1)).toEqual([...owed, ...missed]);
});
