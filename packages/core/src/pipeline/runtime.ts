import * as z from 'zod';
import { createApprovalQueue } from '../approval/approval-queue.ts';
import { createConfirmations } from '../approval/confirmations.ts';
import { createIdempotency } from '../approval/idempotency.ts';
import { createShownChanges } from '../approval/shown-changes.ts';
import { createTaint } from '../approval/taint.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { createConnection, type SystemConnection } from '../credentials/connection.ts';
import type { TokenStore } from '../credentials/oauth/token-store.ts';
import type { ConnectContext } from '../define/api.ts';
import type { Server } from '../define/server.ts';
import type { SettingsSource } from '../define/settings.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Transport } from '../http/transport.ts';
import type { WebSocketClass } from '../http/web-socket.ts';
import { createRateLimiter } from '../limits/rate-limiter.ts';
import { createPseudonym } from '../masking/pseudonym.ts';
import { log } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import { createMetrics, type Metrics } from '../observe/metrics.ts';
import { approversFor } from '../policy/decision.ts';
import { namesCredential, type Policy, policyDigest } from '../policy/policy.ts';
import { openState } from '../state/open-state.ts';
import type { State } from '../state/state.ts';
import { missingAction } from './actions.ts';
import type { Action, Answer, Principal } from './call.ts';
import { backgroundCall, type CallRequest, newCall } from './call-request.ts';
import { compose } from './compose.ts';
import { backgroundGovernance, type GovernanceServices, governance, refusalGovernance } from './governance.ts';
import { matchUri } from './match-uri.ts';
import { serverActions } from './server-actions.ts';

/** What a deployment decides; nothing of it can be changed by a client. */
export interface RuntimeOptions {
  server: Server;
  settings: SettingsSource;
  /** Replaces the network, for the sandbox and for tests. */
  transport?: Transport;
  /** Replaces Node's own, for the same. */
  WebSocket?: WebSocketClass;
  policy: Policy;
  principal: Principal;
  auditLog: AuditLog;
  /** What processes share: limits, approvals, writes under way. The memory of this process unless given. */
  state?: State;
  /** The customer or company that this server works for, where the policy tells them apart. */
  tenant?: string;
  /**
   * A key of this machine and user, at least 32 bytes: of the words that stand for masked values, and of what the state keeps of
   * previews. Without it masked records can't be joined, and an approver reads masked previews.
   */
  pseudonymKey?: Buffer;
  /** Where OAuth tokens are kept; the memory of this process unless given. */
  tokenStore?: TokenStore;
  /** Told of live resources that changed. */
  changed?: (uri: string) => void;
  /** Where the way to the system leaves what is to be run at the end. */
  onClose?: (closer: () => unknown) => void;
  /** Where calls are counted; a new one unless given. */
  metrics?: Metrics;
}

/** A server at work: every way in leads through the pipeline. */
export interface Runtime {
  callTool(request: CallRequest): Promise<Answer>;
  /** Connects to the system, where work goes on without a call. Throws `not_configured` when settings are missing or wrong. */
  connect(): Promise<void>;
  /** Reads a resource by its address. Throws `not_found` for an address that no resource has. */
  readResource(uri: string, request: Omit<CallRequest, 'name' | 'arguments'>): Promise<Answer>;
  /** Values that a variable of a resource template can take; empty where there are none. */
  completeResource(
    uri: string,
    typed: { name: string; value: string },
    request: Omit<CallRequest, 'name' | 'arguments'>,
  ): Promise<string[]>;
}

const Completions = z.record(z.string(), z.array(z.string()));

/** Puts a server's definition to work under a deployment's rules. */
export function createRuntime(given: RuntimeOptions): Runtime {
  const { state = openState('memory:'), metrics = createMetrics(), server } = given;
  const options = { ...given, state };
  const services = servicesOf(options);
  const inBackground = compose(backgroundGovernance(services));
  const connection = openConnection(options, async (work) => {
    await inBackground(backgroundCall(tools.get(work.tool), work, options.principal));
  });
  const { tools, resources } = serverActions({ ...options, metrics }, connection);
  const run = compose(governance(services));
  const perform = (action: Action, request: CallRequest) =>
    counted(metrics, action.name, () => run(newCall(action, request, options.principal)));
  const runRefused = compose(refusalGovernance(services));
  const refuse = (kind: 'tool' | 'resource', request: CallRequest, known: readonly string[]) =>
    runRefused(newCall(missingAction(kind, request.name, server.api.system, known), request, options.principal));
  return {
    async callTool(request) {
      const action = tools.get(request.name);
      return action ? perform(action, request) : refuse('tool', request, [...tools.keys()]);
    },
    async connect() {
      await connection.api();
    },
    async readResource(uri, request) {
      for (const { uri: template, action } of resources) {
        const variables = matchUri(template, uri);
        if (variables) return perform(action, { ...request, name: action.name, arguments: variables });
      }
      const known = resources.map((resource) => resource.uri);
      return refuse('resource', { ...request, name: uri, arguments: undefined }, known);
    },
    async completeResource(uri, { name, value }, request) {
      const action = resources.find((resource) => resource.uri === uri)?.completions.get(name);
      if (!action) return [];
      const answer = await perform(action, { ...request, name: action.name, arguments: { [name]: value } });
      return answer.kind === 'result' ? (Completions.parse(answer.value)[name] ?? []) : [];
    },
  };
}

function openConnection(
  options: RuntimeOptions & { state: State },
  inBackground: ConnectContext<unknown>['inBackground'],
): SystemConnection {
  const { server, policy, principal } = options;
  return createConnection(server, {
    ...options,
    inBackground,
    principal: principal.name,
    report: (event) => recordCredentials(options, event),
    mayUse: (credential) => namesCredential(policy, server.name, credential),
  });
}

/** A trail that can't be written ends no renewal: its tokens would be lost. The next call that has to be on record is refused. */
async function recordCredentials({ auditLog, principal, server }: RuntimeOptions, event: string): Promise<void> {
  try {
    await auditLog.append({ event, principal, system: server.api.system });
  } catch (error) {
    log('warn', `It is not on record: ${event}: ${messageOf(error)}`);
  }
}

function servicesOf({
  server,
  policy,
  auditLog,
  tenant,
  pseudonymKey,
  state,
}: RuntimeOptions & { state: State }): GovernanceServices {
  const digest = policyDigest(policy);
  const idempotency = createIdempotency(state);
  return {
    server: server.name,
    ...(tenant !== undefined && { tenant }),
    policy,
    ...(pseudonymKey && { pseudonym: createPseudonym(pseudonymKey, tenant ?? '') }),
    auditLog,
    limiter: createRateLimiter(state),
    confirmations: createConfirmations(state, { policyDigest: digest, idempotency }),
    queue: createApprovalQueue(state, {
      policyDigest: digest,
      previewKey: pseudonymKey,
      approvers: ({ action, principal }) => approversFor(policy, principal.role, action, { server: server.name }),
    }),
    idempotency,
    shownChanges: createShownChanges(state, pseudonymKey),
    taint: createTaint(),
  };
}

/** Counts a call by how it ended. */
async function counted(metrics: Metrics, name: string, run: () => Promise<Answer>): Promise<Answer> {
  const begun = performance.now();
  let status = 'internal';
  try {
    const answer = await run();
    status = answer.kind === 'result' ? 'ok' : 'asked';
    return answer;
  } catch (error) {
    if (error instanceof ToolError) status = error.code;
    throw error;
  } finally {
    metrics.record(name, status, performance.now() - begun);
  }
}
