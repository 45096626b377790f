import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server as SdkServer,
} from '@modelcontextprotocol/server';
import type { Server } from '../../define/server.ts';
import { ToolError } from '../../define/tool-error.ts';
import type { Runtime } from '../../pipeline/runtime.ts';
import { askOnTheWay, askWithForm } from './approval-form.ts';
import { clientRequestOf, isModern } from './client-request.ts';
import { type McpFace, unchanging } from './mcp-face.ts';
import { completePromptArgument, promptMessages } from './prompts.ts';
import type { ResourceChanges } from './resource-changes.ts';
import { errorResultOf, resultOf } from './tool-result.ts';
import { watchResources } from './watched-resources.ts';

/** What the protocol side needs: the static face, and the rest once something is really asked for. */
export interface McpServerOptions {
  face: McpFace;
  /** The news of live resources. */
  changes: ResourceChanges;
  /** Loads the server's own code; called at the first request that needs it. */
  load(): Promise<{ server: Server; runtime: Runtime }>;
}

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

/** A list is never cut, so no cursor is of it; an empty one says as much as none. */
function onePage<List>(list: List) {
  return ({ params }: { params?: { cursor?: string | undefined } | undefined }): List => {
    if (!params?.cursor) return list;
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      'This list has one page, and no cursor is of it. Leave "cursor" out.',
    );
  };
}

function handleTools(server: SdkServer, { face: { lists }, load }: McpServerOptions): void {
  const listed = lists['tools/list'];
  server.setRequestHandler('tools/list', onePage(listed));
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    let tool: Server['tools'][number] | undefined;
    try {
      const { server: definition, runtime } = await load();
      tool = definition.tools.find(({ name }) => name === params.name);
      const request = { name: params.name, arguments: params.arguments, ...clientRequestOf(server, context) };
      const answer = await runtime.callTool(request).then((first) => {
        if (first.kind !== 'question' || isModern(server)) return first;
        return askOnTheWay(first.question, context, (approvalReply) => runtime.callTool({ ...request, approvalReply }));
      });
      if (answer.kind === 'question') return askWithForm(answer.question);
      return resultOf(answer, tool);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      if (error.code === 'not_found' && !listed.tools.some((tool) => tool.name === params.name)) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
      }
      return errorResultOf(error, tool);
    }
  });
}

function handleResources(server: SdkServer, { face: { lists }, load }: McpServerOptions): void {
  server.setRequestHandler('resources/list', onePage(lists['resources/list']));
  server.setRequestHandler('resources/templates/list', onePage(lists['resources/templates/list']));
  server.setRequestHandler('resources/read', async ({ params: { uri } }, context) => {
    try {
      const { runtime } = await load();
      const answer = await runtime.readResource(uri, clientRequestOf(server, context));
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
  server.setRequestHandler('prompts/list', onePage(lists['prompts/list']));
  server.setRequestHandler('prompts/get', async ({ params }) => {
    const { server: definition } = await load();
    return promptMessages(definition, params.name, params.arguments ?? {});
  });
  server.setRequestHandler('completion/complete', async ({ params: { ref, argument } }, context) => {
    const { server: definition, runtime } = await load();
    const values =
      ref.type === 'ref/prompt'
        ? completePromptArgument(definition, ref.name, argument)
        : await runtime.completeResource(ref.uri, argument, clientRequestOf(server, context)).catch(() => []);
    return { completion: { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 } };
  });
}
