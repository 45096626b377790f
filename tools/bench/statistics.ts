/** The middle of some numbers. */
export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5);
}

/** The value below which a share of the values lies, between the two nearest where it falls between them. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)] ?? Number.NaN;
  const upper = sorted[Math.ceil(place)] ?? Number.NaN;
  return lower + (upper - lower) * (place - Math.floor(place));
}

/** A point of a series. */
export interface Point {
  x: number;
  y: number;
}

/** The straight line nearest to some points: where it begins (at the first x), and its rise for each step of x. */
export function lineFitOf(points: readonly Point[]): { start: number; slope: number } {
  const meanX = meanOf(points.map(({ x }) => x));
  const meanY = meanOf(points.map(({ y }) => y));
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const first = points[0]?.x ?? Number.NaN;
  return { start: meanY + slope * (first - meanX), slope };
}

/** By how much the nearest straight line rises from the first to the last point, as a share of where it begins. */
export function riseOf(points: readonly Point[]): number {
  const { start, slope } = lineFitOf(points);
  const span = (points.at(-1)?.x ?? Number.NaN) - (points[0]?.x ?? Number.NaN);
  return (slope * span) / start;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
