import type { MemorySample, Metrics } from './metrics.ts';

/** Something an operator should look at. */
export interface Alert {
  rule: 'mean_latency' | 'error_rate' | 'memory_slope';
  message: string;
}

/** Fewer calls than this say nothing about a rate. */
const fewestCalls = 20;
const slowestMeanSeconds = 5;
const highestErrorRate = 0.05;

/** Growth of memory that is worth a look, as a share per hour. */
const steepestSlope = 0.2;
/** What the first calls load and V8 compiles early stays: it is no leak. */
const warmUpMilliseconds = 900_000;
const shortestSpanMilliseconds = 3_600_000;

/** Refusals are the pipeline doing its work; only what broke counts as an error. */
const faults = new Set(['unavailable', 'timeout', 'unknown_outcome', 'bad_answer', 'internal']);

/** Holds the metrics against the alert rules. */
export function alertsOf(metrics: Metrics): Alert[] {
  return [...latencyAlerts(metrics), ...errorAlerts(metrics), ...memoryAlerts(metrics)];
}

function latencyAlerts(metrics: Metrics): Alert[] {
  const { count, seconds } = totalsOf(metrics, () => true);
  const mean = seconds / count;
  if (count < fewestCalls || mean <= slowestMeanSeconds) return [];
  return [
    {
      rule: 'mean_latency',
      message: `Calls take ${mean.toFixed(1)} s on average; more than ${slowestMeanSeconds} s is too slow`,
    },
  ];
}

function errorAlerts(metrics: Metrics): Alert[] {
  const { count } = totalsOf(metrics, () => true);
  const rate = totalsOf(metrics, (status) => faults.has(status)).count / count;
  if (count < fewestCalls || rate <= highestErrorRate) return [];
  return [
    {
      rule: 'error_rate',
      message: `${(rate * 100).toFixed(1)} % of ${count} calls failed; more than ${highestErrorRate * 100} % is too many`,
    },
  ];
}

function memoryAlerts(metrics: Metrics): Alert[] {
  const all = metrics.memory();
  const begun = (all[0]?.at ?? 0) + warmUpMilliseconds;
  const samples = all.filter(({ at }) => at >= begun);
  const quarter = Math.floor(samples.length / 4);
  const [first, last] = [samples.slice(0, quarter), samples.slice(-quarter)].map(lowestOf);
  if (!first || !last || last.at - first.at < shortestSpanMilliseconds) return [];
  const perHour = ((last.bytes - first.bytes) / first.bytes / (last.at - first.at)) * 3_600_000;
  if (perHour <= steepestSlope) return [];
  return [{ rule: 'memory_slope', message: `Memory grows by ${(perHour * 100).toFixed(0)} % an hour` }];
}

/** What is held when nothing is waiting to be collected. */
function lowestOf(samples: readonly MemorySample[]): MemorySample | undefined {
  return samples.toSorted((one, other) => one.bytes - other.bytes)[0];
}

function totalsOf(metrics: Metrics, counts: (status: string) => boolean): { count: number; seconds: number } {
  const chosen = metrics.series().filter(({ status }) => counts(status));
  return {
    count: chosen.reduce((sum, { count }) => sum + count, 0),
    seconds: chosen.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
