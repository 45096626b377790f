/** Upper bounds of the latency histogram, in seconds. */
export const latencyBounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

/** The calls of one tool that ended one way. */
export interface CallSeries {
  tool: string;
  /** `ok`, `asked` or the code of the error. */
  status: string;
  count: number;
  /** Seconds that these calls took together. */
  seconds: number;
  /** How many took at most each of {@link latencyBounds}. */
  buckets: number[];
}

/** What a process counted since it started. */
export interface Metrics {
  /** Counts one call that took so many milliseconds. */
  record(tool: string, status: string, milliseconds: number): void;
  series(): readonly CallSeries[];
  /** Bytes of memory in use, sampled at most once a second as calls end; the newest 600 samples. */
  memory(): readonly { at: number; bytes: number }[];
}

const mostSamples = 600;

/** Counters and latency histograms in the memory of this process. Labels are tool names and codes: never a value of a call. */
export function createMetrics(now: () => number = Date.now): Metrics {
  const all = new Map<string, CallSeries>();
  const samples: { at: number; bytes: number }[] = [];
  const sample = () => {
    const at = now();
    const last = samples.at(-1);
    if (last && at - last.at < 1000) return;
    samples.push({ at, bytes: process.memoryUsage.rss() });
    if (samples.length > mostSamples) samples.shift();
  };
  return {
    record(tool, status, milliseconds) {
      const key = `${tool} ${status}`;
      const series = all.get(key) ?? { tool, status, count: 0, seconds: 0, buckets: latencyBounds.map(() => 0) };
      all.set(key, series);
      const seconds = milliseconds / 1000;
      series.count += 1;
      series.seconds += seconds;
      for (const [index, bound] of latencyBounds.entries()) {
        if (seconds <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
      }
      sample();
    },
    series: () => [...all.values()],
    memory: () => samples,
  };
}
