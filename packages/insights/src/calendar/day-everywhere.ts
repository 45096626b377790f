const hour = 3_600_000;

/** Whether a day, or the day of a time, has begun nowhere on Earth at `now`, in milliseconds since 1970: somewhere it does 14 hours before it does in UTC. */
export function isAheadEverywhere(day: string, now: number): boolean {
  return now - Date.parse(day) < -14 * hour;
}

/** Whether it is over everywhere: the last place has it 12 hours after UTC. */
export function isPastEverywhere(day: string, now: number): boolean {
  return now - Date.parse(day) > 36 * hour;
}
