import { compareDecimals, parseDecimal } from '@bizmcp/insights';

/** Fewer sales tell nothing about what is usual. */
const fewest = 5;
/** Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers: a modified z-score above 3.5 stands out. */
const score = 3.5;
/** A price so close to the usual is never worth a warning, however steady it was. */
const closeness = '0.1';

/**
 * Whether a price stands out from those that the same thing was sold at: far from the median by the median absolute deviation, and by
 * more than a tenth. Prices are decimals; `usual` is their median, one that was really asked.
 */
export function unusualPrice(price: string, past: readonly string[]): { usual: string; count: number } | undefined {
  if (past.length < fewest) return undefined;
  const usual = medianOf(past);
  const away = distance(price, usual);
  if (compareDecimals(away, parseDecimal(usual).abs().times(closeness).toFixed()) <= 0) return undefined;
  const spread = medianOf(past.map((rate) => distance(rate, usual)));
  const standsOut = parseDecimal(away).times('0.6745').gt(parseDecimal(spread).times(score));
  return standsOut ? { usual, count: past.length } : undefined;
}

/** The lower one of the two in the middle, where they are even. */
function medianOf(values: readonly string[]): string {
  const sorted = values.toSorted(compareDecimals);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? '0';
}

function distance(one: string, other: string): string {
  return parseDecimal(one).minus(parseDecimal(other)).abs().toFixed();
}
