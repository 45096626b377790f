import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '@bizmcp/core';
import { backoff } from './backoff.ts';
import { changeEvents } from './change.ts';
import { parseChangeFilter } from './change-filter.ts';
import type { ChangeIntake } from './change-intake.ts';
import type { ChangeJournal } from './change-journal.ts';
import { type ChangeStatus, readStatus, writeStatus } from './change-status.ts';
import { type ChangeSubscription, watchedFilter } from './change-subscription.ts';
import { hiddenByInterruption, missedRows } from './missed-rows.ts';
import type { ProjectTables } from './project-tables.ts';
import type { Binding } from './realtime-channel.ts';
import type { RealtimeConnection } from './realtime-connection.ts';
import type { State } from './shared-state.ts';
import type { TableShape } from './table-shape.ts';

export interface ChangeFeedOptions {
  subscription: ChangeSubscription;
  state: State;
  tables: ProjectTables;
  connection: RealtimeConnection;
  journal: ChangeJournal;
  intake: ChangeIntake;
  shape: TableShape;
}

/** Leads one subscription's changes into its journal: from the stream, and from the table what the stream did not tell. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  #status: ChangeStatus;
  /** Counts joins; a read that began in an earlier one ends. */
  #era = 0;
  #stop: (reason: 'overflow' | 'failed') => void = () => {};

  private constructor(options: ChangeFeedOptions, status: ChangeStatus) {
    this.#options = options;
    this.#status = status;
  }

  static async open(options: ChangeFeedOptions): Promise<ChangeFeed> {
    const status = await readStatus(options.state, options.subscription.id);
    const feed = new ChangeFeed(options, status);
    options.intake.duplicates = status.duplicates;
    return feed;
  }

  /** Runs until the signal aborts; rejects where the journal can't be written. */
  async run(signal: AbortSignal): Promise<void> {
    const { subscription, connection, intake, tables } = this.#options;
    while (!signal.aborted) {
      const stopped = Promise.withResolvers<unknown>();
      const onAbort = () => stopped.resolve('aborted');
      this.#stop = stopped.resolve;
      signal.addEventListener('abort', onAbort, { once: true });
      const leave = connection.join(subscription.id, bindingsOf(subscription, tables.schema), {
        onReady: () => void this.#resume(),
        onChange: (change) => {
          if (!intake.take(change)) this.#stop('overflow');
          if (intake.failure) this.#stop('failed');
        },
        onDown: (reason) => this.#interrupted(reason),
      });
      await stopped.promise;
      this.#era += 1;
      signal.removeEventListener('abort', onAbort);
      leave();
      // What came is written before the stream goes on; what did not come meanwhile is read after the next join.
      if (intake.isHeld) intake.discard();
      else await intake.drain();
      if (!signal.aborted) this.#interrupted('more changes came than can be written');
    }
    this.#interrupted('no process serves it');
    await this.#save();
  }

  #interrupted(reason: string): void {
    this.#era += 1;
    const wasLive = this.#status.state === 'live';
    this.#set({
      state: 'reconnecting',
      problem: reason,
      downSince: this.#status.downSince ?? new Date().toISOString(),
      interruptions: this.#status.interruptions + (wasLive ? 1 : 0),
    });
  }

  async #resume(): Promise<void> {
    this.#era += 1;
    const era = this.#era;
    const { intake } = this.#options;
    intake.hold();
    this.#set({ state: 'catching_up' });
    for (let failures = 1; era === this.#era; failures += 1) {
      try {
        await this.#readMissed(era);
        break;
      } catch (error) {
        if (!(await this.#isWorthAnother(error, failures))) return;
      }
    }
    if (era !== this.#era) return;
    const unseen = this.#unseen();
    delete this.#status.downSince;
    this.#set({ state: 'live', ...unseen });
    intake.release().catch(() => this.#stop('failed'));
  }

  async #readMissed(era: number): Promise<void> {
    const { subscription, tables, journal, intake, shape } = this.#options;
    const { table, events } = subscription;
    const watched = watchedFilter(subscription);
    const filter = watched === undefined ? undefined : parseChangeFilter(watched);
    for await (const rows of missedRows({ tables, table, filter, events, shape, cursor: journal.head.cursor })) {
      if (era !== this.#era) return;
      const news = await intake.takeRows(rows, events);
      this.#status = { ...this.#status, caughtUp: this.#status.caughtUp + news };
    }
  }

  /** Without the rows that were missed the subscription would be a lie: it waits, and says so. */
  async #isWorthAnother(error: unknown, failures: number): Promise<boolean> {
    if (this.#options.intake.failure) {
      this.#stop('failed');
      return false;
    }
    const problem = error instanceof ToolError ? error.message : 'reading what was missed failed';
    this.#set({ state: 'catching_up', problem });
    await delay(backoff(failures, 500), undefined, { ref: false });
    return true;
  }

  #unseen(): Partial<ChangeStatus> {
    const hidden = hiddenByInterruption(this.#options.shape, this.#options.subscription.events);
    const { downSince } = this.#status;
    if (downSince === undefined || hidden.length === 0) return {};
    const until = new Date().toISOString();
    return { unseen: `What can't be seen of the time from ${downSince} to ${until}: ${hidden.join(', ')}` };
  }

  /** A problem is over unless it is told again. */
  #set({ problem, ...change }: Partial<ChangeStatus>): void {
    const { problem: _before, ...status } = this.#status;
    this.#status = { ...status, ...change, ...(problem !== undefined && { problem }) };
    // A status that can't be written stops nothing: the journal can't be written then either, and that does.
    this.#save().catch(() => {});
  }

  async #save(): Promise<void> {
    const { state, subscription, intake } = this.#options;
    await writeStatus(state, subscription.id, { ...this.#status, duplicates: intake.duplicates });
  }
}

function bindingsOf(subscription: ChangeSubscription, schema: string): Binding[] {
  const { table, events } = subscription;
  const filter = watchedFilter(subscription);
  const asked = events.length === changeEvents.length ? ['*'] : events;
  return asked.map((event) => ({ event, schema, table, ...(filter !== undefined && { filter }) }));
}
