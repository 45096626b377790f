/** The middle value; NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share lies, linear between neighbours (type 7 of Hyndman and Fan 1996); NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Median absolute deviation from the median, times 1.4826: for normal values an estimate of the standard deviation. */
export function medianDeviation(values: readonly number[], center = median(values)): number {
  return 1.4826 * median(values.map((value) => Math.abs(value - center)));
}

/** How much higher the middle of the second half is than that of the first; NaN for less than two values. */
export function medianDrift(values: readonly number[]): number {
  const half = Math.floor(values.length / 2);
  return median(values.slice(values.length - half)) - median(values.slice(0, half));
}

/** The arithmetic mean; NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
