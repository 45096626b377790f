import { median, medianDeviation, medianDrift } from '../distribution/robust.ts';
import { logGamma } from '../distribution/special-functions.ts';
import type { Anomaly } from './anomaly.ts';
import type { ExaminedRow } from './examined-row.ts';
import { findSeasonalPriceJump } from './seasonal-price-jump.ts';

const leastBefore = 6;
const leastAfter = 3;
const leastRise = 0.15;
const mostChance = 1e-3;
/** Amounts that vary more, as a share, follow how much is bought. */
const mostSpread = 0.15;
/** Of a rise, so much may be a drift that went on before or goes on after. */
const mostDrift = 0.4;
const leastDaysBefore = 180;
const leastDaysAfter = 30;
const recentDays = 365;

/**
 * Finds vendors whose price jumped in the last year, however irregularly they are paid: all payments since a day are above all before
 * it, the middle ones by 15 % or more, where chance would part them so in less than one of 1,000 cases. On either side amounts vary
 * little and do not drift: what climbs all the time is growth or `price_creep`. A vendor with seasons is held against the year before.
 */
export function findPriceJumps(rows: readonly ExaminedRow[], today: number): Anomaly[] {
  const groups = Map.groupBy(
    rows.filter(({ isSpent, size }) => isSpent && size > 0),
    ({ vendor }) => vendor,
  );
  return [...groups.values()].flatMap((group) => {
    return findPlainJump(group, today) ?? findSeasonalPriceJump(group, today) ?? [];
  });
}

function findPlainJump(group: readonly ExaminedRow[], today: number): Anomaly | undefined {
  const place = partingOf(group);
  if (place === undefined) return undefined;
  const [before, after] = [group.slice(0, place), group.slice(place)];
  return isJump(before, after, today) ? describe(before, after) : undefined;
}

/** Where all after are above all before, by the widest gap; undefined for nowhere. */
function partingOf(group: readonly ExaminedRow[]): number | undefined {
  const lowestSince = group.map(({ size }) => size);
  for (let place = group.length - 2; place >= 0; place -= 1) {
    lowestSince[place] = Math.min(lowestSince[place] ?? 0, lowestSince[place + 1] ?? 0);
  }
  let [best, widest, highest]: [number | undefined, number, number] = [undefined, 1, 0];
  for (const [place, { size }] of group.entries()) {
    const gap = (lowestSince[place] ?? 0) / highest;
    const hasSides = place >= leastBefore && place <= group.length - leastAfter;
    if (hasSides && gap > widest) [best, widest] = [place, gap];
    highest = Math.max(highest, size);
  }
  return best;
}

function isJump(before: readonly ExaminedRow[], after: readonly ExaminedRow[], today: number): boolean {
  const [from, last, since, until] = [before[0]?.day, before.at(-1)?.day, after[0]?.day, after.at(-1)?.day];
  if (from === undefined || last === undefined || since === undefined || until === undefined) return false;
  if (today - since > recentDays || last - from < leastDaysBefore || until - since < leastDaysAfter) return false;
  const [low, high] = [logarithms(before), logarithms(after)];
  const rise = median(high) - median(low);
  const isNarrow = medianDeviation(low) <= mostSpread && medianDeviation(high) <= mostSpread;
  const drift = Math.max(Math.abs(medianDrift(low)), Math.abs(medianDrift(high)));
  return rise >= Math.log1p(leastRise) && isNarrow && drift <= mostDrift * rise && chanceOf(low, high) <= mostChance;
}

function logarithms(rows: readonly ExaminedRow[]): number[] {
  return rows.map(({ size }) => Math.log(size));
}

/** That the largest of all come last by chance: 1 over the number of ways to choose them. */
function chanceOf(before: readonly number[], after: readonly number[]): number {
  const count = before.length + after.length;
  return Math.exp(logGamma(before.length + 1) + logGamma(after.length + 1) - logGamma(count + 1));
}

function describe(before: readonly ExaminedRow[], after: readonly ExaminedRow[]): Anomaly {
  const sizes = (group: readonly ExaminedRow[]) => median(group.map(({ size }) => size));
  const [usual, now] = [sizes(before), sizes(after)];
  const [first, last] = [after[0], after.at(-1)];
  const days = Math.max(1, (last?.day ?? 0) - (first?.day ?? 0));
  const yearly = (now - usual) * (((after.length - 1) * 365.25) / days);
  const percent = Number((100 * (now / usual - 1)).toFixed(1));
  return {
    rule: 'price_jump',
    severity: percent >= 30 ? 'high' : 'medium',
    explanation: `${first?.counterparty} was paid about ${usual.toFixed(2)} until ${before.at(-1)?.date} and ${now.toFixed(2)} since ${first?.date}, ${percent} % more`,
    numbers: {
      usual_before: usual.toFixed(2),
      usual_since: now.toFixed(2),
      rise_percent: percent,
      payments_before: before.length,
      payments_since: after.length,
      more_a_year: yearly.toFixed(2),
    },
    ids: [...before.slice(-1), ...after].map(({ id }) => id),
    atStake: yearly,
  };
}
