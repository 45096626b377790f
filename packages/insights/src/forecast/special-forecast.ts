import { mean } from '../distribution/robust.ts';
import { meanStep } from './backtest.ts';
import type { Forecast } from './forecast-result.ts';
import { forecastIntermittent } from './intermittent.ts';
import { studentReach } from './prediction-interval.ts';
import type { CheckedOptions } from './series-error.ts';

const nothingTried = { origins: [], candidates: [], combined: undefined };

/** A series that never varied. */
export function constantForecast(value: number, count: number, horizon: number): Forecast {
  const note =
    count === 1
      ? 'One value is no history: the forecast repeats it, and how far off it may be is not known.'
      : `All ${count} values are the same: the forecast is flat, and its interval has no width because nothing has varied.`;
  const points = Array.from({ length: horizon }, () => ({ mean: value, lower: value, upper: value }));
  return { method: 'constant', points, backtest: nothingTried, notes: [note] };
}

/** A series that is mostly zero. */
export function intermittentForecast(series: readonly number[], { horizon, level }: CheckedOptions): Forecast {
  const { method, points, errors } = forecastIntermittent(series, horizon, level);
  const zeros = series.filter((value) => value === 0).length;
  return {
    method: `${method}, for series that are mostly zero`,
    points,
    backtest: {
      origins: [],
      candidates: Object.entries(errors)
        .map(([name, error]) => ({
          name,
          meanAbsoluteError: error,
          scaledError: error / meanStep(series, 1),
          weight: name === method ? 1 : 0,
        }))
        .sort((one, other) => one.meanAbsoluteError - other.meanAbsoluteError),
      combined: undefined,
    },
    notes: [
      `${zeros} of ${series.length} values are zero: the forecast is the mean per period and therefore flat. A single period will be zero or a whole amount, which the interval shows.`,
      'Errors of the candidates are root mean squares of one step ahead.',
    ],
  };
}

/** Two or three values: their mean, with an interval from how they differ; below 0 only where one of them is. */
export function meanForecast(series: readonly number[], { horizon, level }: CheckedOptions): Forecast {
  const middle = mean(series);
  const squares = series.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const freedom = series.length - 1;
  const half = studentReach(level, freedom) * Math.sqrt((squares / freedom) * (1 + 1 / series.length));
  const floor = series.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const lower = Math.max(floor, middle - half);
  const points = Array.from({ length: horizon }, () => ({ mean: middle, lower, upper: middle + half }));
  return {
    method: 'mean',
    points,
    backtest: nothingTried,
    notes: [
      `Only ${series.length} values: the forecast is their mean, flat; no trend or season can be seen in so few.`,
    ],
  };
}
