/** A series or an option that cannot be forecast with; the message names the position or the option and what to do. */
export class SeriesError extends Error {
  override readonly name = 'SeriesError';
}

const longestHorizon = 520;

/** What a forecast needs to know beside the series. */
export interface CheckedOptions {
  horizon: number;
  season: number;
  level: number;
}

/** Throws a {@link SeriesError} for what cannot be forecast. */
export function checkSeries(series: readonly number[], { horizon, season, level }: CheckedOptions): void {
  if (series.length === 0) throw new SeriesError('The series has no values: give at least one period.');
  // Not findIndex over holes alone: a missing value may also be NaN or infinite.
  for (let place = 0; place < series.length; place += 1) {
    const value = series[place];
    if (Number.isFinite(value)) continue;
    throw new SeriesError(
      `Value ${place + 1} of ${series.length} is ${value ?? 'missing'}: fill the gap (0 where nothing happened) or start the series after it.`,
    );
  }
  checkWhole('horizon', horizon, 1, longestHorizon);
  checkWhole('season', season, 1, longestHorizon);
  if (!(level > 0 && level < 1))
    throw new SeriesError(`level is ${level}: give a share between 0 and 1, such as 0.95.`);
}

function checkWhole(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new SeriesError(`${option} is ${value}: give a whole number of periods from ${least} to ${most}.`);
}
