/** What each value is above the one `lag` places before it; the first has none. */
export function differences(series: readonly number[], lag = 1): number[] {
  return series.slice(lag).map((value, index) => value - (series[index] ?? 0));
}
