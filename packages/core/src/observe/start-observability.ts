import { isUnset } from '../define/is-unset.ts';
import { log } from './log.ts';
import { messageOf } from './message-of.ts';
import type { Metrics } from './metrics.ts';
import { readMetricsAddress, serveMetrics } from './metrics-endpoint.ts';
import { exportMetrics } from './otlp.ts';
import { prometheusText } from './prometheus.ts';

/** Who is watched, and how the watching ends with the process. */
export interface Observed {
  server: string;
  version: string;
  metrics: Metrics;
  onShutdown(closer: () => unknown): void;
}

/** Opens what the operator asked for: a metrics endpoint, an export, or (by default) neither. A fault here stops no call. */
export async function startObservability(
  observed: Observed,
  environment: Record<string, string | undefined>,
): Promise<void> {
  const { server, version, metrics, onShutdown } = observed;
  const { BIZMCP_METRICS, BIZMCP_METRICS_TOKEN, BIZMCP_OTLP_ENDPOINT } = environment;
  if (BIZMCP_OTLP_ENDPOINT !== undefined && !isUnset(BIZMCP_OTLP_ENDPOINT)) {
    const { close } = exportMetrics(BIZMCP_OTLP_ENDPOINT, server, version, metrics);
    onShutdown(close);
  }
  if (BIZMCP_METRICS === undefined || isUnset(BIZMCP_METRICS)) return;
  try {
    const address = readMetricsAddress(BIZMCP_METRICS, BIZMCP_METRICS_TOKEN);
    const { close } = await serveMetrics(address, () => prometheusText(server, metrics));
    onShutdown(close);
  } catch (error) {
    // Two clients may run the same server at once; the second finds the address taken and works without metrics.
    log('warn', `Metrics are not served: ${messageOf(error)}`);
  }
}
