import { mean } from '../distribution/robust.ts';
import { lineThrough } from './line-through.ts';

/** A series that went from one level to another, once. */
export interface LevelShift {
  /** The first value of the new level, counted from 0. */
  place: number;
  /** Mean of the values before it and of those from it on, in the series' unit. */
  before: number;
  after: number;
}

/** The shortest level: fewer values could be outliers. */
const leastLength = 3;
/** How far the Bayesian information criterion must prefer the shift: "strong" of Kass and Raftery, Bayes factors (1995). */
const strong = 6;

/**
 * The shift, where it explains a series better than a trend does and what it leaves does not repeat after a season. Two years at
 * 50 and at 100 are as well a trend and twelve indices that undo it, and the third would be forecast at 150. Series of three
 * seasons or more tell these apart, and have none here; neither have those under two.
 * Source: Bai and Perron, Estimating and testing linear models with multiple structural changes, Econometrica 66 (1998), for
 * one change.
 */
export function findLevelShift(series: readonly number[], season: number): LevelShift | undefined {
  if (series.length < 2 * season || series.length >= 3 * season) return undefined;
  const places = [...series.keys()].slice(leastLength, 1 - leastLength);
  const fits = places.map((place) => fitAt(series, place));
  const [best] = fits.toSorted((one, other) => squares(one.left) - squares(other.left));
  if (!best) return undefined;
  const { shift, left } = best;
  const gain = series.length * Math.log(squares(aroundLine(series)) / squares(left)) - Math.log(series.length);
  return gain > strong && !repeats(left, season) ? shift : undefined;
}

/** A shift at this place, and what it leaves of the values. */
function fitAt(series: readonly number[], place: number): { shift: LevelShift; left: number[] } {
  const [before, after] = [mean(series.slice(0, place)), mean(series.slice(place))];
  const left = series.map((value, index) => value - (index < place ? before : after));
  return { shift: { place, before, after }, left };
}

/** What a line by least squares leaves. */
function aroundLine(series: readonly number[]): number[] {
  const { intercept, slope } = lineThrough(series);
  return series.map((value, index) => value - intercept - slope * (index + 1));
}

/** Whether values go with those a season before, beyond what chance gives at 95 %. */
function repeats(values: readonly number[], season: number): boolean {
  const pairs = values.slice(season).map((value, place) => [values[place] ?? 0, value] as const);
  const product = pairs.reduce((sum, [early, late]) => sum + early * late, 0);
  const size = Math.sqrt(squares(pairs.map(([early]) => early)) * squares(pairs.map(([, late]) => late)));
  return size > 0 && product / size > 1.645 / Math.sqrt(pairs.length);
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
