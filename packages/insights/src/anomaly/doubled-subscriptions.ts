import { toDayNumber } from '../calendar/calendar-day.ts';
import { vendorKey } from '../counterparty/vendor-key.ts';
import { cadenceDays, paymentsAYear } from '../recurring/cadence.ts';
import type { RecurringTransaction } from '../recurring/detect-recurring.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';
import { findSecondCharges } from './second-charge.ts';

/** A first word so long is a brand's: 'Moodboardly Pro' and 'Moodboardly Team' are plans of one. */
const leastBrand = 5;
const mostSpread = 0.2;
/** Periods both were paid, and periods one was paid alone, before anything is said. */
const leastPeriods = 3;
const recentDays = 2 * 365;

interface Charge extends RecurringTransaction {
  first: number;
  last: number;
  period: number;
  isRunning: boolean;
}

/**
 * Finds subscriptions that leak, by evidence in the payments alone. `duplicate_subscription`: a vendor that was charged for once is, in
 * the last two years and for three periods or more, charged for twice: by a second plan of the same brand and category, or by the same
 * amount on a second day. `forgotten_subscription`: of two plans paid side by side one has ended, and the other goes on for three
 * periods or more. Plans that began together are taken as meant.
 */
export function findDoubledSubscriptions(
  rows: readonly ExaminedRow[],
  recurring: readonly RecurringTransaction[],
  today: number,
): Anomaly[] {
  const spent = rows.filter(({ isSpent }) => isSpent);
  const byId = new Map(spent.map((row) => [row.id, row]));
  const charges = recurring
    .filter(({ ids }) => byId.has(ids[0] ?? ''))
    .map((one) => chargeOf(one, today))
    .filter(({ amount, spread }) => spread <= mostSpread * Math.abs(Number(amount)));
  const groups = Map.groupBy(charges, ({ counterparty, cadence, ids }) => {
    return [brandOf(counterparty), cadence, byId.get(ids.at(-1) ?? '')?.category ?? ''].join('\n');
  });
  const pairs = [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((one, other) => one.first - other.first);
    return sorted.slice(1).flatMap((newer, index) => describePair(sorted[index], newer, today) ?? []);
  });
  return [...pairs, ...findSecondCharges(spent, today)];
}

function brandOf(counterparty: string): string {
  const key = vendorKey(counterparty);
  const [brand = ''] = key.split(' ');
  return brand.length >= leastBrand ? brand : key;
}

function chargeOf(recurring: RecurringTransaction, today: number): Charge {
  const { days, slack } = cadenceDays(recurring.cadence);
  const [first, last] = [toDayNumber(recurring.firstDate), toDayNumber(recurring.lastDate)];
  return { ...recurring, first, last, period: days, isRunning: today <= toDayNumber(recurring.nextDate) + 2 * slack };
}

function describePair(older: Charge | undefined, newer: Charge, today: number): Anomaly | undefined {
  if (older === undefined) return undefined;
  const { period } = newer;
  const together = (Math.min(older.last, newer.last) - newer.first) / period;
  if (together < leastPeriods - 0.5) return undefined;
  if (older.isRunning && newer.isRunning) {
    const isAdded = newer.first - older.first >= leastPeriods * period && today - newer.first <= recentDays;
    return isAdded ? describeDuplicate(older, newer, Math.round(together) + 1) : undefined;
  }
  const [going, ended] = older.isRunning ? [older, newer] : [newer, older];
  const alone = Math.floor((going.last - ended.last) / period);
  const isForgotten = going.isRunning && alone >= leastPeriods && today - ended.last <= recentDays;
  return isForgotten ? describeForgotten(going, ended, alone) : undefined;
}

function describeDuplicate(older: Charge, newer: Charge, times: number): Anomaly {
  const yearly = Math.min(sizeOf(older), sizeOf(newer)) * paymentsAYear(newer.cadence);
  return {
    rule: 'duplicate_subscription',
    severity: 'medium',
    explanation: `${newer.counterparty} (${sizeText(newer)}) is paid ${newer.cadence} since ${newer.firstDate} beside ${older.counterparty} (${sizeText(older)}), ${times} times so far`,
    numbers: { amount: sizeText(newer), beside: sizeText(older), since: newer.firstDate, times_both: times },
    ids: [...newer.ids, ...older.ids.slice(-1)],
    atStake: yearly,
  };
}

function describeForgotten(going: Charge, ended: Charge, alone: number): Anomaly {
  return {
    rule: 'forgotten_subscription',
    severity: 'medium',
    explanation: `${going.counterparty} (${sizeText(going)}, ${going.cadence}) goes on, ${alone} times since ${ended.counterparty}, paid beside it, ended on ${ended.lastDate}`,
    numbers: { amount: sizeText(going), ended_on: ended.lastDate, times_since: alone, last: going.lastDate },
    ids: [...ended.ids.slice(-1), ...going.ids.slice(-alone)],
    atStake: sizeOf(going) * paymentsAYear(going.cadence),
  };
}

function sizeOf(charge: Charge): number {
  return Number(sizeText(charge));
}

/** As people say it: what is paid has no minus. */
function sizeText({ amount }: Charge): string {
  return amount.replace('-', '');
}
