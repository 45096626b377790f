import { standingWork } from '@bizmcp/core';
import * as z from 'zod';
import { agentPresets } from './agent-presets.ts';
import { changeEvents } from './change.ts';
import type { State } from './shared-state.ts';

/** A subscription as it is kept. */
export const ChangeSubscription = z.object({
  id: z.string(),
  table: z.string(),
  events: z.array(z.enum(changeEvents)),
  filter: z.string().optional(),
  callbackUrl: z.string().optional(),
  agent: z.object({ id: z.string(), preset: z.enum(agentPresets) }).optional(),
  createdAt: z.string(),
});
export type ChangeSubscription = z.output<typeof ChangeSubscription>;

/** The filter by which changes come. Realtime tells of no row that leaves it, and of a ticket that comes back its agent has to hear again. */
export function watchedFilter({ filter, agent }: ChangeSubscription): string | undefined {
  return agent?.preset === 'support_tickets' ? undefined : filter;
}

const space = standingWork('supabase');

/** The subscriptions of one user in one project; other users of this machine see others. */
export class SubscriptionStore {
  readonly #state: State;
  readonly #owner: string;

  constructor(state: State, owner: string) {
    this.#state = state;
    this.#owner = owner;
  }

  async list(): Promise<ChangeSubscription[]> {
    const records = await this.#state.list(space);
    const own = records.filter(({ id }) => id.startsWith(this.#nameOf('')));
    const all = own.map(({ value }) => ChangeSubscription.parse(JSON.parse(value)));
    return all.toSorted((left, right) => left.createdAt.localeCompare(right.createdAt));
  }

  async get(id: string): Promise<ChangeSubscription | undefined> {
    const record = await this.#state.get(space, this.#nameOf(id));
    return record && ChangeSubscription.parse(JSON.parse(record.value));
  }

  async add(subscription: ChangeSubscription): Promise<void> {
    await this.#state.put(space, this.#nameOf(subscription.id), JSON.stringify(subscription), { isDurable: true });
  }

  /** Whether this call removed it. */
  remove(id: string): Promise<boolean> {
    return this.#state.delete(space, this.#nameOf(id));
  }

  #nameOf(id: string): string {
    return `${this.#owner}.${id}`;
  }
}
