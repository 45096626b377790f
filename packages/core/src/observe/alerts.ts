import type { Metrics } from './metrics.ts';

/** Something an operator should look at. */
export interface Alert {
  rule: 'mean_latency' | 'error_rate' | 'memory_slope';
  message: string;
}

/** Fewer calls than this say nothing about a rate. */
const fewestCalls = 20;
const slowestMeanSeconds = 5;
const highestErrorRate = 0.05;

/** Growth of memory that is worth a look, as a share of the first sample per hour, over at least ten minutes. */
const steepestSlope = 0.2;
const shortestSpanMilliseconds = 600_000;

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
  const samples = metrics.memory();
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < shortestSpanMilliseconds) return [];
  const perHour = ((last.bytes - first.bytes) / first.bytes / (last.at - first.at)) * 3_600_000;
  if (perHour <= steepestSlope) return [];
  return [{ rule: 'memory_slope', message: `Memory grows by ${(perHour * 100).toFixed(0)} % an hour` }];
}

function totalsOf(metrics: Metrics, counts: (status: string) => boolean): { count: number; seconds: number } {
  const chosen = metrics.series().filter(({ status }) => counts(status));
  return {
    count: chosen.reduce((sum, { count }) => sum + count, 0),
    seconds: chosen.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
