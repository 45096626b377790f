import { inputRequired, type ServerContext } from '@modelcontextprotocol/server';
import type { ApprovalReply, Question } from '../pipeline/call.ts';

/** The only field of an approval form. An accepted form counts as a yes unless the box was cleared. */
const approvalForm = {
  type: 'object' as const,
  properties: { confirm: { type: 'boolean' as const, title: 'Do it', default: true } },
};

/** Puts a question to the client's user. */
export function askWithForm({ message, state }: Question) {
  return inputRequired({
    inputRequests: { approval: inputRequired.elicit({ message, requestedSchema: approvalForm }) },
    requestState: state,
  });
}

/** What the user said to such a question, of a request that brings it back. */
export function approvalReplyOf({ mcpReq }: ServerContext): ApprovalReply | undefined {
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
