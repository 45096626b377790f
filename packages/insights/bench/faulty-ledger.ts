import type { AnomalyRule, ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { addMonths, toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';
import { createSeededRandom, drawNormal, type RandomSource } from '../src/random/seeded-random.ts';
import { makeLeaks } from './leaking-rows.ts';
import { makeRow, workday } from './ledger-row.ts';

/** A fault that was put in: the rule that has to find it, and one transaction (or counterparty) it has to name. */
export interface SeededFault {
  rule: AnomalyRule;
  id: string;
}

const start = toDayNumber('2023-10-01');
export const ledgerEnd = '2026-09-30';
const last = toDayNumber(ledgerEnd);

const regular = [
  ['Harbor Properties LLC', 'Rent', 4200, 1, 0],
  ['Liberty Insurance', 'Insurance', 385.5, 5, 0],
  ['Notion Labs', 'Software', 96, 12, 0],
  ['City Power & Light', 'Utilities', 410, 18, 0.12],
  ['Telia Telecom', 'Telephone', 129.9, 22, 0],
] as const;
const irregular = [
  ['Staples', 'Office supplies', 80, 0.5, 5],
  ['Shell Station', 'Motor vehicle', 65, 0.3, 6],
  ['Blue Bottle Coffee', 'Meals', 24, 0.5, 8],
  ['Delta Air Lines', 'Travel', 460, 0.6, 3],
  ['Nordic Timber Supply', 'Materials', 2400, 0.5, 5],
  ['Brightway Logistics', 'Freight', 750, 0.45, 4],
  ['Jones & Partners', 'Legal fees', 1900, 0.5, 1],
] as const;

/** 36 months of a company's bank account with seeded faults, each listed. */
export function makeFaultyLedger(seed: number): { transactions: ExaminedTransaction[]; faults: SeededFault[] } {
  const random = createSeededRandom(seed);
  const clean = [...regularRows(random), ...irregularRows(random), ...receipts(random), ...oneOffs(random)];
  return seedFaults(clean, random);
}

function regularRows(random: RandomSource): ExaminedTransaction[] {
  return regular.flatMap(([counterparty, category, amount, day, spread]) =>
    Array.from({ length: 36 }, (_, month) => {
      const size = amount * (1 + spread * drawNormal(random));
      return makeRow(
        `${category}-${month}`,
        workday(addMonths(start, month) + day + Math.floor(random() * 2)),
        -size,
        counterparty,
        category,
      );
    }),
  );
}

function irregularRows(random: RandomSource): ExaminedTransaction[] {
  return irregular.flatMap(([counterparty, category, middle, spread, aMonth]) =>
    Array.from({ length: 36 * aMonth }, (_, index) => {
      const day = workday(start + Math.floor(random() * (last - start - 3)));
      const size = middle * Math.exp(spread * drawNormal(random));
      const reference = {
        reference: `${counterparty.slice(0, 2).toUpperCase()}-${10_000 + index * 7 + Math.floor(random() * 5)}`,
      };
      return {
        ...makeRow(`${category}-${index}`, day, -size, counterparty, category),
        ...(random() < 0.7 ? reference : {}),
      };
    }),
  );
}

function receipts(random: RandomSource): ExaminedTransaction[] {
  return Array.from({ length: 36 * 8 }, (_, index) => {
    const day = workday(start + Math.floor(random() * (last - start - 3)));
    return makeRow(`sale-${index}`, day, 3000 * Math.exp(0.6 * drawNormal(random)), `Customer ${index % 23}`, 'Sales');
  });
}

function oneOffs(random: RandomSource): ExaminedTransaction[] {
  const words = 'Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ivy Juniper Kapok Larch Maple Nutmeg Oak Pine'.split(
    ' ',
  );
  return words.map((word, index) => {
    const day = workday(start + Math.floor(random() * (last - start - 3)));
    return makeRow(
      `once-${index}`,
      day,
      -90 * Math.exp(0.5 * drawNormal(random)),
      `${word} Repairs ${index}`,
      'Repairs',
    );
  });
}

/** What was put wrong, and the rows it took. */
interface Seeding {
  faults: SeededFault[];
  extra: ExaminedTransaction[];
  put(rule: AnomalyRule, transaction: ExaminedTransaction): void;
  pick(counterparty: string): ExaminedTransaction;
}

function seedFaults(clean: readonly ExaminedTransaction[], random: RandomSource) {
  const faults: SeededFault[] = [];
  const extra: ExaminedTransaction[] = [];
  const put = (rule: AnomalyRule, transaction: ExaminedTransaction) => {
    faults.push({ rule, id: transaction.id });
    extra.push(transaction);
  };
  const pick = (counterparty: string) => {
    const rows = clean.filter(
      (one) => one.counterparty === counterparty && one.date > '2024-06-01' && one.date < '2026-08-01',
    );
    const found = rows[Math.floor(random() * rows.length)];
    if (found === undefined) throw new RangeError(`counterparty: none of ${counterparty}`);
    return found;
  };
  const seeding = { faults, extra, put, pick };
  seedRepeats(seeding);
  seedOddities(seeding);
  seedRecurring(seeding);
  const leaks = makeLeaks(start, random);
  extra.push(...leaks.rows);
  faults.push(...leaks.faults);
  const transactions = [...clean, ...extra].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  return { transactions, faults };
}

function seedRepeats({ faults, extra, put, pick }: Seeding): void {
  for (const [index, name] of ['Nordic Timber Supply', 'Brightway Logistics', 'Jones & Partners'].entries()) {
    const one = pick(name);
    put('duplicate_payment', { ...one, id: `duplicate-${index}`, date: later(one, 2 + index * 2) });
  }
  const typed = pick('Nordic Timber Supply');
  const misspelt = { ...typed, id: 'duplicate-name', counterparty: 'Nordic Timbr Supply Inc' };
  put('duplicate_payment', { ...misspelt, date: later(typed, 4) });
  faults.push({ rule: 'lookalike_vendor', id: 'duplicate-name' });
  const swapped = { ...pick('Brightway Logistics'), id: 'swap-1', amount: '-1283.40', reference: 'BR-77120' };
  extra.push(swapped);
  put('transposed_digits', { ...swapped, id: 'swap-2', amount: '-1238.40', date: later(swapped, 6) });
}

function seedOddities({ put, pick }: Seeding): void {
  for (const [index, name] of ['Blue Bottle Coffee', 'Staples', 'Telia Telecom'].entries()) {
    const one = pick(name);
    const amount = String(-(14 + index) * 83.17);
    put('unusual_amount', {
      ...one,
      id: `amount-${index}`,
      date: later(one, 9),
      amount,
      reference: `X-9${index}771`,
    });
  }
  const coded = { ...pick('Shell Station'), id: 'category', category: 'Travel', amount: '-71.13' };
  put('unusual_category', { ...coded, reference: 'SH-99001', date: later(coded, 3) });
  const day = workday(toDayNumber('2026-04-14'));
  put('unusual_vendor', makeRow('vendor', day, -28_450.77, 'Quantum Ridge Holdings', 'Consulting'));
}

function seedRecurring({ faults, extra }: Seeding): void {
  for (let month = 0; month < 36; month += 1) {
    const amount = -([49, 52.5, 58, 66][Math.floor(month / 9)] ?? 0);
    extra.push(makeRow(`creep-${month}`, workday(addMonths(start, month) + 9), amount, 'Zoomly Video', 'Software'));
    if (month < 34)
      extra.push(
        makeRow(`stopped-${month}`, workday(addMonths(start, month) + 14), 900, 'Tenant Mills', 'Rent income'),
      );
  }
  faults.push({ rule: 'price_creep', id: 'creep-0' }, { rule: 'missing_recurring', id: 'stopped-33' });
}

function later(one: ExaminedTransaction, days: number): string {
  return toIsoDate(workday(toDayNumber(one.date) + days));
}
