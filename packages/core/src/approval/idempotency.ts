import * as z from 'zod';
import { type ErrorCode, ToolError } from '../define/tool-error.ts';
import { log } from '../observe/log.ts';
import type { Answer, Call } from '../pipeline/call.ts';
import { writtenBefore } from '../pipeline/written-before.ts';
import type { State } from '../state/state.ts';
import type { Grant, KnownWrite } from './approval.ts';
import { callDigest } from './call-digest.ts';

const Write = z.object({
  id: z.string(),
  tool: z.string(),
  system: z.string(),
  /** When it was sent, in milliseconds of the epoch. */
  at: z.number(),
  /** From when on a write in flight is one whose process died. */
  until: z.number(),
  status: z.enum(['in_flight', 'done', 'failed', 'unknown']),
});

/** An approved write and what became of it. Neither its arguments nor its answer are kept. */
export type WriteRecord = z.output<typeof Write>;

/** Keeps approved writes from being sent twice, across crashes and processes. */
export interface Idempotency {
  /** The last write of exactly this call by this principal in a day, unless it certainly failed. */
  earlier(call: Call): Promise<WriteRecord | undefined>;
  /**
   * Notes the write as in flight, sends it, notes what became of it. Throws `conflict` where it is in flight or done already, and where
   * the same call was sent since a person was asked: of many that are confirmed at once, one goes on.
   */
  perform(call: Call, grant: Pick<Grant, 'approval' | 'known'>, send: () => Promise<Answer>): Promise<Answer>;
  /** Says of a repeated approval what became of its write: `unknown_outcome`, or `approval_required` where it is settled. */
  refuseRepeat(approvalId: string): Promise<void>;
}

const writeSpace = 'write';
const lastSpace = 'last-write';
const keptMilliseconds = 7 * 86_400_000;
const comparedMilliseconds = 86_400_000;
const graceMilliseconds = 30_000;

/** Errors by which the system, or we before it, refused a single request: nothing was done. */
const refusals: readonly ErrorCode[] = [
  'invalid_input',
  'not_found',
  'conflict',
  'not_configured',
  'unauthenticated',
  'forbidden',
  'rate_limited',
  'unavailable',
];

/** A write as it is stored. */
interface StoredWrite {
  write: WriteRecord;
  version: string;
}

/** Approved writes in the shared state: stored before they are sent. */
export function createIdempotency(state: State, now: () => number = Date.now): Idempotency {
  return {
    async earlier(call) {
      const last = await state.get(lastSpace, callDigest(call));
      const write = last && (await findWrite(state, last.value))?.write;
      return write?.status === 'failed' ? undefined : write;
    },
    async perform(call, grant, send) {
      const begun = await beginWrite(state, call, grant, now);
      try {
        const answer = await send();
        await endWrite(state, begun, 'done');
        return answer;
      } catch (error) {
        const { upstream } = call;
        await endWrite(state, begun, hasChangedNothing(call, error) ? 'failed' : 'unknown');
        if (isRefusal(error) && upstream.writes > 1 && upstream.hasWritten)
          throw writtenBefore(call, `failed at a later step (${error.message})`, error);
        throw error;
      }
    },
    async refuseRepeat(approvalId) {
      const write = (await findWrite(state, approvalId))?.write;
      if (!write) return;
      const isOpen = isUnsettled(write);
      throw new ToolError(
        isOpen ? 'unknown_outcome' : 'approval_required',
        `This confirmation was used before. ${describeWrite(write)} ${isOpen ? `Look it up in ${write.system} with a read tool, and tell the user what you found, before anything is sent again.` : 'Call again without it only if the user wants it done once more.'}`,
      );
    },
  };
}

function isRefusal(error: unknown): error is ToolError {
  return error instanceof ToolError && refusals.includes(error.code);
}

/**
 * Whether a write that failed certainly changed nothing: it asked the system, and no request to change something left, or one alone left and
 * was refused. Of several changes, an earlier one may have been made before one was refused.
 */
export function hasChangedNothing({ upstream }: Call, error: unknown): error is ToolError {
  const hasAsked = upstream.attempts > 0 || upstream.writes > 0;
  const isUnsent = error instanceof ToolError && hasAsked && !upstream.hasSent;
  // Else it is the answer to a change that was made which is too large.
  const isTooLarge = error instanceof ToolError && error.code === 'too_large' && !upstream.hasWritten;
  return isUnsent || ((isRefusal(error) || isTooLarge) && upstream.writes <= 1);
}

async function findWrite(state: State, id: string): Promise<StoredWrite | undefined> {
  const record = await state.get(writeSpace, id);
  return record && { write: Write.parse(JSON.parse(record.value)), version: record.version };
}

function storeWrite(state: State, write: WriteRecord, ifVersion: string | null): Promise<string | undefined> {
  return state.put(writeSpace, write.id, JSON.stringify(write), {
    ttlMilliseconds: keptMilliseconds,
    ifVersion,
    isDurable: true,
  });
}

async function beginWrite(
  state: State,
  call: Call,
  { approval: { id }, known: seen }: Pick<Grant, 'approval' | 'known'>,
  now: () => number,
): Promise<StoredWrite> {
  const known = await findWrite(state, id);
  if (known?.write.status === 'done' || (known?.write.status === 'in_flight' && known.write.until > now())) {
    throw new ToolError('conflict', `${describeWrite(known.write)} It was not sent again. Read it before you do more.`);
  }
  const { name: tool, system, timeoutSeconds } = call.action;
  const until = now() + timeoutSeconds * 1000 + graceMilliseconds;
  const write: WriteRecord = { id, tool, system, at: now(), until, status: 'in_flight' };
  const version = await storeWrite(state, write, known?.version ?? null);
  if (version === undefined) {
    throw new ToolError('conflict', `Another process sends the same ${tool} now. It was not sent again.`);
  }
  const begun = { write, version };
  await becomeLast(state, call, id, seen).catch(async (error: unknown) => {
    // Not sent this time; whether it was before is as uncertain as it was.
    await endWrite(state, begun, known && isUnsettled(known.write) ? 'unknown' : 'failed');
    throw error;
  });
  return begun;
}

/** Makes this the last write of its call, unless another became that since a person was asked; one that certainly failed is none. */
async function becomeLast(state: State, call: Call, id: string, seen: KnownWrite | undefined): Promise<void> {
  const digest = callDigest(call);
  if (!seen) return void (await state.put(lastSpace, digest, id, { ttlMilliseconds: comparedMilliseconds }));
  const last = await state.get(lastSpace, digest);
  const isKnown = last === undefined || last.value === id || last.value === seen.last;
  const other = isKnown ? undefined : (await findWrite(state, last.value))?.write;
  const options = { ttlMilliseconds: comparedMilliseconds, ifVersion: last?.version ?? null };
  if ((isKnown || other?.status === 'failed') && (await state.put(lastSpace, digest, id, options))) return;
  const what = other ? describeWrite(other) : `The same ${call.action.name} is being sent by another call.`;
  throw new ToolError(
    'conflict',
    `${what} That was after the user had been asked about this one, so this one was not sent. Call again without confirm_token only if the user wants it done once more.`,
  );
}

async function endWrite(state: State, { write, version }: StoredWrite, status: WriteRecord['status']): Promise<void> {
  // What was done is done: a state that fails now leaves the write in flight, which is told as unknown.
  await storeWrite(state, { ...write, status }, version).catch(() =>
    log('error', `The outcome of write ${write.id} is not stored`),
  );
}

/** Whether a write is not settled: it may or may not have happened. */
export function isUnsettled(write: WriteRecord): boolean {
  return write.status === 'in_flight' || write.status === 'unknown';
}

/** What became of a write, in one sentence. */
export function describeWrite({ tool, system, at, status }: WriteRecord): string {
  const time = new Date(at).toISOString();
  if (status === 'failed')
    return `The same ${tool} was refused at ${time}, by ${system} or before it got there; it changed nothing.`;
  const sent = `The same ${tool} was sent to ${system} at ${time}`;
  if (status === 'done') return `${sent} and was carried out.`;
  if (status === 'unknown') return `${sent} and no certain answer came: it may or may not have happened.`;
  return `${sent} and has no answer yet: it is still going on, or its process ended before the answer came.`;
}
