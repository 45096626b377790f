import { addMonths, toDayNumber, toIsoDate, weekdayOf } from '../src/calendar/calendar-day.ts';
import type {
  CashFlowInput,
  DocumentKind,
  OpenDocument,
  PaymentObservation,
} from '../src/cash-flow/cash-flow-input.ts';
import { projectCashFlow } from '../src/cash-flow/project-cash-flow.ts';
import { createSeededRandom, drawNormal, type RandomSource } from '../src/random/seeded-random.ts';
import type { CashTransaction } from '../src/recurring/cash-transaction.ts';

const start = toDayNumber('2023-11-01');
const asOf = '2026-04-30';
const heldBack = 6;

interface BilledDocument extends OpenDocument {
  kind: DocumentKind;
  paidDate: string;
}

/** 36 months of a company: invoices and bills with habits of paying late, rent and wages, card sales, growth and a season. */
function makeCompany(seed: number): { billed: BilledDocument[]; direct: CashTransaction[] } {
  const random = createSeededRandom(seed);
  const [growth, season] = [0.012 * drawNormal(random), 0.25 * random()];
  const volume = (month: number) => Math.exp(growth * month) * (1 + season * Math.sin((month * Math.PI) / 6));
  const parties = Array.from({ length: 20 }, (_, index) => ({
    counterparty: `Party ${index}`,
    kind: index < 12 ? ('receivable' as const) : ('payable' as const),
    delay: index < 12 ? 25 * random() : 6 * random(),
    size: (index < 12 ? 4000 : 3000) * Math.exp(0.6 * drawNormal(random)),
  }));
  const billed = parties.flatMap(({ counterparty, kind, delay, size }) =>
    Array.from({ length: 54 }, (_, index): BilledDocument => {
      const issue = start + Math.floor(36 * 30.4 * random());
      const due = issue + 30;
      const amount = size * volume((issue - start) / 30.4) * Math.exp(0.4 * drawNormal(random));
      const paid = workday(Math.max(issue, Math.round(due + delay + (3 + delay / 3) * drawNormal(random))));
      const dates = { issueDate: toIsoDate(issue), dueDate: toIsoDate(due), paidDate: toIsoDate(paid) };
      return { id: `${counterparty}-${index}`, counterparty, kind, amount: amount.toFixed(2), ...dates };
    }),
  );
  return { billed, direct: directRows(random, volume) };
}

function directRows(random: RandomSource, volume: (month: number) => number): CashTransaction[] {
  return Array.from({ length: 36 }, (_, month) => {
    const first = addMonths(start, month);
    const fixed = [
      ['Harbor Rent', 1, -5200],
      ['Payroll', 27, -22_000],
      ['Software House', 12, -490],
    ] as const;
    const sales = Array.from(
      { length: 15 },
      () => ['Card sales', Math.floor(28 * random()), 700 * volume(month)] as const,
    );
    return [...fixed, ...sales].map(([counterparty, day, amount], index) => {
      const size = amount > 0 ? amount * Math.exp(0.3 * drawNormal(random)) : amount;
      return { id: `${month}-${index}`, date: toIsoDate(workday(first + day)), amount: size.toFixed(2), counterparty };
    });
  }).flat();
}

function workday(day: number): number {
  return day + ([1, 0, 0, 0, 0, 0, 2][weekdayOf(day)] ?? 0);
}

function knownAt({ billed, direct }: ReturnType<typeof makeCompany>): {
  input: CashFlowInput;
  moved: CashTransaction[];
} {
  const payments = billed.map(({ id, counterparty, kind, amount, paidDate }) => {
    return { id, counterparty, date: paidDate, amount: kind === 'payable' ? `-${amount}` : amount };
  });
  const moved = [...payments, ...direct];
  const open = billed.filter(({ issueDate, paidDate }) => issueDate <= asOf && paidDate > asOf);
  const paymentHistory: PaymentObservation[] = billed.filter(({ paidDate }) => paidDate <= asOf);
  const input: CashFlowInput = {
    openingBalance: '80000.00',
    asOf,
    months: heldBack,
    currency: 'USD',
    receivables: open.filter(({ kind }) => kind === 'receivable'),
    payables: open.filter(({ kind }) => kind === 'payable'),
    paymentHistory,
    cashHistory: moved.filter(({ date }) => date <= asOf),
    scenario: 'realistic',
    paths: 500,
  };
  return { input, moved };
}

/** The last six of 36 months of generated companies are held back: do the 90 % intervals hold the balances, and how far off are flows. */
export async function run(): Promise<{ name: string; unit: string; value: number; note?: string }[]> {
  const companies = 30;
  let [held, inflowMiss, outflowMiss, count, milliseconds, bias] = [0, 0, 0, 0, 0, 0];
  for (let seed = 1; seed <= companies; seed += 1) {
    const { input, moved } = knownAt(makeCompany(seed));
    const begin = performance.now();
    const { months } = await projectCashFlow(input);
    milliseconds += performance.now() - begin;
    let balance = Number(input.openingBalance);
    for (const { month, inflow, outflow, interval } of months) {
      const amounts = moved.filter(({ date }) => date.startsWith(month)).map(({ amount }) => Number(amount));
      const [came, went] = [amounts.filter((one) => one > 0), amounts.filter((one) => one < 0)].map((part) =>
        Math.abs(part.reduce((sum, amount) => sum + amount, 0)),
      );
      balance += (came ?? 0) - (went ?? 0);
      held += balance >= Number(interval.low) && balance <= Number(interval.high) ? 1 : 0;
      inflowMiss += Math.abs(Number(inflow) / (came ?? 0) - 1);
      outflowMiss += Math.abs(Number(outflow) / (went ?? 0) - 1);
      bias += Number(inflow) / (came ?? 0) - 1;
      count += 1;
    }
  }
  const note = `${companies} generated companies, the last ${heldBack} of 36 months held back`;
  return [
    { name: 'coverage of 90 % intervals of the closing balance', unit: '%', value: (100 * held) / count, note },
    { name: 'MAPE of monthly inflows', unit: '%', value: (100 * inflowMiss) / count, note },
    { name: 'bias of monthly inflows', unit: '%', value: (100 * bias) / count, note },
    { name: 'MAPE of monthly outflows', unit: '%', value: (100 * outflowMiss) / count, note },
    { name: 'one projection', unit: 'ms', value: milliseconds / companies },
  ];
}
