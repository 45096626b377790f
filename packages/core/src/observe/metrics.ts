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

/** Bytes that the process held at a time, in milliseconds of the epoch. */
export interface MemorySample {
  at: number;
  bytes: number;
}

/** What a process counted since it started. */
export interface Metrics {
  /** Counts one call that took so many milliseconds. */
  record(tool: string, status: string, milliseconds: number): void;
  series(): readonly CallSeries[];
  /** Sampled at most once a minute as calls end; the newest 600 samples. */
  memory(): readonly MemorySample[];
}

const mostSamples = 600;

/** Counters and latency histograms in the memory of this process. Labels are tool names and codes: never a value of a call. */
export function createMetrics(
  now: () => number = Date.now,
  residentBytes: () => number = process.memoryUsage.rss,
): Metrics {
  const all = new Map<string, CallSeries>();
  const samples: MemorySample[] = [];
  const sample = () => {
    const at = now();
    const last = samples.at(-1);
    if (last && at - last.at < 60_000) return;
    samples.push({ at, bytes: residentBytes() });
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
