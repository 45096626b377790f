import { join } from 'node:path';
import { createFileAuditLog } from '../audit/audit-log.ts';
import type { Server } from '../define/server.ts';
import { createMetrics } from '../observe/metrics.ts';
import { createRuntime, type Runtime } from '../pipeline/runtime.ts';
import type { Deployment } from './deployment.ts';
import { startObservability } from './observability.ts';
import type { StartOptions } from './start.ts';
import { stateFolder } from './state-folder.ts';

/** A server's code at work. */
export interface LoadedServer {
  server: Server;
  runtime: Runtime;
}

/** Loads the server's code and puts it to work under a deployment. Imported lazily: a start needs none of this. */
export async function loadRuntime(
  options: StartOptions,
  deployment: Deployment,
  onShutdown: (closer: () => unknown) => void,
): Promise<LoadedServer> {
  const { policy, principal, file, problem } = deployment;
  const server = await options.server();
  const sandbox = deployment.sandbox ? await options.sandbox() : undefined;
  const settings = sandbox ? { environment: sandbox.settings } : { environment: process.env, file };
  const metrics = createMetrics();
  const runtime = createRuntime({
    server,
    settings: { ...settings, ...(problem !== undefined && { problem }) },
    ...(sandbox && { transport: sandbox.transport }),
    policy,
    principal,
    auditLog: createFileAuditLog(join(stateFolder(process.env), 'audit'), server.name),
    metrics,
  });
  await startObservability(
    { server: server.name, version: options.manifest.version, metrics, onShutdown },
    process.env,
  );
  return { server, runtime };
}
