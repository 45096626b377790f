import type { Confirmations } from '../approval/confirmations.ts';
import { previewOf } from '../approval/preview.ts';
import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Call, Stage } from './call.ts';

/** Puts every write before a person; no answer is a no. */
export function askApproval(confirmations: Confirmations): Stage {
  return {
    name: 'askApproval',
    async run(call, next) {
      if (!isWrite(call.action.effect)) return next();
      call.action.prepare();
      if (call.confirmToken !== undefined) {
        call.approval = { id: await confirmations.redeem('token', call.confirmToken, call), mode: 'confirm_token' };
        return next();
      }
      const reply = call.approvalReply;
      if (reply?.action === 'decline') {
        throw new ToolError(
          'approval_declined',
          `The user said no to ${call.action.name}. Nothing was changed. Do not repeat it and do not try another way; ask the user what to do instead.`,
        );
      }
      if (reply?.action === 'accept') {
        call.approval = { id: await confirmations.redeem('question', reply.state, call), mode: 'elicitation' };
        return next();
      }
      if (call.client.canAsk && reply === undefined) {
        return {
          kind: 'question',
          question: { message: previewOf(call), state: await confirmations.issue('question', call) },
        };
      }
      throw await approvalRequired(call, confirmations);
    },
  };
}

async function approvalRequired(call: Call, confirmations: Confirmations): Promise<ToolError> {
  const confirmToken = await confirmations.issue('token', call);
  return new ToolError(
    'approval_required',
    `Nothing was changed: ${call.action.name} needs the user's yes. Show the user this preview and wait for the answer. After a yes, repeat the same call with confirm_token; after a no, leave it.`,
    { preview: previewOf(call), confirmToken },
  );
}
