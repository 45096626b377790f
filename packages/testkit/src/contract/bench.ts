import {
  type AuditRecord,
  type CallRequest,
  createRuntime,
  defaultPolicy,
  defaultRole,
  type Policy,
  type Runtime,
  type Server,
  ToolError,
  type Transport,
  type UpstreamOptions,
} from '@bizmcp/core';
import type { LoggedRequest, Simulator } from '../simulator/index.ts';
import type { SimulatedVendor, Subject } from './subject.ts';

/** How a call ended. */
export type Outcome =
  | { kind: 'result'; value: unknown }
  | { kind: 'question'; message: string; state: string }
  | { kind: 'error'; error: ToolError };

/** What one call brings along. */
export type CallOptions = Partial<Pick<CallRequest, 'approvalReply' | 'signal'>> & { canAsk?: boolean };

/** A server at work in this process, with a vendor of its own. */
export interface Bench {
  simulator: Simulator;
  /** What went into the audit trail. */
  records: AuditRecord[];
  runtime: Runtime;
  /** What was thrown in place of answers: by a simulator that fell over, where no fault is injected. */
  falls: readonly unknown[];
  /** What the server asked of its HTTP adapters, once they are made. */
  upstreams: readonly UpstreamOptions[];
  call(name: string, input: unknown, options?: CallOptions): Promise<Outcome>;
  /** Calls, and answers the question that a write asks with a yes. */
  approve(name: string, input: unknown, options?: CallOptions): Promise<Outcome>;
}

/** What differs from a server as it is run by default. */
export interface BenchOptions {
  vendor?: SimulatedVendor;
  policy?: Policy;
  role?: string;
  /** Laid over what the server asks of the HTTP adapter. */
  upstream?: Partial<UpstreamOptions>;
  /** Stands between the server and the simulator. `undefined` is the simulator itself, `'network'` is the real network. */
  transport?: Transport | 'network';
  settings?: Record<string, string>;
  /** Keeps the tools' own rate limits, which otherwise would stop a long walk. */
  keepsRateLimits?: boolean;
}

/** How many requests of a failed call are named, the last ones. */
const shownRequests = 3;

const client = { name: 'contract', version: '1' };

/** Puts a server to work on a simulator, in this process, through the whole pipeline. */
export function createBench(subject: Subject, options: BenchOptions = {}): Bench {
  const vendor = options.vendor ?? subject.simulator();
  const { simulator } = vendor;
  const records: AuditRecord[] = [];
  const upstreams: UpstreamOptions[] = [];
  const falls: unknown[] = [];
  const transport = options.transport ?? fetchNoting(simulator, falls);
  const runtime = createRuntime({
    server: adjusted(subject.server, options, upstreams),
    settings: { environment: { ...vendor.settings, ...options.settings } },
    ...(transport !== 'network' && { transport }),
    policy: options.policy ?? defaultPolicy,
    principal: { name: 'contract', role: options.role ?? defaultRole },
    auditLog: { append: async (record) => void records.push(record), path: undefined },
  });

  const call: Bench['call'] = async (name, input, { canAsk = true, signal, approvalReply } = {}) => {
    const request = {
      name,
      arguments: input,
      client: { ...client, canAsk },
      signal: signal ?? new AbortController().signal,
    };
    return outcomeOf(runtime.callTool({ ...request, ...(approvalReply && { approvalReply }) }));
  };
  const approve: Bench['approve'] = async (name, input, callOptions = {}) => {
    const asked = await call(name, input, callOptions);
    if (asked.kind !== 'question') return asked;
    return call(name, input, { ...callOptions, approvalReply: { state: asked.state, action: 'accept' } });
  };
  return { simulator, records, runtime, falls, upstreams, call, approve };
}

/** An adapter makes a broken connection of whatever is thrown, and a test must know what it was. */
function fetchNoting(simulator: Simulator, falls: unknown[]): Transport {
  return (input, init) =>
    simulator.fetch(input, init).catch((error: unknown) => {
      falls.push(error);
      throw error;
    });
}

async function outcomeOf(answering: ReturnType<Runtime['callTool']>): Promise<Outcome> {
  try {
    const answer = await answering;
    return answer.kind === 'question' ? { kind: 'question', ...answer.question } : answer;
  } catch (error) {
    if (error instanceof ToolError) return { kind: 'error', error };
    throw error;
  }
}

function adjusted(server: Server, { upstream, keepsRateLimits }: BenchOptions, upstreams: UpstreamOptions[]): Server {
  const { connect } = server.api;
  const unlimited = { calls: 100_000, perSeconds: 60 };
  return {
    ...server,
    tools: keepsRateLimits ? server.tools : server.tools.map((tool) => ({ ...tool, rateLimit: unlimited })),
    api: {
      ...server.api,
      connect: (context) =>
        connect({
          ...context,
          createUpstream(own) {
            upstreams.push(own);
            return context.createUpstream({ ...own, ...upstream });
          },
        }),
    },
  };
}

/** Whether a logged request may change something at the vendor. Some vendors search by POST: only the digest tells for sure. */
export function isUnsafe(request: LoggedRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD';
}

/** Says in one line how a call ended, for the message of a failed check. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === 'error') return `${outcome.error.code}: ${outcome.error.message}`;
  const text = JSON.stringify(outcome.kind === 'question' ? outcome.message : outcome.value) ?? '';
  return `${outcome.kind} ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`;
}

/** What a call that failed asked of the vendor, for the message of a failed check: the simulator may not know that request yet. */
export function describeRequests({ falls, simulator }: Bench): string {
  const last = simulator.requests.slice(-shownRequests);
  const asked = last.map(({ method, path, status }) => `${method} ${path} (${status ?? 'no answer'})`).join(', ');
  const isRefused = (last.at(-1)?.status ?? 0) >= 400;
  const [fall] = falls;
  if (fall instanceof Error) return `it asked ${asked} of the simulator, which fell over: ${placeIn(fall)}`;
  const advice = isRefused ? ', which has to know that request and what the example names' : '';
  return `it asked ${asked || 'nothing'} of the simulator${advice}`;
}

/** An error and where it was thrown. */
function placeIn(error: Error): string {
  const place = /^ +(at .*[\\/].*:\d+.*)$/m.exec(error.stack ?? '')?.[1] ?? '';
  return `${error} ${place}`.trim();
}

/** The code of a failed call; `ok` or `asked` for one that did not fail. */
export function codeOf(outcome: Outcome): string {
  if (outcome.kind === 'error') return outcome.error.code;
  return outcome.kind === 'result' ? 'ok' : 'asked';
}
