import { changedFields, movedFields } from '../approval/changed-field.ts';
import { ToolError } from '../define/tool-error.ts';
import type { ApprovalServices } from './ask-approval.ts';
import type { Call } from './call.ts';

/**
 * Reads before a write what it would change, whether or not anybody was asked: what refuses it refuses it always. What somebody said yes
 * to minutes or hours ago may be another by now, since records are others' to change too: throws `conflict` then, and says what; the yes
 * is not used up by this.
 */
export async function holdToShown(
  call: Call,
  approvalId: string,
  {
    shownChanges,
    changeOf,
    isUntrusted,
    taint,
  }: Pick<ApprovalServices, 'shownChanges' | 'changeOf' | 'isUntrusted' | 'taint'>,
): Promise<void> {
  const before = await shownChanges.find(approvalId);
  if (before?.day !== undefined) call.day = before.day;
  const now = await changeOf(call);
  if (!before || !now) return;
  if ('unseen' in now) throw unreadable(call);
  if (call.change && before.is(call.change)) return;
  // What is said of it may be others' words, as in a preview.
  if (isUntrusted(call)) taint.mark(call.action.name);
  throw moved(before.fields && movedFields(before.fields, changedFields(now.change)));
}

function moved(fields: readonly string[] | undefined): ToolError {
  const isTold = fields && fields.length > 0;
  return new ToolError(
    'conflict',
    `Nothing was changed: what this call would change is no longer what the user said yes to, as something was changed since${isTold ? ', as preview tells' : ''}. Make the same call again without confirm_token, so that the user sees it as it is now.`,
    isTold ? { preview: fields.join('\n') } : {},
  );
}

function unreadable({ action }: Call): ToolError {
  return new ToolError(
    'unavailable',
    `Nothing was changed: what the user said yes to could not be read again in ${action.system}, so nobody knows whether it still is so. Try again in a while.`,
  );
}
