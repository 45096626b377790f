import { performance } from 'node:perf_hooks';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SystemConnection } from '../credentials/connection.ts';
import type { Server } from '../define/server.ts';
import { isPassing, ToolError } from '../define/tool-error.ts';
import { currentCall } from '../pipeline/current-call.ts';
import type { State } from '../state/state.ts';
import { alertsOf } from './alerts.ts';
import type { Health } from './health-check-tool.ts';
import type { Metrics } from './metrics.ts';

type Check = Health['checks'][string];

/** What a call needs beside the system that it is for. */
interface Parts {
  server: Server;
  auditLog: AuditLog;
  state: State;
  metrics: Metrics;
}

/** Looks at every part that a call needs. Never throws: what is broken is what it reports. */
export async function checkHealth(parts: Parts, connection: SystemConnection): Promise<Health> {
  const { server, auditLog, metrics } = parts;
  const credentials = await attempt(() => connection.describeCredentials());
  const upstream: Check =
    credentials.status === 'healthy'
      ? await attempt(() => inShareOfTheCall(async () => server.api.check(await connection.api())))
      : { status: 'unhealthy', message: `${server.api.system} was not asked, because its credentials can't be used` };
  const audit = await attempt(async () => {
    await auditLog.append({ event: 'health.checked' });
    return `The audit trail is written to ${auditLog.path ?? 'its folder'}`;
  });
  const checks: Health['checks'] = {
    server: serverCheck(server.name, metrics),
    credentials,
    upstream,
    cache: { status: 'healthy', message: 'In the memory of this process' },
    audit,
    state: await attempt(async () => {
      // A full disk is still read.
      await parts.state.put('health', 'check', '', { ttlMilliseconds: 1000 });
      return 'Limits and approvals are kept';
    }),
  };
  return { status: worst(Object.values(checks)), checks, timestamp: new Date().toISOString() };
}

/** A system that is silent may not use up the call, whose answer then would be its own time limit alone. */
function inShareOfTheCall(ask: () => Promise<string>): Promise<string> {
  const call = currentCall.getStore();
  const now = performance.now();
  return call ? currentCall.run({ ...call, deadline: now + (call.deadline - now) / 3 }, ask) : ask();
}

async function attempt(check: () => Promise<string>): Promise<Check> {
  try {
    return { status: 'healthy', message: await check() };
  } catch (error) {
    const message =
      error instanceof ToolError
        ? error.message
        : 'It failed in a way this server does not know; its log on stderr has more.';
    return { status: isPassing(error) ? 'degraded' : 'unhealthy', message };
  }
}

function worst(checks: Check[]): Health['status'] {
  if (checks.some((check) => check.status === 'unhealthy')) return 'unhealthy';
  return checks.some((check) => check.status === 'degraded') ? 'degraded' : 'healthy';
}

function serverCheck(name: string, metrics: Metrics): Check {
  const alerts = alertsOf(metrics);
  if (alerts.length > 0) return { status: 'degraded', message: alerts.map(({ message }) => message).join('. ') };
  return { status: 'healthy', message: `${name} is up (Node.js ${process.versions.node})` };
}
