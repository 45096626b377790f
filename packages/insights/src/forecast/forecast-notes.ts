import type { LevelShift } from './level-shift.ts';
import type { Repair } from './outlier-repair.ts';
import type { ForecastPoint } from './prediction-interval.ts';

/** What a short series keeps from being known. */
export function shortnessNotes(count: number, season: number, origins: readonly number[]): string[] {
  const notes: string[] = [];
  if (season > 1 && count < 2 * season) {
    notes.push(
      `${count} values are fewer than two seasons of ${season}: no seasonal pattern could be learnt, and the forecast has none.`,
    );
  } else if (season > 1 && count < 3 * season) {
    notes.push(`${count} values are fewer than three seasons of ${season}: the seasonal pattern is uncertain.`);
  }
  if (origins.length === 0) notes.push(`${count} values are too few for a backtest: candidates weigh the same.`);
  return notes;
}

/** From what to what the level went, where no season was taken for that. */
export function shiftNotes(shift: LevelShift | undefined, unit: number): string[] {
  if (!shift) return [];
  const [before, after] = [rounded(shift.before * unit), rounded(shift.after * unit)];
  return [
    `The level went from about ${before} to about ${after} with value ${shift.place + 1}; nothing beside this repeats with the season, so the forecast has none.`,
  ];
}

/** Which values were set aside, counted from 1. */
export function outlierNotes(repairs: readonly Repair[]): string[] {
  return repairs.map(
    ({ place, value, replacement }) =>
      `Value ${place + 1} (${rounded(value)}) is far from its neighbours; it was taken as ${rounded(replacement)}.`,
  );
}

/** Says so when the means hardly move within their own uncertainty: a flat line is never given in silence. */
export function flatnessNotes(points: readonly ForecastPoint[]): string[] {
  const means = points.map(({ mean }) => mean);
  const range = Math.max(...means) - Math.min(...means);
  const width = points.reduce((sum, { lower, upper }) => sum + upper - lower, 0) / points.length;
  if (points.length < 2 || range > width / 8) return [];
  return ['The forecast is practically flat: no trend or season was found that stands out from chance.'];
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(6)));
}
