const longest = 30_000;

/** Milliseconds to wait after so many failures: doubling with full jitter over the upper half, so that clients do not come back together. */
export function backoff(failures: number, first: number): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(failures - 1, 16));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
