import type { Change } from './change.ts';
import type { State } from './shared-state.ts';

const keptMilliseconds = 30 * 86_400_000;

/** Keeps a change that could not be passed on, for a month. */
export async function addDeadLetter(state: State, id: string, change: Change, reason: string): Promise<void> {
  const value = JSON.stringify({ reason, at: new Date().toISOString(), change });
  await state.put(spaceOf(id), String(change.sequence).padStart(12, '0'), value, { ttlMilliseconds: keptMilliseconds });
}

export async function removeDeadLetters(state: State, id: string): Promise<void> {
  for (const record of await state.list(spaceOf(id))) await state.delete(spaceOf(id), record.id);
}

function spaceOf(id: string): string {
  return `supabase.dead-letters.${id}`;
}
