import {
  createRuntime,
  defaultPolicy,
  defaultRole,
  type Policy,
  type Runtime,
  type Server,
  ToolError,
  type Transport,
} from '@bizmcp/core';

/** A server, the environment it is configured by, and what it takes for the network. */
export interface CallerOptions {
  readonly server: Server;
  readonly settings: Record<string, string>;
  readonly transport: Transport;
  /** The caller's role; the usual one, unless given. */
  readonly role?: Policy['roles'][string] | undefined;
  /** The deployment's rules beside its roles; those of the default policy, unless given. */
  readonly rules?: Policy['rules'];
}

/** Someone who calls tools, and says yes to every question. */
export interface Caller {
  /** Calls a tool and returns its answer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers that the pipeline has checked by their schema
  call(name: string, input: unknown): Promise<any>;
  /** Calls a tool and returns the page that it answers with, if any. */
  page(name: string, input: unknown): Promise<{ markdown: string; picture?: Uint8Array } | undefined>;
  /** What a person would be asked before a write; nothing is done. */
  preview(name: string, input: unknown): Promise<string>;
  /** Calls a tool that has to fail, and returns the error. */
  fail(name: string, input: unknown): Promise<ToolError>;
}

/** Puts a server to work under the default policy, with an audit log that keeps nothing. */
export function createCaller({ server, settings, transport, role, rules }: CallerOptions): Caller {
  const { roles } = defaultPolicy;
  const runtime = createRuntime({
    server,
    settings: { environment: settings },
    transport,
    policy: {
      ...defaultPolicy,
      ...(rules && { rules }),
      ...(role && { roles: { ...roles, [defaultRole]: role } }),
    },
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async () => undefined, path: undefined },
  });
  return {
    call: async (name, input) => (await callWithConsent(runtime, name, input)).value,
    page: async (name, input) => (await callWithConsent(runtime, name, input)).page,
    async preview(name, input) {
      const asked = await runtime.callTool(requestOf(name, input));
      if (asked.kind === 'result') throw new Error(`${name} asked nobody`);
      return asked.question.message;
    },
    async fail(name, input) {
      const outcome = await callWithConsent(runtime, name, input).catch((error: unknown) => error);
      if (outcome instanceof ToolError) return outcome;
      throw new Error(`${name} did not fail with a tool's error: ${JSON.stringify(outcome)}`);
    },
  };
}

function requestOf(name: string, input: unknown) {
  const client = { name: 'test', version: '1', canAsk: true };
  return { name, arguments: input, client, signal: new AbortController().signal };
}

type Answer = Awaited<ReturnType<Runtime['callTool']>>;
type Question = Extract<Answer, { kind: 'question' }>['question'];

/** Calls a tool, and says yes to its question once `hear` has heard it. Throws what the call ends with when it fails. */
export async function callWithConsent(
  runtime: Runtime,
  name: string,
  input: unknown,
  hear: (question: Question) => void = () => {},
): Promise<Extract<Answer, { kind: 'result' }>> {
  const request = requestOf(name, input);
  const asked = await runtime.callTool(request);
  if (asked.kind === 'result') return asked;
  hear(asked.question);
  const approvalReply = { state: asked.question.state, action: 'accept' } as const;
  const answered = await runtime.callTool({ ...request, approvalReply });
  if (answered.kind === 'question') throw new Error(`${name} asked twice`);
  return answered;
}
