import * as z from 'zod';
import { Change } from './change.ts';
import type { State } from './shared-state.ts';

const keptMilliseconds = 30 * 86_400_000;

/** A change that could not be passed on, and why. */
export const DeadLetter = z.object({
  reason: z.string().describe('Why it was given up'),
  at: z.string().describe('When, ISO 8601'),
  change: Change,
});

/** Keeps a change that could not be passed on, for a month. */
export async function addDeadLetter(state: State, id: string, change: Change, reason: string): Promise<void> {
  const value = JSON.stringify({ reason, at: new Date().toISOString(), change });
  await state.put(spaceOf(id), String(change.sequence).padStart(12, '0'), value, { ttlMilliseconds: keptMilliseconds });
}

/** The last ones, the oldest first. */
export async function lastDeadLetters(state: State, id: string, most: number): Promise<z.output<typeof DeadLetter>[]> {
  const records = await state.list(spaceOf(id));
  const last = records.toSorted((left, right) => left.id.localeCompare(right.id)).slice(-most);
  return last.map(({ value }) => DeadLetter.parse(JSON.parse(value)));
}

export async function removeDeadLetters(state: State, id: string): Promise<void> {
  for (const record of await state.list(spaceOf(id))) await state.delete(spaceOf(id), record.id);
}

function spaceOf(id: string): string {
  return `supabase.dead-letters.${id}`;
}
