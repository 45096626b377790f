import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type Server as SdkServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ClientInfo } from '../../pipeline/call.ts';
import type { CallRequest } from '../../pipeline/call-request.ts';
import { approvalReplyOf } from './approval-form.ts';
import { modernVersion } from './protocol-version.ts';
import { traceParentOf } from './trace-parent.ts';

const Identity = z.object({ name: z.string().max(200), version: z.string().max(100) });
const Capabilities = z.object({ elicitation: z.record(z.string(), z.unknown()).optional() });

/** What one request of the client brings along, whatever its era. */
export function clientRequestOf(server: SdkServer, context: ServerContext): Omit<CallRequest, 'name' | 'arguments'> {
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

/** Whether a connection is of 2026-07-28: its clients are asked in an answer, those before by a request of ours. */
export function isModern(server: SdkServer): boolean {
  return server.getNegotiatedProtocolVersion() === modernVersion;
}

/** What a client says of itself: in each request's envelope since 2026-07-28, once at `initialize` before. */
function clientOf(server: SdkServer, { mcpReq }: ServerContext): ClientInfo {
  const envelope: Record<string, unknown> = { ...mcpReq.envelope };
  const info = Identity.safeParse(envelope[CLIENT_INFO_META_KEY] ?? server.getClientVersion());
  // An envelope on a connection of the era before does not count: nobody there can be asked by it.
  const declared = isModern(server) ? envelope[CLIENT_CAPABILITIES_META_KEY] : server.getClientCapabilities();
  const elicitation = Capabilities.safeParse(declared).data?.elicitation;
  const canAsk = elicitation !== undefined && hasForms(elicitation, isModern(server));
  return { name: info.data?.name ?? 'unknown', version: info.data?.version ?? 'unknown', canAsk };
}

/** Forms are what is meant where no mode is named. Clients of 2025-06-18 know no modes, and some say how they check a form instead. */
function hasForms(elicitation: Record<string, unknown>, isModern: boolean): boolean {
  if ('form' in elicitation) return true;
  return isModern ? Object.keys(elicitation).length === 0 : !('url' in elicitation);
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
