import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ToolError } from '../define/tool-error.ts';
import { parseJson } from '../json/parse-json.ts';
import type { Call } from '../pipeline/call.ts';
import type { State, StateRecord } from '../state/state.ts';
import type { Grant } from './approval.ts';
import { agreementDigest } from './call-digest.ts';
import { createPreviewStore, type PreviewStore } from './stored-preview.ts';

const Request = z.object({
  /** For people: names the request in commands and messages. */
  id: z.string(),
  approvalId: z.string(),
  call: z.string(),
  tool: z.string(),
  system: z.string(),
  effect: z.string(),
  preview: z.string(),
  sealed: z.string().optional(),
  principal: z.string(),
  role: z.string(),
  /** Milliseconds of the epoch. */
  requestedAt: z.number(),
  expiresAt: z.number(),
  /** The only ones who may approve. */
  approvers: z.array(z.string()).optional(),
  status: z.enum(['pending', 'approved', 'denied']),
  approver: z.string().optional(),
});

/** A write that waits for somebody beside the conversation. */
export interface ApprovalRequest extends Omit<z.output<typeof Request>, 'sealed'> {
  /** Whether values of the preview are masked here: they are whole only where the call was made, for its user. */
  isMasked: boolean;
}

/** Writes that wait for the yes of a person who is not in the conversation. */
export interface ApprovalQueue {
  /**
   * The yes to exactly this call; otherwise queues the call once and throws `approval_required`, or `approval_declined` after a no.
   */
  obtain(call: Call, describe: () => Promise<string>, approvalId?: string): Promise<Grant>;
  /** What nobody has decided yet, oldest first. */
  pending(): Promise<ApprovalRequest[]>;
  /** Throws `not_found`, `conflict` where it is decided already, or `forbidden` for the caller where another person must decide. */
  decide(id: string, approver: string, decision: 'approve' | 'deny'): Promise<ApprovalRequest>;
}

/** What a queue asks of its approvers. */
export interface ApprovalQueueOptions {
  /** A yes that was given under other rules does not count. */
  policyDigest?: string;
  /** The only ones who may approve a call. Default: anybody may who may approve at all. */
  approvers?: (call: Call) => readonly string[] | undefined;
  /** Seals what the state keeps of a preview beside its masked form; without it only that is kept. At least 32 bytes. */
  previewKey?: Buffer | undefined;
  now?: () => number;
}

const space = 'approval';
const pendingMilliseconds = 24 * 3_600_000;
const decidedMilliseconds = 3_600_000;
const idCharacters = 16;

/** A queue in the shared state: any process of the fleet may decide what any other one asked. */
export function createApprovalQueue(state: State, options: ApprovalQueueOptions = {}): ApprovalQueue {
  const { policyDigest, approvers = () => undefined, now = Date.now } = options;
  const previews = createPreviewStore(options.previewKey);
  const read = (record: StateRecord) => readRequest(record, previews, now());
  const put = (request: ApprovalRequest, ifVersion: string | null) =>
    writeRequest(state, { ...request, ...previews.stored(request.preview, request.call) }, ifVersion, now());

  return {
    async obtain(call, describe, approvalId = randomUUID()) {
      const digest = await agreementDigest(call, policyDigest);
      const id = digest.slice(0, idCharacters);
      const record = await state.get(space, id);
      const known = record && read(record);
      if (record && known && known.call === digest) return grantOf(state, record, known, now);
      const request = newRequest(call, digest, await describe(), now());
      const named = { id, approvalId, approvers: approvers(call)?.slice() };
      await put({ ...request, ...named, isMasked: false }, record?.version ?? null);
      throw waiting(call.action.name, id, request.preview);
    },
    async pending() {
      const requests = (await state.list(space)).flatMap((record) => read(record) ?? []);
      const open = requests.filter((request) => request.status === 'pending');
      return open.sort((one, other) => one.requestedAt - other.requestedAt);
    },
    async decide(id, approver, decision) {
      const record = await state.get(space, id);
      const known = record && read(record);
      if (!record || !known) throw new ToolError('not_found', `No request ${id} is waiting; it may have expired.`);
      if (known.status !== 'pending') throw new ToolError('conflict', `The request ${id} is ${known.status} already.`);
      if (decision === 'approve') checkApprover(known, approver);
      const status = decision === 'approve' ? 'approved' : 'denied';
      const decided: ApprovalRequest = { ...known, status, approver, expiresAt: now() + decidedMilliseconds };
      if ((await put(decided, record.version)) !== undefined) return decided;
      throw new ToolError('conflict', `Somebody else decided on the request ${id} at the same moment.`);
    },
  };
}

/** A no is anybody's. */
function checkApprover({ principal, approvers }: ApprovalRequest, approver: string): void {
  if (approver === principal)
    throw new ToolError('forbidden', `Another person than ${approver} must approve this request of ${approver}.`);
  if (approvers && !approvers.includes(approver))
    throw new ToolError(
      'forbidden',
      `The policy lets ${approvers.join(' or ') || 'nobody'} approve this request, not ${approver}.`,
    );
}

function grantOf(state: State, record: StateRecord, request: ApprovalRequest, now: () => number): Grant {
  const { status, approver = 'somebody', tool, id, preview } = request;
  if (status === 'pending') throw waiting(tool, id, preview);
  if (status === 'denied') {
    throw new ToolError(
      'approval_declined',
      `${approver} said no to ${tool} (request ${id}). Nothing was changed. Do not repeat it and do not try another way; ask the user what to do instead.`,
    );
  }
  return {
    approval: { id: request.approvalId, mode: 'out_of_band', approver },
    async use() {
      if (await state.delete(space, id, record.version)) return;
      throw new ToolError(
        'approval_required',
        `The approval ${id} was used by another call at this moment. Nothing was changed.`,
      );
    },
    async giveBack() {
      const ttlMilliseconds = Math.max(1, request.expiresAt - now());
      await state.put(space, id, record.value, { ttlMilliseconds, ifVersion: null, isDurable: true });
    },
  };
}

function newRequest(call: Call, digest: string, preview: string, requestedAt: number) {
  const { action, principal } = call;
  return {
    call: digest,
    tool: action.name,
    system: action.system,
    effect: action.effect,
    preview,
    principal: principal.name,
    role: principal.role,
    requestedAt,
    expiresAt: requestedAt + pendingMilliseconds,
    status: 'pending' as const,
  };
}

function writeRequest(state: State, request: ApprovalRequest, ifVersion: string | null, now: number) {
  const ttlMilliseconds = request.expiresAt - now;
  return state.put(space, request.id, JSON.stringify(request), { ttlMilliseconds, ifVersion, isDurable: true });
}

function readRequest(record: StateRecord, previews: PreviewStore, now: number): ApprovalRequest | undefined {
  const parsed = Request.safeParse(parseJson(record.value));
  // What another version has written waits for that one, and holds up no other.
  if (!parsed.success) return undefined;
  const { sealed, ...request } = parsed.data;
  if (request.expiresAt <= now) return undefined;
  const preview = previews.opened({ preview: request.preview, sealed }, request.call);
  return { ...request, preview, isMasked: sealed !== undefined && preview === request.preview };
}

function waiting(tool: string, id: string, preview: string): ToolError {
  return new ToolError(
    'approval_required',
    `Nothing was changed: ${tool} needs the yes of another person, who finds it as request ${id} among the waiting approvals. Tell the user so. After the yes, repeat exactly the same call; do not ask for it in another way.`,
    { preview },
  );
}
