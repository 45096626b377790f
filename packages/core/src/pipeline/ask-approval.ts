import { randomUUID } from 'node:crypto';
import type { Approval, Grant } from '../approval/approval.ts';
import type { ApprovalQueue } from '../approval/approval-queue.ts';
import { changedFields } from '../approval/changed-field.ts';
import type { Confirmations } from '../approval/confirmations.ts';
import {
  describeWrite,
  hasChangedNothing,
  type Idempotency,
  isUnsettled,
  type WriteRecord,
} from '../approval/idempotency.ts';
import type { ShownChange } from '../approval/present-values.ts';
import { previewOf } from '../approval/preview.ts';
import type { ShownChanges } from '../approval/shown-changes.ts';
import type { Taint } from '../approval/taint.ts';
import { isWrite } from '../define/effect.ts';
import { mayPass, ToolError } from '../define/tool-error.ts';
import { type ApprovalNeed, taintRule } from '../policy/approval-rule.ts';
import type { Answer, Call, Question, Stage } from './call.ts';
import { holdToShown } from './hold-to-shown.ts';

/** What the asking for approval needs. */
export interface ApprovalServices {
  confirmations: Confirmations;
  /** Where another person says yes. */
  queue: ApprovalQueue;
  idempotency: Idempotency;
  taint: Taint;
  /** Whether a read brings text that outsiders may have written. */
  isUntrusted(call: Call): boolean;
  /** What a write would change, as its caller may see it; notes it unmasked in the call. */
  changeOf(call: Call): Promise<ShownChange>;
  /** What was shown before a yes. */
  shownChanges: ShownChanges;
}

/** Where a write stands: what is needed for it, and what became of the same write before. */
interface Situation extends ApprovalServices {
  need: ApprovalNeed;
  earlier: WriteRecord | undefined;
  /** Of the approval that is asked for, if none is given yet. */
  approvalId: string;
}

/** Puts every write before a person, as the rules ask it; no answer is a no. */
export function askApproval(services: ApprovalServices): Stage {
  const { idempotency } = services;
  return {
    name: 'askApproval',
    async run(call, next) {
      if (!isWrite(call.action.effect)) return readMarked(call, services, next);
      call.action.prepare();
      const earlier = await idempotency.earlier(call);
      // A write of unknown outcome goes on under its key, so that a system that knows the key does it once.
      const approvalId = earlier && isUnsettled(earlier) ? earlier.id : randomUUID();
      const need = needOf(call, services, earlier);
      const situation = { ...services, need, earlier, approvalId };
      const step = await approve(call, situation);
      if ('message' in step) return { kind: 'question', question: step };
      await holdToShown(call, step.approval.id, services).catch(async (error: unknown) => {
        // It may be another call with the same yes that changed it: that yes is used then, and this says so.
        if (step.known) await approve(call, situation);
        throw stillGranted(step, error);
      });
      await step.use();
      call.approval = step.approval;
      try {
        return await idempotency.perform(call, step, next);
      } catch (error) {
        throw await withGrantBack(call, step, error);
      }
    },
  };
}

/** How a yes comes back with the next call; that of a question does not. */
const repetitions: Partial<Record<Approval['mode'], string>> = {
  confirm_token: 'repeat the same call with the same confirm_token, within ten minutes of the preview',
  out_of_band: 'repeat exactly the same call',
};

/** A yes is not used up by a write that certainly changed nothing and will succeed in a while. */
async function withGrantBack(call: Call, grant: Grant, error: unknown): Promise<unknown> {
  if (!hasChangedNothing(call, error) || !mayPass(error)) return error;
  return grant.giveBack().then(
    () => stillGranted(grant, error),
    // The user is asked anew then.
    () => error,
  );
}

function stillGranted({ approval }: Grant, error: unknown): unknown {
  const next = repetitions[approval.mode];
  if (!next || !mayPass(error)) return error;
  const { details } = error;
  const hint = [details.hint, `The yes was not used up: ${next}.`].filter(Boolean).join(' ');
  return new ToolError(error.code, error.message, { ...details, hint }, { cause: error });
}

async function readMarked(call: Call, services: ApprovalServices, next: () => Promise<Answer>): Promise<Answer> {
  const answer = await next();
  if (services.isUntrusted(call)) services.taint.mark(call.action.name);
  return answer;
}

/** Nothing is approved without a person after untrusted text was read, or while nobody knows what became of the same write. */
function needOf(call: Call, { taint }: ApprovalServices, earlier: WriteRecord | undefined): ApprovalNeed {
  const need = ruledNeed(call);
  const isDoubtful = taint.source !== undefined || (earlier !== undefined && isUnsettled(earlier));
  return need === 'none' && isDoubtful ? 'ask' : need;
}

/** What the policy decided; without a decision it asks. */
function ruledNeed({ decision }: Call): ApprovalNeed {
  return decision?.approval ?? 'ask';
}

async function approve(call: Call, situation: Situation): Promise<Grant | Question> {
  const { confirmations, queue, need, approvalId, earlier } = situation;
  if (need === 'none') return ruledGrant();
  if (need === 'out_of_band') return queue.obtain(call, () => describe(call, situation), approvalId);
  if (call.confirmToken !== undefined) return confirmations.check('token', call.confirmToken, call);
  const reply = call.approvalReply;
  if (reply?.action === 'decline') {
    throw new ToolError(
      'approval_declined',
      `The user said no to ${call.action.name}. Nothing was changed. Do not repeat it and do not try another way; ask the user what to do instead.`,
    );
  }
  if (reply?.action === 'accept') return confirmations.check('question', reply.state, call);
  const message = await describe(call, situation);
  const asked = { approvalId, ...(earlier && { last: earlier.id }) };
  if (call.client.canAsk && reply === undefined) {
    return { message, state: await confirmations.issue('question', call, asked) };
  }
  throw new ToolError(
    'approval_required',
    `Nothing was changed: ${call.action.name} needs the user's yes. Show the user this preview and wait for the answer. After a yes, repeat the same call with confirm_token; after a no, leave it.`,
    { preview: message, confirmToken: await confirmations.issue('token', call, asked) },
  );
}

function ruledGrant(): Grant {
  const nothing = async () => {};
  return { approval: { id: randomUUID(), mode: 'policy' }, use: nothing, giveBack: nothing };
}

const unseen = { unread: 'could not be read', hidden: 'may not be shown to this role' };

async function describe(call: Call, situation: Situation): Promise<string> {
  const { changeOf, shownChanges, approvalId, isUntrusted, taint, need, earlier } = situation;
  const notes: string[] = [];
  if (earlier) notes.push(`${describeWrite(earlier)} Look before you say yes.`);
  const isRaised = need !== ruledNeed(call) || call.decision?.rule === taintRule;
  if (taint.source !== undefined && isRaised) {
    notes.push(
      `Asked because ${taint.source} has read text that others may have written. Say yes only if you want this.`,
    );
  }
  const shown = await changeOf(call);
  if (shown && 'change' in shown) {
    if (call.change) await shownChanges.note(approvalId, call.change, changedFields(shown.change));
    // A preview can come back to the model, and what the system holds may be others' words.
    if (isUntrusted(call)) taint.mark(call.action.name);
  }
  if (shown && 'unseen' in shown) {
    notes.push(
      `The present values ${unseen[shown.unseen]}: only the new ones are shown, and a yes is good for whatever is there.`,
    );
  }
  return previewOf(call, { ...(shown && 'change' in shown && shown), notes });
}
