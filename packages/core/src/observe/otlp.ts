import { withoutSlash } from '../http/request-url.ts';
import { log } from './log.ts';
import { latencyBounds, type Metrics } from './metrics.ts';

const intervalMilliseconds = 60_000;

/** Cumulative temporality, in the numbers of the OTLP specification. */
const cumulative = 2;

/**
 * Sends the metrics as OTLP/HTTP JSON to a collector that the operator named, every minute and when closed. Off unless configured.
 * A collector that does not answer costs a line on stderr, never a call.
 */
export function exportMetrics(
  endpoint: string,
  server: string,
  version: string,
  metrics: Metrics,
): { close(): Promise<void> } {
  const started = Date.now();
  const send = async () => {
    const body = JSON.stringify(otlpMetrics(server, version, metrics, started, Date.now()));
    const url = `${withoutSlash(endpoint)}/v1/metrics`;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(5000),
      });
      if (!response.ok) log('warn', `The metrics collector answered ${response.status}`);
    } catch {
      log('warn', 'The metrics collector does not answer');
    }
  };
  const timer = setInterval(() => void send(), intervalMilliseconds);
  timer.unref();
  return {
    close() {
      clearInterval(timer);
      return send();
    },
  };
}

/** An `ExportMetricsServiceRequest`; names follow OpenTelemetry's conventions for MCP where there are any. */
function otlpMetrics(server: string, version: string, metrics: Metrics, startedAt: number, at: number): unknown {
  const time = { startTimeUnixNano: nanoseconds(startedAt), timeUnixNano: nanoseconds(at) };
  const dataPoints = metrics.series().map(({ tool, status, count, seconds, buckets }) => ({
    ...time,
    attributes: [
      attribute('mcp.method.name', 'tools/call'),
      attribute('gen_ai.tool.name', tool),
      attribute('bizmcp.status', status),
    ],
    count: String(count),
    sum: seconds,
    explicitBounds: latencyBounds,
    bucketCounts: [...latencyBounds.keys()]
      .map((index) => String((buckets[index] ?? 0) - (buckets[index - 1] ?? 0)))
      .concat(String(count - (buckets.at(-1) ?? 0))),
  }));
  const duration = {
    name: 'mcp.server.operation.duration',
    unit: 's',
    histogram: { aggregationTemporality: cumulative, dataPoints },
  };
  const resource = {
    attributes: [attribute('service.name', `bizmcp-${server}`), attribute('service.version', version)],
  };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'bizmcp' }, metrics: [duration] }] }] };
}

function nanoseconds(milliseconds: number): string {
  return String(BigInt(milliseconds) * 1_000_000n);
}

function attribute(key: string, value: string) {
  return { key, value: { stringValue: value } };
}
