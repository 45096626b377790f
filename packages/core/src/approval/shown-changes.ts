import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';
import type { Change } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import type { State } from '../state/state.ts';

/** What people were shown that a write would change: it goes on only while that still holds. */
export interface ShownChanges {
  /** Notes what is about to be shown under an approval's identifier. */
  note(approvalId: string, change: Change): Promise<void>;
  /** Where something is noted under the identifier, reads the change anew; throws `conflict` where it is another by now. */
  hold(approvalId: string, read: () => Promise<Change | undefined>): Promise<void>;
}

const space = 'shown-change';
/** Longer than anybody has time to decide and to call again. */
const keptMilliseconds = 26 * 3_600_000;

/** Notes shared by all processes: the one that asked may have ended by the time of the yes. They are digests alone. */
export function createShownChanges(state: State): ShownChanges {
  return {
    async note(approvalId, change) {
      await state.put(space, approvalId, digestOf(approvalId, change), { ttlMilliseconds: keptMilliseconds });
    },
    async hold(approvalId, read) {
      const noted = await state.get(space, approvalId);
      const change = noted && (await read());
      if (!change || noted.value === digestOf(approvalId, change)) return;
      throw new ToolError(
        'conflict',
        'Nothing was changed: what this call would change is no longer what the user said yes to, as something was changed since. Make the same call again without confirm_token, so that the user sees it as it is now.',
      );
    },
  };
}

function digestOf(approvalId: string, { before, after }: Change): string {
  return createHash('sha256')
    .update(`${approvalId} ${canonicalJson([before, after])}`)
    .digest('base64url');
}
