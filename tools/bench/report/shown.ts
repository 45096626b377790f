/** What stands where nothing was measured. */
export const nothing = '-';

/** A figure with as many digits as it is worth: three, and all before the point; a count has no others. */
export function shown(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return nothing;
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return value.toFixed(2);
}

/** How many times one figure is of another, as 0.43. */
export function ratioShown(value: number | undefined, base: number | undefined): string {
  return value === undefined || base === undefined ? nothing : `${shown(value / base)}`;
}

/** A share as a percentage with its sign. */
export function percentShown(share: number): string {
  return `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;
}

/** A difference with its sign. */
export function differenceShown(value: number | undefined, base: number | undefined): string {
  if (value === undefined || base === undefined) return nothing;
  return `${value >= base ? '+' : ''}${(value - base).toFixed(1)}`;
}
