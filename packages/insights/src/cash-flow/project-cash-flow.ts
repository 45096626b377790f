import { toDayNumber } from '../calendar/calendar-day.ts';
import { ExactDecimal, formatDecimal, parseDecimal, roundDecimal, sumExact } from '../money/decimal.ts';
import { minorUnits } from '../money/minor-units.ts';
import { createSeededRandom } from '../random/seeded-random.ts';
import { type CashConfidence, explainProjection, judgeConfidence } from './cash-confidence.ts';
import { type CashFlowInput, type CashScenario, checkCashFlowInput, mostMonths } from './cash-flow-input.ts';
import { type CashRunway, cashRunway } from './cash-runway.ts';
import { buildStream, type CashStream } from './cash-stream.ts';
import { findLatePayers, type LatePayer } from './late-payer.ts';
import { type ProjectedMonth, projectedMonths } from './projected-month.ts';
import { simulateCash } from './simulate-cash.ts';

/** What one direction of a month is made of; exact decimals. */
export interface CashParts {
  documents: string;
  recurring: string;
  base: string;
}

/** One projected month; decimals in the currency. */
export interface CashMonth {
  month: string;
  inflow: string;
  outflow: string;
  net: string;
  closingBalance: string;
  /** Of the closing balance in this scenario. */
  interval: { low: string; high: string };
  inflowParts: CashParts;
  outflowParts: CashParts;
}

/** A projection with the evidence for it. */
export interface CashProjection {
  currency: string;
  scenario: CashScenario;
  months: CashMonth[];
  lowestMonth: { month: string; closingBalance: string };
  runway: CashRunway;
  /** Chance that, in this scenario, some of the months closes below 0, 0 to 1, to three places. */
  shortfallChance: number;
  latePayers: LatePayer[];
  recurring: { counterparty: string; cadence: string; amount: string; nextDate: string; documentIds: string[] }[];
  confidence: CashConfidence;
  /** How the numbers are made. */
  notes: string[];
}

/**
 * Projects the cash of the coming months: open documents by each counterparty's own payment delays, what recurs, and a forecast of the
 * rest, none of it counted twice (see {@link buildStream}). Closing balance = balance before + net, exactly. Deterministic for a seed.
 * Throws {@link CashFlowError} `nothing_to_project`, `bad_document`, `bad_option`; MoneyError for amounts and currency; RangeError for days.
 */
export async function projectCashFlow(input: CashFlowInput): Promise<CashProjection> {
  checkCashFlowInput(input);
  const places = minorUnits(input.currency);
  // The longest there is, whatever was asked: the first months are to be the same for who asks for one and who asks for all.
  const months = projectedMonths(toDayNumber(input.asOf), mostMonths);
  const receipts = await buildStream('receivable', input, months);
  const payments = await buildStream('payable', input, months);
  const streams = [receipts, payments];
  const opening = parseDecimal(input.openingBalance);
  const [paths, random] = [input.paths ?? 1000, createSeededRandom(input.seed ?? 1)];
  const { intervals, shortfallShares } = simulateCash(opening.toNumber(), streams, months, { random, paths });
  let balance = opening;
  const projected = months.map((month, index) => {
    const inflow = partsOf(receipts, month, { index, places });
    const outflow = partsOf(payments, month, { index, places });
    const net = inflow.total.minus(outflow.total);
    balance = balance.plus(net);
    return { ...month, inflow, outflow, net, closing: balance, interval: intervals[index] };
  });
  const asked = projected.slice(0, input.months);
  const lowest = asked.reduce((one, other) => (other.closing.lt(one.closing) ? other : one));
  const write = (value: ExactDecimal) => formatDecimal(value, places);
  return {
    ...{ currency: input.currency, scenario: input.scenario },
    months: asked.map(({ month, inflow, outflow, interval, ...sums }) => ({
      month,
      ...{ inflow: write(inflow.total), outflow: write(outflow.total), net: write(sums.net) },
      closingBalance: write(sums.closing),
      interval: writeInterval(interval, sums.closing, places),
      ...{ inflowParts: inflow.parts, outflowParts: outflow.parts },
    })),
    lowestMonth: { month: lowest.month, closingBalance: write(lowest.closing) },
    runway: cashRunway(opening, projected),
    shortfallChance: Math.round((shortfallShares[input.months - 1] ?? 0) * 1000) / 1000,
    latePayers: findLatePayers(receipts, months.slice(0, input.months), places),
    recurring: streams.flatMap(({ items }) => items.map((item) => describeItem(item, write))),
    confidence: judgeConfidence(streams, input.months),
    notes: explainProjection(streams, input.scenario, paths),
  };
}

function partsOf(
  { documents, items, documentBase, otherBase, end }: CashStream,
  { firstDay, lastDay }: ProjectedMonth,
  { index, places }: { index: number; places: number },
) {
  const isIn = (day: number | undefined) => day !== undefined && day >= firstDay && day <= lastDay;
  const settled = sumExact(documents.filter(({ payDay }) => isIn(payDay)).map(({ amount }) => amount));
  const returning = items.flatMap(({ payments }) => payments.filter(({ day }) => isIn(day)));
  const recurring = sumExact(returning.map(({ amount }) => amount.abs().round(places)));
  const base = sumExact([documentBase, otherBase].map((one) => parseDecimal((one[end][index] ?? 0).toFixed(places))));
  const total = settled.plus(recurring).plus(base);
  const parts: CashParts = {
    documents: formatDecimal(settled, places),
    recurring: formatDecimal(recurring, places),
    base: formatDecimal(base, places),
  };
  return { total, parts };
}

function writeInterval(interval: { low: number; high: number } | undefined, closing: ExactDecimal, places: number) {
  const low = new ExactDecimal((interval?.low ?? 0).toFixed(places));
  const high = new ExactDecimal((interval?.high ?? 0).toFixed(places));
  return {
    low: roundDecimal(low.gt(closing) ? closing : low, places),
    high: roundDecimal(high.lt(closing) ? closing : high, places),
  };
}

function describeItem(
  { recurring, amount, documentIds }: CashStream['items'][number],
  write: (value: ExactDecimal) => string,
) {
  const { counterparty, cadence, nextDate } = recurring;
  return { counterparty, cadence, amount: write(amount), nextDate, documentIds };
}
