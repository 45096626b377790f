import { counted } from '@bizmcp/core';
import { type CashProjection, compareDecimals, daysBetween, type OpenDocument, sumDecimals } from '@bizmcp/insights';
import { withPlaces } from '../amount.ts';

/** What insights are drawn from. */
export interface InsightSource {
  projection: CashProjection;
  openingBalance: string;
  receivables: readonly OpenDocument[];
  payables: readonly OpenDocument[];
  includesInvoices: boolean;
  day: string;
  /** The name of a customer or vendor as the reader is shown it. */
  nameOf(counterparty: string): string;
}

const mostPayers = 3;

/** What drives the projection, each with its numbers. */
export function findInsights(source: InsightSource): string[] {
  const { projection, openingBalance } = source;
  const { currency, months, lowestMonth, scenario, shortfallChance } = projection;
  const total = (pick: (month: (typeof months)[number]) => string) =>
    withPlaces(sumDecimals(months.map(pick)), currency);
  const last = months.at(-1)?.closingBalance ?? openingBalance;
  const flow = `Cash goes from ${openingBalance} to ${last} ${currency} in ${counted(months.length, 'month')} (${scenario}): ${total(({ inflow }) => inflow)} in, ${total(({ outflow }) => outflow)} out.`;
  const chance =
    shortfallChance > 0 ? `; in ${percent(shortfallChance)} % of simulated futures some month ends below 0` : '';
  return [
    flow,
    `The tightest month is ${lowestMonth.month} with ${lowestMonth.closingBalance} ${currency} at its end${chance}.`,
    ...openDocuments(source),
    ...latePayers(source),
    ...recurring(source),
  ];
}

function openDocuments({ projection, receivables, payables, includesInvoices, day }: InsightSource): string[] {
  const { currency } = projection;
  const sum = (documents: readonly OpenDocument[]) =>
    withPlaces(sumDecimals(documents.map((one) => one.amount)), currency);
  const aheadOf = (documents: readonly OpenDocument[]) => {
    const ahead = documents.filter(({ issueDate }) => issueDate > day).length;
    return ahead > 0 ? ` (${ahead} dated ahead, in these months)` : '';
  };
  const overdue = receivables.filter(({ dueDate }) => dueDate < day);
  const invoices = includesInvoices
    ? `${counted(receivables.length, 'open invoice')}${aheadOf(receivables)} worth ${sum(receivables)} ${currency}, of which ${sum(overdue)} is overdue`
    : `${counted(receivables.length, 'open invoice')} (${sum(receivables)} ${currency}) left out as asked: nothing is expected of them, and of the past only what is not invoiced yet`;
  return [
    `${invoices}; ${counted(payables.length, 'open bill')}${aheadOf(payables)} worth ${sum(payables)} ${currency}.`,
  ];
}

function latePayers({ projection, nameOf }: InsightSource): string[] {
  const { latePayers: payers, currency } = projection;
  return payers.slice(0, mostPayers).map(({ counterparty, observations, typicalDelay, openAmount, worst, ...late }) => {
    const habit =
      typicalDelay === undefined
        ? 'has no payments to judge by'
        : `usually pays ${delayText(typicalDelay)} (${counted(observations, 'payment')})`;
    const count = late.beyondExperience.length;
    const beyond = count > 0 ? `; ${counted(count, 'invoice')} of it is later than any payment seen` : '';
    return `${nameOf(counterparty)} ${habit} and owes ${openAmount} ${currency}: ${worst.missing} due by then is not expected by the end of ${worst.month}${beyond}.`;
  });
}

function delayText(days: number): string {
  const whole = Math.round(days);
  if (whole === 0) return 'on the due date';
  return whole > 0 ? `${counted(whole, 'day')} late` : `${counted(-whole, 'day')} early`;
}

function recurring({ projection, nameOf }: InsightSource): string[] {
  const { recurring: items, currency } = projection;
  const out = items
    .filter(({ amount: each }) => each.startsWith('-'))
    .toSorted((one, other) => compareDecimals(one.amount, other.amount));
  if (out.length === 0) return [];
  const shown = out
    .slice(0, mostPayers)
    .map(({ counterparty, cadence, amount: each }) => `${nameOf(counterparty)} ${each.slice(1)} ${cadence}`);
  return [`Recurring: ${counted(out.length, 'payment')}; the largest in ${currency}: ${shown.join(', ')}.`];
}

/** What to do about it; nothing that the projection does not show. */
export function findRecommendations(source: InsightSource): string[] {
  const { projection, payables, day } = source;
  const { currency, lowestMonth, months, shortfallChance } = projection;
  const short = compareDecimals(lowestMonth.closingBalance, '0') < 0;
  const need = short ? [arrange(source)] : [];
  const [worst] = months.toSorted((one, other) => compareDecimals(one.interval.low, other.interval.low));
  const low = worst?.interval.low ?? '0';
  const isTight = compareDecimals(low, '0') < 0;
  const buffer =
    !short && isTight
      ? [
          `Keep a buffer or a credit line of ${low.slice(1)} ${currency} for ${worst?.month}: one future in twenty is that low or lower${largestBill(source, worst?.month ?? '')}.`,
        ]
      : [];
  const burn = short ? [] : burning(projection);
  const due = payables.filter(({ dueDate }) => dueDate < day);
  const overdue = withPlaces(sumDecimals(due.map((one) => one.amount)), currency);
  const bills =
    due.length > 0 ? [`Pay or reschedule ${counted(due.length, 'overdue bill')} (${overdue} ${currency}).`] : [];
  const all = [...need, ...buffer, ...chase(source), ...burn, ...bills];
  const calm = `No shortfall in sight until the end of ${months.at(-1)?.month}: one future in twenty goes as low as ${low} ${currency}; the chance of one below 0 is ${percent(shortfallChance)} %.`;
  return short || isTight ? all : [calm, ...all];
}

/** What is missing at most, and what would help most if it were paid later. */
function arrange(source: InsightSource): string {
  const { currency, lowestMonth } = source.projection;
  const { month, closingBalance } = lowestMonth;
  const bill = largestBill(source, month);
  return `Arrange ${closingBalance.slice(1)} ${currency} before the end of ${month}, or move payments behind it${bill}.`;
}

/** The end of a sentence about a month that is too low. */
function largestBill({ projection: { currency }, payables, nameOf }: InsightSource, month: string): string {
  const [largest] = payables
    .filter(({ dueDate }) => dueDate.slice(0, 7) <= month)
    .toSorted((one, other) => compareDecimals(other.amount, one.amount));
  if (!largest) return '';
  return `; the largest open bill due by then is ${largest.amount} ${currency} to ${nameOf(largest.counterparty)}, due ${largest.dueDate}`;
}

/** The runway is seen farther than the months that were asked for, in which cash may grow. */
function burning({ runway, scenario }: CashProjection): string[] {
  if (runway.kind === 'not_burning') return [];
  const end =
    runway.kind === 'runs_out'
      ? `is used up in ${runway.month}, after about ${runway.months} months`
      : `shrinks, and lasts about ${runway.months} months at the rate of the second year`;
  return [`Projected two years ahead (${scenario}), cash ${end}: review the recurring payments above.`];
}

/** Whom to chase: what is not due yet is nobody's fault, however late it is going to be. */
function chase({ projection: { currency }, receivables, day, nameOf }: InsightSource): string[] {
  const overdue = receivables.filter(({ dueDate }) => dueDate < day);
  return [...Map.groupBy(overdue, ({ counterparty }) => counterparty)]
    .map(([counterparty, own]) => ({
      counterparty,
      amount: withPlaces(sumDecimals(own.map(({ amount }) => amount)), currency),
      days: Math.max(...own.map(({ dueDate }) => daysBetween(dueDate, day))),
    }))
    .toSorted((one, other) => compareDecimals(other.amount, one.amount))
    .slice(0, mostPayers)
    .map(
      ({ counterparty, amount, days }) =>
        `Chase ${nameOf(counterparty)}: ${amount} ${currency} is overdue, by up to ${counted(days, 'day')}.`,
    );
}

/** A share from 0 to 1 in percent with one place. */
export function percent(share: number): string {
  return (share * 100).toFixed(1);
}
