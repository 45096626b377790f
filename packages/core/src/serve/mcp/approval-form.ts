import { inputRequired, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Answer, ApprovalReply, Question } from '../../pipeline/call.ts';

/** The only field of an approval form. An accepted form counts as a yes unless the box was cleared. */
const approvalForm = {
  type: 'object' as const,
  properties: { confirm: { type: 'boolean' as const, title: 'Do it', default: true } },
};

/** People answer in their own time. */
const longestMilliseconds = 600_000;

const FormReply = z.object({
  action: z.enum(['accept', 'decline', 'cancel']),
  content: z.object({ confirm: z.unknown().optional() }).nullish(),
});

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
  const action = actionOf(reply);
  return typeof state === 'string' && action ? { state, action } : undefined;
}

/**
 * Puts a question before 2026-07-28, as a request of ours while the client's is under way, and goes on with what the user said.
 * What is no clear yes or no (an error, another form, no word in ten minutes) is no answer, for which the pipeline has words: the
 * SDK's own tell a model neither that nothing was changed nor what to do.
 */
export async function askOnTheWay(
  { message, state }: Question,
  { mcpReq }: ServerContext,
  goOn: (reply: ApprovalReply) => Promise<Answer>,
): Promise<Answer> {
  const params = { mode: 'form' as const, message, requestedSchema: approvalForm };
  const options = { relatedRequestId: mcpReq.id, signal: mcpReq.signal, timeout: longestMilliseconds };
  const reply: unknown = await mcpReq.send({ method: 'elicitation/create', params }, options).catch(() => undefined);
  mcpReq.signal.throwIfAborted();
  return goOn({ state, action: actionOf(reply) ?? 'cancel' });
}

/** A box that holds anything but a yes or a no is no answer. */
function actionOf(reply: unknown): ApprovalReply['action'] | undefined {
  const { action, content } = FormReply.safeParse(reply).data ?? {};
  const confirm = content?.confirm;
  if (action !== 'accept' || confirm === undefined || confirm === true) return action;
  return confirm === false ? 'decline' : 'cancel';
}
