import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { State } from './shared-state.ts';

/** How a subscription fares; written by the process that serves it, read by all. */
export const ChangeStatus = z.object({
  state: z.enum(['starting', 'live', 'catching_up', 'reconnecting', 'failed']),
  /** What is wrong, in our words. */
  problem: z.string().optional(),
  interruptions: z.number(),
  caughtUp: z.number(),
  duplicates: z.number(),
  /** Since when changes are missed; nothing while they come. */
  downSince: z.string().optional(),
  /** What the last interruption hid. */
  unseen: z.string().optional(),
});
export type ChangeStatus = z.output<typeof ChangeStatus>;

const space = 'supabase.status';
const beginMilliseconds = 5000;
const lookMilliseconds = 20;
const fresh: ChangeStatus = { state: 'starting', interruptions: 0, caughtUp: 0, duplicates: 0 };

export async function readStatus(state: State, id: string): Promise<ChangeStatus> {
  const record = await state.get(space, id);
  return record ? ChangeStatus.parse(JSON.parse(record.value)) : fresh;
}

/**
 * The state of a new subscription once changes come, which Realtime says (https://supabase.com/docs/guides/realtime/protocol), or once
 * something is in the way; after a few seconds whatever it is.
 */
export async function stateOnceBegun(state: State, id: string): Promise<ChangeStatus['state']> {
  const end = Date.now() + beginMilliseconds;
  for (;;) {
    const { state: now } = await readStatus(state, id);
    const isBeginning = now === 'starting' || now === 'catching_up';
    if (!isBeginning || Date.now() >= end) return now;
    await delay(lookMilliseconds);
  }
}

/** Of a new subscription whose changes do not come. */
export const notLive =
  'Not all changes come yet: until its status is live some may be missing, and others be told as the row stands later.';

export async function writeStatus(state: State, id: string, status: ChangeStatus): Promise<void> {
  await state.put(space, id, JSON.stringify(status));
}

/** Whoever served it before has ended, perhaps without a word: for all that is known, changes were missed since. */
export async function endLive(state: State, id: string): Promise<void> {
  const status = await readStatus(state, id);
  if (status.state === 'starting') return;
  const { downSince = 'the end of the process before', interruptions } = status;
  const ended = { ...status, downSince, interruptions: interruptions + (status.state === 'live' ? 1 : 0) };
  await writeStatus(state, id, { ...ended, state: 'reconnecting' });
}

export async function removeStatus(state: State, id: string): Promise<void> {
  await state.delete(space, id);
}
