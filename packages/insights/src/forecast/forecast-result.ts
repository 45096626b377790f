import type { CandidateError } from './backtest.ts';
import type { ForecastPoint } from './prediction-interval.ts';

/** A forecast with the evidence for it. All figures are floats in the series' unit: round them on the way out. */
export interface Forecast {
  /** What was combined or used, in words. */
  method: string;
  /** One point for each period ahead, the next period first. */
  points: ForecastPoint[];
  backtest: {
    /** How many values were known at each moment in the past that forecasts were tried from. */
    origins: number[];
    /** The error of each candidate, the best first. */
    candidates: CandidateError[];
    /** The error of what is used; undefined where the series is too short to hold values back. */
    combined: { meanAbsoluteError: number; scaledError: number } | undefined;
  };
  /** What a reader must know to trust the forecast as much as it deserves, and no more. */
  notes: string[];
}
