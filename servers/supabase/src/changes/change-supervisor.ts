import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '@bizmcp/core';
import { backoff } from './backoff.ts';
import { ChangeJournal } from './change-journal.ts';
import { type ChangeServerOptions, serveSubscription } from './change-server.ts';
import { endLive, readStatus, writeStatus } from './change-status.ts';
import type { ChangeSubscription, SubscriptionStore } from './change-subscription.ts';
import { purgeSubscription } from './purge-subscription.ts';
import type { State } from './shared-state.ts';

interface Run {
  stop: AbortController;
  done: Promise<void>;
  /** How far this process has told its clients. */
  told: number;
  isServing: boolean;
}

const servingSpace = 'supabase.serving';
const leaseMilliseconds = 15_000;

/** Sees to it that each subscription is served by one process, and that the clients of all of them hear of its changes. */
export class ChangeSupervisor {
  readonly #options: ChangeServerOptions;
  readonly #store: SubscriptionStore;
  readonly #poll: number;
  readonly #runs = new Map<string, Run>();
  readonly #end = new AbortController();
  readonly #self = randomUUID();
  /** Ends the wait before the next look. */
  #nap = new AbortController();
  #looking: Promise<void> | undefined;

  constructor(store: SubscriptionStore, options: ChangeServerOptions, pollMilliseconds: number) {
    this.#store = store;
    this.#options = options;
    this.#poll = pollMilliseconds;
  }

  /** Takes up what is there, and what will be. */
  start(): void {
    this.#looking ??= this.#lookOften();
  }

  /** Looks at once. */
  wake(): void {
    this.#nap.abort();
  }

  /** Ends all that runs and gives the leases back, so that another process goes on at once. */
  async stop(): Promise<void> {
    this.#end.abort();
    this.wake();
    for (const run of this.#runs.values()) run.stop.abort();
    await Promise.allSettled([this.#looking, ...[...this.#runs.values()].map(({ done }) => done)]);
  }

  /** Ends the serving of a subscription that was removed. */
  async end(id: string): Promise<void> {
    const run = this.#runs.get(id);
    run?.stop.abort();
    this.#runs.delete(id);
    await run?.done;
  }

  async #lookOften(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      this.#nap = new AbortController();
      // A state that can't be reached now may be reached by the next look.
      await this.#look().catch(() => {});
      await delay(this.#poll, undefined, { signal: this.#nap.signal, ref: false }).catch(() => {});
    }
  }

  async #look(): Promise<void> {
    const subscriptions = await this.#store.list();
    const ids = new Set(subscriptions.map(({ id }) => id));
    for (const id of this.#runs.keys()) {
      if (ids.has(id)) continue;
      await this.end(id);
      // The process that served it may have written on after it was removed.
      await purgeSubscription(this.#options.state, id);
    }
    for (const subscription of subscriptions) {
      const run = this.#runs.get(subscription.id);
      if (!run) this.#begin(subscription);
      else if (!run.isServing) await this.#tellOthers(subscription.id, run);
    }
  }

  #begin(subscription: ChangeSubscription): void {
    if (this.#end.signal.aborted) return;
    const run: Run = { stop: new AbortController(), done: Promise.resolve(), told: -1, isServing: false };
    run.done = this.#keepServing(subscription, run);
    this.#runs.set(subscription.id, run);
  }

  /** Another process writes the journal; the clients of this one hear of it all the same. */
  async #tellOthers(id: string, run: Run): Promise<void> {
    const { sequence } = (await ChangeJournal.open(this.#options.state, id)).head;
    if (run.told >= 0 && sequence > run.told) this.#options.onTold(id);
    run.told = sequence;
  }

  async #keepServing(subscription: ChangeSubscription, run: Run): Promise<void> {
    const { signal } = run.stop;
    const { state } = this.#options;
    for (let failures = 0; !signal.aborted; ) {
      const begun = Date.now();
      try {
        // Asked first, since waiting for a lease is work and other processes hold it for days.
        if (!(await isServedNow(state, subscription.id))) await this.#serve(subscription, run);
        failures = 0;
      } catch (error) {
        if (!signal.aborted) await this.#tellFailure(subscription.id, error).catch(() => {});
        failures = Date.now() - begun > 60_000 ? 1 : failures + 1;
      }
      const wait = failures > 0 ? backoff(failures, this.#poll) : this.#poll;
      await delay(wait, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async #tellFailure(id: string, error: unknown): Promise<void> {
    const { state } = this.#options;
    const problem = error instanceof ToolError ? error.message : 'Serving it failed';
    await writeStatus(state, id, { ...(await readStatus(state, id)), state: 'failed', problem });
  }

  async #serve(subscription: ChangeSubscription, run: Run): Promise<void> {
    const { state } = this.#options;
    await state.withLock(`supabase.serve.${subscription.id}`, leaseMilliseconds, async (lost) => {
      const signal = AbortSignal.any([run.stop.signal, lost]);
      const sign = () =>
        state.put(servingSpace, subscription.id, this.#self, { ttlMilliseconds: leaseMilliseconds }).catch(() => {});
      if (signal.aborted) return;
      await endLive(state, subscription.id);
      await sign();
      const timer = setInterval(sign, leaseMilliseconds / 3).unref();
      run.isServing = true;
      try {
        await serveSubscription(subscription, this.#options, signal);
      } finally {
        run.isServing = false;
        run.told = -1;
        clearInterval(timer);
        await state.delete(servingSpace, subscription.id).catch(() => {});
      }
    });
  }
}

/** Whether some process serves a subscription; one that died is forgotten after its lease. */
export async function isServedNow(state: State, id: string): Promise<boolean> {
  return (await state.get(servingSpace, id)) !== undefined;
}
