import { randomUUID } from 'node:crypto';
import type { BackgroundWork } from '../define/api.ts';
import type { Action, ApprovalReply, Call, ClientInfo, Principal } from './call.ts';
import { cleanClient } from './clean-client.ts';

/** What a client brings with one call. */
export interface CallRequest {
  name: string;
  arguments: unknown;
  client: ClientInfo;
  signal: AbortSignal;
  progress?: Call['progress'];
  approvalReply?: ApprovalReply;
  /** The caller's trace, in the form of W3C Trace Context. */
  traceparent?: string;
}

/** The call of an action, as it enters the pipeline. */
export function newCall(action: Action, request: CallRequest, principal: Principal): Call {
  const { client, signal, progress = () => {}, approvalReply, traceparent } = request;
  return {
    id: randomUUID(),
    action,
    rawInput: request.arguments,
    input: {},
    principal,
    client: cleanClient(client),
    signal,
    progress,
    ...(approvalReply && { approvalReply }),
    ...(traceparent !== undefined && { traceparent }),
    upstream: { attempts: 0, writes: 0, retryReasons: [] },
  };
}

/** The same for work that no client waits for. */
export function backgroundCall(tool: Action | undefined, { input, run }: BackgroundWork, principal: Principal): Call {
  if (!tool) throw new Error('work in the name of a tool that is not there');
  const client = { name: 'background', version: '', canAsk: false };
  const signal = new AbortController().signal;
  const request = { name: tool.name, arguments: input, client, signal };
  return newCall({ ...tool, kind: 'background', run }, request, principal);
}
