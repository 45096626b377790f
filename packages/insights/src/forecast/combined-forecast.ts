import { blend, errorsOf, meanAbsolute, meanStep, sharesOf, type Trial, tryCandidates } from './backtest.ts';
import type { Candidate } from './candidate.ts';
import { flatnessNotes, outlierNotes, shiftNotes, shortnessNotes } from './forecast-notes.ts';
import type { Forecast } from './forecast-result.ts';
import { findLevelShift } from './level-shift.ts';
import { repairOutliers } from './outlier-repair.ts';
import { type ForecastPoint, intervalsAround } from './prediction-interval.ts';
import type { CheckedOptions } from './series-error.ts';

/** Tries the candidates in the past and combines them, for a series of four values or more that varies. */
export function combinedForecast(
  original: readonly number[],
  { horizon, season: wanted, level }: CheckedOptions,
  candidates: readonly Candidate[],
): Forecast {
  // Candidates search in a unit of their own, so that the answer does not depend on the series' unit.
  const unit = Math.max(...original.map(Math.abs));
  const { series: repaired, repairs } = repairOutliers(original, wanted);
  const series = repaired.map((value) => value / unit);
  const shift = findLevelShift(series, wanted);
  const season = series.length >= 2 * wanted && !shift ? wanted : 1;
  const shape = { season, isPositive: series.every((value) => value > 0) };
  const { origins, trials } = tryCandidates(series, shape, horizon, candidates);
  const shares = sharesOf(trials);
  const attempts = origins.map((_, origin) => blended(trials, shares, (trial) => trial.attempts[origin] ?? []));
  const errors = errorsOf(series, origins, attempts);
  const means = blended(trials, shares, (trial) => trial.means);
  const floor = series.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  const points = intervalsAround(means, level, { series, season, errors, attempts }).map((point) =>
    restored(point, unit, floor),
  );
  const measured = { unit, step: meanStep(series, season) };
  return {
    method: methodName(trials, shares),
    points,
    backtest: {
      origins,
      candidates: candidateErrors(trials, shares, measured),
      combined: origins.length === 0 ? undefined : inUnits(meanAbsolute(errors.flat()), measured),
    },
    notes: [
      ...shortnessNotes(series.length, wanted, origins),
      ...shiftNotes(shift, unit),
      ...outlierNotes(repairs),
      ...flatnessNotes(points),
    ],
  };
}

interface Measure {
  /** What the series was divided by. */
  unit: number;
  /** The mean absolute step over a season of the divided series. */
  step: number;
}

function blended(trials: readonly Trial[], shares: readonly number[], read: (trial: Trial) => readonly number[]) {
  return blend(trials.map(read), shares);
}

/** Back to the series' unit; a series that was never negative is not forecast to be. */
function restored({ mean, lower, upper }: ForecastPoint, unit: number, floor: number): ForecastPoint {
  const back = (value: number) => Math.max(floor, value * unit);
  return { mean: back(mean), lower: back(lower), upper: back(upper) };
}

function methodName(trials: readonly Trial[], shares: readonly number[]): string {
  const names = trials.filter((_, index) => (shares[index] ?? 0) > 0).map(({ candidate }) => candidate.name);
  return names.length === 1
    ? names.join()
    : `${names.length >= 5 ? 'trimmed ' : ''}weighted mean of ${names.join(', ')}`;
}

function candidateErrors(trials: readonly Trial[], shares: readonly number[], measured: Measure) {
  return trials
    .map(({ candidate, error }, index) => ({
      name: candidate.name,
      ...inUnits(error, measured),
      weight: shares[index] ?? 0,
    }))
    .sort((one, other) => one.meanAbsoluteError - other.meanAbsoluteError);
}

function inUnits(error: number, { unit, step }: Measure) {
  return { meanAbsoluteError: error * unit, scaledError: error / step };
}
