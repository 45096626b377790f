import { type AuditRecord, createRuntime, defaultPolicy, defaultRole, type Runtime, ToolError } from '@bizmcp/core';
import { hubspot } from '../src/server.ts';

/** A request as it went over the wire. */
export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

/** What a portal answers: a JSON value, or a whole response. */
type Reply = (request: WireRequest) => unknown;

/** Answers by `METHOD /path`. */
export type Replies = Record<string, Reply>;

/** A HubSpot portal that is nothing but its answers on the wire, with the server at work on it. */
export function createPortal(
  replies: Replies,
  settings: Record<string, string> = { HUBSPOT_ACCESS_TOKEN: 'pat-test-0000' },
) {
  const requests: WireRequest[] = [];
  const records: AuditRecord[] = [];
  const runtime = createRuntime({
    server: hubspot,
    settings: { environment: settings },
    transport: async (input, init) => {
      const request = await readRequest(new Request(input, init));
      requests.push(request);
      return replyTo(request, replies);
    },
    policy: defaultPolicy,
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async (record) => void records.push(record), path: undefined },
  });

  const perform = (name: string, input: unknown) => callWithConsent(runtime, name, input);
  return {
    requests,
    /** Calls a tool, says yes to its question, and returns the answer. */
    call: perform,
    /** Calls a tool that has to fail, and returns the error. */
    async fail(name: string, input: unknown): Promise<ToolError> {
      const outcome = await perform(name, input).catch((error: unknown) => error);
      if (outcome instanceof ToolError) return outcome;
      throw new Error(`${name} did not fail: ${JSON.stringify(outcome)}`);
    },
  };
}

async function callWithConsent(runtime: Runtime, name: string, input: unknown): Promise<unknown> {
  const request = {
    name,
    arguments: input,
    client: { name: 'test', version: '1', canAsk: true },
    signal: new AbortController().signal,
  };
  const asked = await runtime.callTool(request);
  if (asked.kind === 'result') return asked.value;
  const answered = await runtime.callTool({
    ...request,
    approvalReply: { state: asked.question.state, action: 'accept' },
  });
  if (answered.kind === 'question') throw new Error('asked twice');
  return answered.value;
}

function replyTo(request: WireRequest, replies: Replies): Response {
  const reply = replies[`${request.method} ${request.path}`];
  if (!reply) return refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' });
  const answer = reply(request);
  return answer instanceof Response ? answer : Response.json(answer);
}

/** HubSpot's error answer. */
export function refusal(status: number, body: Record<string, unknown>): Response {
  return Response.json(
    { status: 'error', correlationId: 'c-1', ...body },
    { status, headers: { 'x-hubspot-correlation-id': 'c-1' } },
  );
}

/** A record as HubSpot sends it. */
export function record(id: string, properties: Record<string, string | null> = {}) {
  return {
    id,
    properties,
    createdAt: '2026-01-02T03:04:05.000Z',
    updatedAt: '2026-02-03T04:05:06.000Z',
    archived: false,
  };
}

async function readRequest(request: Request): Promise<WireRequest> {
  const url = new URL(request.url);
  const text = await request.text();
  const isJson = request.headers.get('content-type')?.includes('json') ?? false;
  const body = isJson && text !== '' ? JSON.parse(text) : text;
  return {
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body,
  };
}
