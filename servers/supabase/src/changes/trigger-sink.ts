import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorCode, ToolError } from '@bizmcp/core';
import { isAssigned, type Trigger, triggersOf } from './agent-presets.ts';
import { backoff } from './backoff.ts';
import type { Change } from './change.ts';
import type { ChangeSink, Passing } from './change-passer.ts';
import type { ChangeSubscription } from './change-subscription.ts';
import { KnownTickets } from './known-tickets.ts';
import type { ProjectTables } from './project-tables.ts';
import type { InBackground, State } from './shared-state.ts';

export interface TriggerSinkOptions {
  subscription: ChangeSubscription & { agent: NonNullable<ChangeSubscription['agent']> };
  state: State;
  tables: ProjectTables;
  inBackground: InBackground;
  /** Whether agent_workflows has a column {@link keyColumn}, with a unique index: it makes an insert safe to repeat. */
  hasKey: boolean;
  /** Milliseconds before the second attempt. */
  firstWait?: number;
}

export const keyColumn = 'idempotency_key';
const claimSpace = 'supabase.triggers';
const claimMilliseconds = 30 * 86_400_000;
const done = 'done';
const attempts = 8;

/** Queues a row in agent_workflows for each trigger of a change: at most once. */
export class TriggerSink implements ChangeSink {
  readonly #options: Required<TriggerSinkOptions>;
  readonly #tickets: KnownTickets;

  constructor(options: TriggerSinkOptions) {
    this.#options = { firstWait: 1000, ...options };
    this.#tickets = new KnownTickets(options.state, options.subscription.id);
  }

  async pass(change: Change, _isRepeat: boolean, signal: AbortSignal): Promise<Passing> {
    // What was told before has queued its rows.
    if (change.duplicate) return 'not_meant';
    const { agent } = this.#options.subscription;
    const ticket = agent.preset === 'support_tickets' ? change.new : null;
    const known = ticket ? await this.#tickets.get(ticket.id) : undefined;
    const triggers = triggersOf(agent, change, known);
    for (const trigger of triggers) {
      const problem = await this.#queue(trigger, change, signal);
      if (problem !== undefined) return { problem };
    }
    if (ticket && isAssigned(ticket, agent.id)) await this.#tickets.set(ticket.id, { priority: ticket.priority });
    else if (known) await this.#tickets.forget(ticket?.id);
    return triggers.length > 0 ? 'passed' : 'not_meant';
  }

  async #queue(trigger: Trigger, change: Change, signal: AbortSignal): Promise<string | undefined> {
    const { state, subscription } = this.#options;
    const key = `${subscription.id}-${change.sequence}-${trigger.type}`;
    // The claim comes first: a process that dies between the two leaves no row rather than two.
    if (await state.claim(claimSpace, key, claimMilliseconds)) return this.#insertOften(trigger, key, signal);
    if ((await state.get(claimSpace, key))?.value === done) return undefined;
    if (this.#options.hasKey) return this.#insertOften(trigger, key, signal);
    return `${trigger.type} may not have been queued: the process that did it ended meanwhile`;
  }

  async #insertOften(trigger: Trigger, key: string, signal: AbortSignal): Promise<string | undefined> {
    const { state, firstWait } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const code = await this.#insert(trigger, key);
      if (code === undefined) {
        await state.put(claimSpace, key, done, { ttlMilliseconds: claimMilliseconds });
        return undefined;
      }
      const isNotDone = code === 'unavailable' || code === 'rate_limited';
      const canRepeat = isNotDone || (code === 'unknown_outcome' && this.#options.hasKey);
      if (canRepeat && signal.aborted) await state.delete(claimSpace, key);
      if (!canRepeat || attempt >= attempts || signal.aborted) return `${trigger.type} was not queued (${code})`;
      await delay(backoff(attempt, firstWait), undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Resolves with the code of the error, if there was one. */
  async #insert({ type, payload }: Trigger, key: string): Promise<ErrorCode | undefined> {
    const { tables, subscription, inBackground } = this.#options;
    const uniqueColumn = this.#options.hasKey ? keyColumn : undefined;
    const row = {
      agent_id: subscription.agent.id,
      trigger_type: type,
      payload,
      status: 'queued',
      created_at: new Date().toISOString(),
      ...(this.#options.hasKey && { [keyColumn]: key }),
    };
    try {
      await inBackground({
        tool: 'setup_agent_subscriptions',
        input: row,
        run: () => tables.insert('agent_workflows', row, uniqueColumn),
      });
      return undefined;
    } catch (error) {
      return error instanceof ToolError ? error.code : 'internal';
    }
  }
}
