import { weekdayOf } from '../calendar/calendar-day.ts';
import { areSimilarNames, nameSimilarity, readName } from '../counterparty/counterparty-name.ts';
import { quantile } from '../distribution/robust.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';

const leastRows = 100;
const establishedAfter = 6;
const lookalike = 0.85;
/** A name that comes in more spellings than this has a code in its text. */
const mostSpellings = 3;
/** Spellings of one word are nearer to each other than this; names of two places hardly ever. */
const mostOfBranches = 0.6;
const leastForCategory = 8;
const weekendShare = 0.02;
const warmUpShare = 0.25;
const warmUpDays = 92;
const usualShare = 0.95;

/**
 * A vendor met for the first time with an amount above 95 % of all spending. The first quarter of the rows only teaches, and the
 * first quarter of a year: in it landlords and payrolls are met for the first time too.
 */
export function findUnusualVendors(rows: readonly ExaminedRow[]): Anomaly[] {
  const spent = rows.filter(({ isSpent }) => isSpent);
  if (spent.length < leastRows) return [];
  const limit = quantile(
    spent.map(({ size }) => size),
    usualShare,
  );
  const taughtUntil = (spent[0]?.day ?? 0) + warmUpDays;
  const met = new Set<string>();
  return spent.flatMap((row, index): Anomaly[] => {
    const isFirst = !met.has(row.vendor);
    met.add(row.vendor);
    const isTaught = index >= warmUpShare * spent.length && row.day >= taughtUntil;
    if (!isFirst || !isTaught || row.size <= limit) return [];
    return [
      {
        rule: 'unusual_vendor',
        severity: 'medium',
        explanation: `${row.counterparty} was never paid before, and ${row.amountText} is above 95 % of all payments`,
        numbers: { amount: row.amountText, limit_95_percent: limit.toFixed(2), payments: spent.length },
        ids: [row.id],
        atStake: row.size,
      },
    ];
  });
}

/** A vendor met once or twice whose name is nearly that of an established one: a second record, a typing error or a pretender. */
export function findLookalikeVendors(rows: readonly ExaminedRow[]): Anomaly[] {
  const byVendor = Map.groupBy(
    rows.filter(({ isSpent }) => isSpent),
    ({ vendor }) => vendor,
  );
  const established = [...byVendor.values()].filter((group) => group.length >= establishedAfter);
  const rare = [...byVendor.values()].filter((group) => group.length <= 2);
  const pairs = rare.flatMap((group) => {
    const row = group[0];
    const original = established.find((other) => row && isLookalike(row, other[0]))?.[0];
    return row && original ? [{ group, row, original }] : [];
  });
  return [...Map.groupBy(pairs, ({ original }) => original).values()]
    .filter(({ length }) => length <= mostSpellings)
    .flatMap((spellings) => spellings.map(({ group, row, original }) => describeLookalike(group, row, original)));
}

/** A counterparty of 8 transactions or more whose others all have one category, and this one another. */
export function findUnusualCategories(rows: readonly ExaminedRow[]): Anomaly[] {
  const coded = rows.filter(({ category }) => category !== undefined);
  const groups = Map.groupBy(coded, ({ vendor, isSpent }) => `${vendor} ${isSpent}`);
  return [...groups.values()].flatMap((group) => {
    const counts = [...Map.groupBy(group, ({ category }) => category).values()].sort((a, b) => b.length - a.length);
    const [usual, odd, third] = counts;
    const row = odd?.[0];
    if (!usual || !row || odd.length > 1 || third || usual.length < leastForCategory) return [];
    return [describeCategory(row, usual)];
  });
}

/** Spending at a weekend where at most 2 % of at least 100 payments are. */
export function findUnusualTimes(rows: readonly ExaminedRow[]): Anomaly[] {
  const spent = rows.filter(({ isSpent }) => isSpent);
  const atWeekend = spent.filter(({ day }) => weekdayOf(day) % 6 === 0);
  if (spent.length < leastRows || atWeekend.length > weekendShare * spent.length) return [];
  return atWeekend.map((row) => ({
    rule: 'unusual_time',
    severity: 'low',
    explanation: `${row.amountText} to ${row.counterparty} was paid at a weekend, as only ${atWeekend.length} of ${spent.length} payments are`,
    numbers: { weekend_payments: atWeekend.length, payments: spent.length },
    ids: [row.id],
    atStake: row.size,
  }));
}

function isLookalike(row: ExaminedRow, other: ExaminedRow | undefined): boolean {
  if (other === undefined || row.vendor === other.vendor || row.vendor.length < 6) return false;
  return areSimilarNames(row.name, other.name, lookalike) && !areBranches(row.vendor, other.vendor);
}

/** Names of the same words but one that is no slip of the other: two towns, two plans. */
function areBranches(one: string, other: string): boolean {
  const [words, others] = [one.split(' '), other.split(' ')];
  const different = words.flatMap((word, index) => (word === others[index] ? [] : [[word, others[index] ?? '']]));
  const [[word = '', its = ''] = []] = different;
  return (
    words.length === others.length &&
    different.length === 1 &&
    nameSimilarity(readName(word), readName(its)) < mostOfBranches
  );
}

function describeLookalike(group: readonly ExaminedRow[], row: ExaminedRow, original: ExaminedRow): Anomaly {
  const similarity = nameSimilarity(row.name, original.name);
  return {
    rule: 'lookalike_vendor',
    severity: 'high',
    explanation: `${row.counterparty} is nearly the name of the established vendor ${original.counterparty}`,
    numbers: { name_similarity: Math.round(similarity * 100) / 100, payments: group.length },
    ids: group.map(({ id }) => id),
    atStake: group.reduce((sum, { size }) => sum + size, 0),
  };
}

function describeCategory(row: ExaminedRow, usual: readonly ExaminedRow[]): Anomaly {
  return {
    rule: 'unusual_category',
    severity: 'medium',
    explanation: `${row.counterparty} is coded ${row.category} here and ${usual[0]?.category} in its ${usual.length} others`,
    numbers: { category: row.category ?? '', usual_category: usual[0]?.category ?? '', others: usual.length },
    ids: [row.id],
    atStake: row.size,
  };
}
