const firstMilliseconds = 500;
const longestMilliseconds = 5000;

/**
 * Milliseconds to wait after so many requests were sent: exponential from 0.5 s to 5 s with full jitter, so that many
 * clients hit by one outage do not come back together. What the vendor asks for (`Retry-After`) is a floor under it.
 */
export function backoffMilliseconds(sent: number, random: () => number, floorMilliseconds = 0): number {
  const ceiling = Math.min(longestMilliseconds, firstMilliseconds * 2 ** (sent - 1));
  return floorMilliseconds + random() * (floorMilliseconds > 0 ? firstMilliseconds : ceiling);
}
