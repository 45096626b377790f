import { join } from 'node:path';
import { type AuditLog, createFileAuditLog } from '../audit/audit-log.ts';
import { loadPseudonymKey } from '../audit/pseudonym-key.ts';
import { createTokenStore } from '../credentials/oauth/token-store.ts';
import type { Server } from '../define/server.ts';
import { log } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import { createMetrics } from '../observe/metrics.ts';
import { startObservability } from '../observe/start-observability.ts';
import { createRuntime, type Runtime } from '../pipeline/runtime.ts';
import { type Policy, policyDigest } from '../policy/policy.ts';
import { openState } from '../state/open-state.ts';
import type { State } from '../state/state.ts';
import { stateAddress } from '../state/state-address.ts';
import { buildDigest } from './build-digest.ts';
import type { Deployment } from './deployment/deployment.ts';
import { settingsSourceOf } from './deployment/settings-source.ts';
import { stateFolder } from './deployment/state-folder.ts';
import type { StartOptions } from './start.ts';

/** A server's code at work. */
export interface LoadedServer {
  server: Server;
  runtime: Runtime;
}

/** What the process gives to the server's code. */
export interface Surroundings {
  onShutdown(closer: () => unknown): void;
  /** Told of live resources that changed. */
  changed(uri: string): void;
}

/** Loads the server's code and puts it to work under a deployment. Imported lazily: a start needs none of this. */
export async function loadRuntime(
  options: StartOptions,
  deployment: Deployment,
  { onShutdown, changed }: Surroundings,
): Promise<LoadedServer> {
  const { policy, principal, tenant } = deployment;
  const server = await options.server();
  const sandbox = deployment.sandbox ? await options.sandbox() : undefined;
  const metrics = createMetrics();
  const folder = stateFolder(process.env);
  // An invented company must not be taken for the real one: its records say so, and its writes are forgotten with it.
  const version = sandbox ? `${options.manifest.version}+sandbox` : options.manifest.version;
  const auditLog = await auditLogOf(join(folder, 'audit'), server.name, version, policy);
  const state = openState(sandbox ? 'memory:' : stateAddress(folder, process.env.BIZMCP_STATE));
  onShutdown(() => state.close());
  onShutdown(() => auditLog.close());
  const runtime = createRuntime({
    // Without a store of its own, the sandbox keeps its invented tokens in memory.
    ...(sandbox ?? { tokenStore: createTokenStore(folder, process.env) }),
    server,
    settings: await settingsSourceOf(server, deployment, sandbox?.settings),
    policy,
    principal,
    auditLog,
    state,
    ...pseudonymKeyOf(join(folder, 'audit'), sandbox !== undefined),
    ...(tenant !== undefined && { tenant }),
    metrics,
    changed,
    onClose: onShutdown,
  });
  await recordPolicy(auditLog, state, server.name, deployment);
  await startObservability(
    { server: server.name, version: options.manifest.version, metrics, onShutdown },
    process.env,
  );
  return { server, runtime };
}

async function auditLogOf(folder: string, server: string, version: string, { rules }: Policy) {
  const build = await buildDigest();
  const days = rules?.audit?.retention_days;
  return createFileAuditLog(folder, server, {
    version,
    ...(build && { build }),
    ...(days !== undefined && { retention: { days } }),
  });
}

/** Without its key a server masks all the same; what it masks can then not be joined. */
function pseudonymKeyOf(folder: string, isSandbox: boolean): { pseudonymKey?: Buffer } {
  try {
    return { pseudonymKey: loadPseudonymKey(folder, isSandbox ? 'sandbox' : 'real') };
  } catch (error) {
    log('warn', `Masked values can't be joined: ${messageOf(error)}`);
    return {};
  }
}

/** Puts on record which rules hold, and that they are not the ones of the run before. A trail that can't be written is told by the calls. */
async function recordPolicy(
  auditLog: AuditLog,
  state: State,
  server: string,
  { policy, policyFile }: Deployment,
): Promise<void> {
  const digest = policyDigest(policy);
  try {
    const before = await state.get('policy', server);
    const event = before && before.value !== digest ? 'policy.changed' : 'policy.loaded';
    await auditLog.append({ event, digest, ...(policyFile !== undefined && { path: policyFile }) });
    if (before?.value !== digest) await state.put('policy', server, digest);
  } catch (error) {
    log('warn', `The policy is not on record: ${messageOf(error)}`);
  }
}
