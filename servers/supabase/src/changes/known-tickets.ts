import * as z from 'zod';
import type { KnownTicket } from './agent-presets.ts';
import type { ProjectTables } from './project-tables.ts';
import type { State } from './shared-state.ts';

const Known = z.object({ priority: z.unknown() });
const mostSeeded = 1000;

/** The priority that each ticket of an agent had when it was last looked at. */
export class KnownTickets {
  readonly #state: State;
  readonly #space: string;

  constructor(state: State, subscriptionId: string) {
    this.#state = state;
    this.#space = `supabase.tickets.${subscriptionId}`;
  }

  /** Learns the tickets that the agent has already, the newest first. */
  async seed(tables: ProjectTables, agentId: string): Promise<void> {
    const query = { select: 'id,priority', assigned_agent_id: `eq.${agentId}`, order: 'id.desc', limit: mostSeeded };
    for (const { id, priority } of await tables.read('support_tickets', query)) await this.set(id, { priority });
  }

  async ids(): Promise<string[]> {
    return (await this.#state.list(this.#space)).map(({ id }) => id);
  }

  async get(id: unknown): Promise<KnownTicket | undefined> {
    const record = await this.#state.get(this.#space, String(id));
    return record && Known.parse(JSON.parse(record.value));
  }

  async set(id: unknown, ticket: KnownTicket): Promise<void> {
    await this.#state.put(this.#space, String(id), JSON.stringify(ticket));
  }

  async forget(id: unknown): Promise<void> {
    await this.#state.delete(this.#space, String(id));
  }

  async clear(): Promise<void> {
    for (const id of await this.ids()) await this.forget(id);
  }
}
