import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keysFolder } from '../audit/audit-keys.ts';
import type { FileAuditLog } from '../audit/audit-log.ts';
import type { AuditRecord } from '../audit/audit-record.ts';
import { withOperatorLog } from '../audit/operator-log.ts';
import { loadPseudonymKey } from '../audit/pseudonym-key.ts';
import { ToolError } from '../define/tool-error.ts';
import { log as report } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import { openState } from '../state/open-state.ts';
import { stateAddress } from '../state/state-address.ts';
import { type ApprovalQueue, type ApprovalRequest, createApprovalQueue } from './approval-queue.ts';

/** Where a person decides what calls of others wait for. */
export interface ApprovalDesk {
  /** What nobody has decided yet, oldest first. */
  pending(): Promise<ApprovalRequest[]>;
  /**
   * Decides one request in the name of `approver`, which is on record before and after. Throws `unavailable` where it can't be put on
   * record, and otherwise what `ApprovalQueue` says.
   */
  decide(id: string, approver: string, decision: 'approve' | 'deny'): Promise<ApprovalRequest>;
  close(): Promise<void>;
}

/** Which deployment a desk is of. */
export interface DeskOptions {
  /** The state folder of its servers. */
  folder: string;
  /** What `BIZMCP_STATE` says; default: the file in the state folder. */
  address: string | undefined;
  /** Version of the program, for the records. */
  version: string;
  now?: () => number;
}

/** A desk on the state that the servers of a deployment share; where there is none yet nothing waits, and none is made. */
export function openApprovalDesk({ folder, address, version, now = Date.now }: DeskOptions): ApprovalDesk {
  const url = stateAddress(folder, address);
  const state = openState(isMissingFile(url) ? 'memory:' : url);
  const audit = join(folder, 'audit');
  const queue = createApprovalQueue(state, { previewKey: previewKeyOf(audit), now });
  return {
    pending: () => queue.pending(),
    decide: (id, approver, decision) =>
      withOperatorLog(audit, version, now, (log) => decideOnRecord(queue, log, { id, approver, decision })),
    close: () => state.close(),
  };
}

/** Only a file that is known not to be there is none: of one that can't be looked at nobody may think that nothing waits in it. */
function isMissingFile(url: string): boolean {
  if (!url.startsWith('sqlite:')) return false;
  try {
    return statSync(url.slice('sqlite:'.length), { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** Only the user whose server sealed a preview can open it, on the same machine; looking makes no key. */
function previewKeyOf(audit: string): Buffer | undefined {
  try {
    return existsSync(join(keysFolder(audit), 'pseudonym.key')) ? loadPseudonymKey(audit, 'real') : undefined;
  } catch {
    return undefined;
  }
}

interface Choice {
  id: string;
  approver: string;
  decision: 'approve' | 'deny';
}

async function decideOnRecord(queue: ApprovalQueue, log: FileAuditLog, choice: Choice): Promise<ApprovalRequest> {
  const { id, approver, decision } = choice;
  const known = (await queue.pending()).find((request) => request.id === id);
  const { tool, system, effect, principal } = known ?? {};
  const subject = {
    call: randomUUID(),
    principal: { name: approver },
    request: { id, decision, tool, system, effect, principal },
  };
  await putOnRecord(log, { event: 'approval.intent', ...subject });
  try {
    const decided = await queue.decide(id, approver, decision);
    const approval = { id: decided.approvalId, mode: 'out_of_band', approver };
    await settle(log, { event: 'approval.outcome', ...subject, approval, status: 'ok' });
    return decided;
  } catch (error) {
    const code = error instanceof ToolError ? error.code : 'internal';
    const denial = code === 'forbidden' && {
      decision: { allowed: false, reason: 'not_an_approver', rule: 'approvals' },
    };
    await settle(log, { event: 'approval.outcome', ...subject, ...denial, status: 'error', code });
    throw error;
  }
}

/** A decision that leaves no trace is none. */
async function putOnRecord(log: FileAuditLog, record: AuditRecord): Promise<void> {
  try {
    await log.append(record);
  } catch (error) {
    throw new ToolError(
      'unavailable',
      'The decision cannot be put on record, so nothing was decided: the audit trail in the state folder cannot be written. Make room or mend the folder.',
      {},
      { cause: error },
    );
  }
}

/** It is decided by now: a trail that can't take the outcome is reported, and the intent stands alone in it. */
async function settle(log: FileAuditLog, record: AuditRecord): Promise<void> {
  await log.append(record).catch((error: unknown) => {
    report('error', `The outcome of the decision is not in the audit trail: ${messageOf(error)}`);
  });
}
