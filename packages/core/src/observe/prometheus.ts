import { latencyBounds, type Metrics } from './metrics.ts';

/** The metrics in Prometheus' text exposition format 0.0.4. */
export function prometheusText(server: string, metrics: Metrics): string {
  const labels = (tool: string, more = '') => `{server="${server}",tool="${tool}"${more}}`;
  const series = metrics.series();
  const calls = series.map(
    ({ tool, status, count }) => `bizmcp_calls_total${labels(tool, `,status="${status}"`)} ${count}`,
  );
  return [
    '# HELP bizmcp_calls_total Calls by tool and outcome.',
    '# TYPE bizmcp_calls_total counter',
    ...calls,
    '# HELP bizmcp_call_seconds How long calls took.',
    '# TYPE bizmcp_call_seconds histogram',
    ...[...new Set(series.map(({ tool }) => tool))].flatMap((tool) => histogramOf(tool, metrics, labels)),
    '# HELP process_resident_memory_bytes Memory in use.',
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '',
  ].join('\n');
}

function histogramOf(tool: string, metrics: Metrics, labels: (tool: string, more?: string) => string): string[] {
  const mine = metrics.series().filter((series) => series.tool === tool);
  const total = (pick: (series: (typeof mine)[number]) => number) =>
    mine.reduce((sum, series) => sum + pick(series), 0);
  const buckets = latencyBounds.map((bound, index) => {
    const count = total((series) => series.buckets[index] ?? 0);
    return `bizmcp_call_seconds_bucket${labels(tool, `,le="${bound}"`)} ${count}`;
  });
  return [
    ...buckets,
    `bizmcp_call_seconds_bucket${labels(tool, ',le="+Inf"')} ${total(({ count }) => count)}`,
    `bizmcp_call_seconds_sum${labels(tool)} ${total(({ seconds }) => seconds)}`,
    `bizmcp_call_seconds_count${labels(tool)} ${total(({ count }) => count)}`,
  ];
}
