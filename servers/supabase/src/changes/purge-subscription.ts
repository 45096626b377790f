import { ChangeJournal } from './change-journal.ts';
import { removePassedOn } from './change-passer.ts';
import { removeStatus } from './change-status.ts';
import { removeDeadLetters } from './dead-letters.ts';
import { KnownTickets } from './known-tickets.ts';
import type { State } from './shared-state.ts';

/** Removes all that is kept of a subscription that ended. */
export async function purgeSubscription(state: State, id: string): Promise<void> {
  await ChangeJournal.remove(state, id);
  await removeStatus(state, id);
  await removePassedOn(state, id);
  await removeDeadLetters(state, id);
  await new KnownTickets(state, id).clear();
}
