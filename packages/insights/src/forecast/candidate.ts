/** What a candidate knows of the series beside its values. */
export interface SeriesShape {
  /** Values in one season: 12 for months, 52 for weeks, 1 for none. */
  season: number;
  /** Whether every value of the whole series is above zero, so that ratios and logarithms make sense. */
  isPositive: boolean;
}

/** One way to forecast; pure, and the same answer for the same history. */
export interface Candidate {
  name: string;
  /** The shortest history that it can learn from. */
  needs(shape: SeriesShape): number;
  /** Means 1 to `horizon` steps ahead, in the unit of the history. */
  project(history: readonly number[], shape: SeriesShape, horizon: number): number[];
}
