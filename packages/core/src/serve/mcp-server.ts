import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server as SdkServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Server } from '../define/server.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Answer, ApprovalReply, ClientInfo } from '../pipeline/call.ts';
import type { Runtime } from '../pipeline/runtime.ts';
import { type McpFace, unchanging } from './mcp-face.ts';
import { completePromptArgument, promptMessages } from './prompts.ts';
import type { ResourceChanges } from './resource-changes.ts';
import { errorResultOf, resultOf } from './tool-result.ts';
import { traceParentOf } from './trace-parent.ts';
import { watchResources } from './watched-resources.ts';
import { withoutPersonal } from './without-personal.ts';

/** What the protocol side needs: the static face, and the rest once something is really asked for. */
export interface McpServerOptions {
  face: McpFace;
  /** The news of live resources. */
  changes: ResourceChanges;
  /** Loads the server's own code; called at the first request that needs it. */
  load(): Promise<{ server: Server; runtime: Runtime }>;
}

/** The only field of an approval form. An accepted form counts as a yes unless the box was cleared. */
const approvalForm = {
  type: 'object' as const,
  properties: { confirm: { type: 'boolean' as const, title: 'Do it', default: true } },
};

const Identity = z.object({ name: z.string().max(200), version: z.string().max(100) });
const Capabilities = z.object({ elicitation: z.record(z.string(), z.unknown()).optional() });

/** Speaks MCP, both eras, for one connection. Everything that is asked for goes through the runtime's pipeline. */
export function createMcpServer(options: McpServerOptions): SdkServer {
  const { identity, capabilities, instructions } = options.face;
  const server = new SdkServer(identity, {
    capabilities,
    instructions,
    cacheHints: {
      'tools/list': unchanging,
      'prompts/list': unchanging,
      'resources/list': unchanging,
      'resources/templates/list': unchanging,
      'server/discover': unchanging,
    },
  });
  handleTools(server, options);
  handleResources(server, options);
  handlePrompts(server, options);
  if (capabilities.resources.subscribe) watchResources(server, options.changes);
  return server;
}

function handleTools(server: SdkServer, { face: { lists }, load }: McpServerOptions): void {
  const listed = lists['tools/list'];
  server.setRequestHandler('tools/list', () => listed);
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    try {
      const { server: definition, runtime } = await load();
      const answer = await runtime.callTool({
        name: params.name,
        arguments: params.arguments,
        ...requestOf(server, context),
      });
      if (answer.kind === 'question') return asQuestion(answer);
      return resultOf(
        answer,
        definition.tools.find(({ name }) => name === params.name),
      );
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      if (error.code === 'not_found' && !listed.tools.some((tool) => tool.name === params.name)) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, await withoutPersonal(error.message));
      }
      return errorResultOf(error);
    }
  });
}

function handleResources(server: SdkServer, { face: { lists }, load }: McpServerOptions): void {
  server.setRequestHandler('resources/list', () => lists['resources/list']);
  server.setRequestHandler('resources/templates/list', () => lists['resources/templates/list']);
  server.setRequestHandler('resources/read', async ({ params: { uri } }, context) => {
    try {
      const { runtime } = await load();
      const answer = await runtime.readResource(uri, requestOf(server, context));
      const text = JSON.stringify(answer.kind === 'result' ? answer.value : null);
      return { contents: [{ uri, mimeType: 'application/json', text }] };
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      if (error.code === 'not_found') throw new ResourceNotFoundError(uri, error.message);
      throw new ProtocolError(ProtocolErrorCode.InternalError, `${error.code}: ${error.message}`);
    }
  });
}

function handlePrompts(server: SdkServer, { face: { lists }, load }: McpServerOptions): void {
  server.setRequestHandler('prompts/list', () => lists['prompts/list']);
  server.setRequestHandler('prompts/get', async ({ params }) => {
    const { server: definition } = await load();
    return promptMessages(definition, params.name, params.arguments ?? {});
  });
  server.setRequestHandler('completion/complete', async ({ params: { ref, argument } }) => {
    const { server: definition, runtime } = await load();
    const values =
      ref.type === 'ref/prompt'
        ? completePromptArgument(definition, ref.name, argument)
        : await runtime.completeResource(ref.uri, argument.name, argument.value).catch(() => []);
    return { completion: { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 } };
  });
}

/** What one request of the client brings along, whatever its era. */
function requestOf(server: SdkServer, context: ServerContext) {
  const { signal } = context.mcpReq;
  const approvalReply = approvalReplyOf(context);
  const traceparent = traceParentOf(context.mcpReq._meta);
  return {
    client: clientOf(server, context),
    signal,
    progress: progressOf(context),
    ...(approvalReply && { approvalReply }),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** What a client says of itself: in each request's envelope since 2026-07-28, once at `initialize` before. */
function clientOf(server: SdkServer, { mcpReq }: ServerContext): ClientInfo {
  const envelope: Record<string, unknown> = { ...mcpReq.envelope };
  const info = Identity.safeParse(envelope[CLIENT_INFO_META_KEY] ?? server.getClientVersion());
  const capabilities = Capabilities.safeParse(envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities());
  const elicitation = capabilities.data?.elicitation;
  const canAsk = elicitation !== undefined && ('form' in elicitation || Object.keys(elicitation).length === 0);
  return { name: info.data?.name ?? 'unknown', version: info.data?.version ?? 'unknown', canAsk };
}

function approvalReplyOf({ mcpReq }: ServerContext): ApprovalReply | undefined {
  const state = mcpReq.requestState<string>();
  const reply = mcpReq.inputResponses?.approval;
  if (typeof state !== 'string' || typeof reply !== 'object' || reply === null || !('action' in reply))
    return undefined;
  if (reply.action === 'decline' || reply.action === 'cancel') return { state, action: reply.action };
  if (reply.action !== 'accept') return undefined;
  const content = 'content' in reply ? reply.content : undefined;
  const isCleared =
    typeof content === 'object' && content !== null && 'confirm' in content && content.confirm === false;
  return { state, action: isCleared ? 'decline' : 'accept' };
}

function progressOf({ mcpReq }: ServerContext) {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  let last = -1;
  return (done: number, total?: number, message?: string) => {
    if (done <= last) return;
    last = done;
    const params = {
      progressToken,
      progress: done,
      ...(total !== undefined && { total }),
      ...(message !== undefined && { message }),
    };
    // A client that is gone gets no progress; its call ends by cancellation.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}

function asQuestion({ question }: Extract<Answer, { kind: 'question' }>) {
  return inputRequired({
    inputRequests: { approval: inputRequired.elicit({ message: question.message, requestedSchema: approvalForm }) },
    requestState: question.state,
  });
}
