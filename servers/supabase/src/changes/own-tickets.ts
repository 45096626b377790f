import { isAssigned } from './agent-presets.ts';
import type { Change } from './change.ts';
import type { ChangeJournal } from './change-journal.ts';
import type { KnownTickets } from './known-tickets.ts';

/** Which tickets are an agent's by all changes that came, also those that did not wake it yet. */
export class OwnTickets {
  readonly #agentId: string;
  readonly #ids: Set<string>;

  private constructor(agentId: string, ids: readonly string[]) {
    this.#agentId = agentId;
    this.#ids = new Set(ids);
  }

  /** Goes on where the journal ends: what it has forgotten was worked off, and is among the known ones. */
  static async open(agentId: string, known: KnownTickets, journal: ChangeJournal): Promise<OwnTickets> {
    const tickets = new OwnTickets(agentId, await known.ids());
    const { changes } = await journal.shown(Number.POSITIVE_INFINITY);
    for (const change of changes) tickets.counts(change);
    return tickets;
  }

  /** Whether a change is of a ticket of the agent, or the one by which it leaves the agent. */
  counts({ new: ticket, duplicate }: Omit<Change, 'sequence'>): boolean {
    if (ticket === null) return false;
    const id = String(ticket.id);
    const isOwn = isAssigned(ticket, this.#agentId);
    // What was told before says nothing of how it is now.
    if (duplicate) return isOwn;
    const wasOwn = this.#ids.delete(id);
    if (isOwn) this.#ids.add(id);
    return isOwn || wasOwn;
  }
}
