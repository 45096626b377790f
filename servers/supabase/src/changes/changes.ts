import { createHash, randomUUID } from 'node:crypto';
import { type GuardedPost, ToolError, type Upstream } from '@bizmcp/core';
import type { DescribeProject } from '../schema/project-schema.ts';
import { type AgentPreset, presets } from './agent-presets.ts';
import { type CallbackRules, checkCallbackUrl } from './callback-rules.ts';
import type { Change, ChangeEvent } from './change.ts';
import { parseChangeFilter } from './change-filter.ts';
import { ChangeJournal } from './change-journal.ts';
import { type PassedOn, readPassedOn } from './change-passer.ts';
import { type ChangeStatus, readStatus, stateOnceBegun } from './change-status.ts';
import { type ChangeSubscription, SubscriptionStore } from './change-subscription.ts';
import { ChangeSupervisor, isServedNow } from './change-supervisor.ts';
import { lastDeadLetters } from './dead-letters.ts';
import { beginJournal } from './initial-journal.ts';
import { KnownTickets } from './known-tickets.ts';
import { outsideCalls } from './outside-calls.ts';
import { ProjectTables } from './project-tables.ts';
import { purgeSubscription } from './purge-subscription.ts';
import { RealtimeConnection } from './realtime-connection.ts';
import type { OpenSocket } from './realtime-socket.ts';
import type { InBackground, State } from './shared-state.ts';
import { keyColumn } from './trigger-sink.ts';

export interface ChangesOptions {
  /** The project's address. */
  url: string;
  /** The publishable (anon) key, or what stands in its place. */
  apiKey: string;
  /** The user's token, renewed where it has to be; the key itself where nobody is signed in. */
  accessToken(): Promise<string>;
  /** Whose subscriptions these are: the user's id or address. Others of this machine see theirs alone. */
  user: string;
  /** Its base is the project's address. */
  upstream: Upstream;
  /** The exposed schema, and what it has. */
  schema: string;
  describe: DescribeProject;
  state: State;
  changed(uri: string): void;
  onClose(closer: () => unknown): void;
  callbacks: CallbackRules;
  /** Core's guarded request; without it no callback is taken. */
  post?: GuardedPost;
  openSocket: OpenSocket;
  inBackground: InBackground;
  /** Milliseconds: how often the subscriptions are looked over, and the first wait after a failure. */
  poll?: number;
  firstWait?: number;
}

/** A subscription and how it fares. */
export interface ObservedSubscription {
  subscription: ChangeSubscription;
  status: ChangeStatus;
  /** How many changes it saw, and the latest of them, the newest first. */
  seen: number;
  latest: Change[];
  passed: PassedOn;
}

/** What somebody wants to be told of. */
interface AskedSubscription {
  table: string;
  events: readonly ChangeEvent[];
  filter?: string | undefined;
  callbackUrl?: string | undefined;
}

const mostSubscriptions = 50;
/** Changes of each that are listed with it. */
const mostLatest = 10;
/** Dead letters that are shown with a subscription. */
const mostDeadLetters = 20;

/** Subscriptions to the changes of tables. */
export class Changes {
  readonly #options: ChangesOptions;
  readonly #store: SubscriptionStore;
  readonly #supervisor: ChangeSupervisor;
  readonly #tables: ProjectTables;

  constructor(options: ChangesOptions) {
    const { url, apiKey, accessToken, state, upstream, post, firstWait, callbacks: rules } = options;
    const { openSocket, inBackground } = options;
    const wait = firstWait === undefined ? {} : { firstWait };
    const connection = new RealtimeConnection({ url, apiKey, accessToken, openSocket, ...wait });
    const onTold = (id: string) => options.changed(uriOf(id));
    this.#options = options;
    this.#tables = new ProjectTables(upstream, options);
    this.#store = new SubscriptionStore(state, ownerOf(url, options.user));
    const serving = { state, tables: this.#tables, connection, rules, post, onTold, inBackground, ...wait };
    this.#supervisor = new ChangeSupervisor(this.#store, serving, options.poll ?? 1000);
    options.onClose(async () => {
      await this.#supervisor.stop();
      connection.close();
    });
    // What was subscribed to by a process that ended is taken up again.
    outsideCalls(() => this.#supervisor.start());
  }

  /** Throws `invalid_input`, `not_found` or `not_configured` for what can't be subscribed to. */
  async check({ table, filter, callbackUrl }: Omit<AskedSubscription, 'events'>): Promise<{ hasRows: boolean }> {
    const condition = filter === undefined ? undefined : parseChangeFilter(filter);
    if (callbackUrl !== undefined) this.#checkCallback(callbackUrl);
    return { hasRows: await this.#tables.hasRows(table, condition) };
  }

  async subscribe(asked: AskedSubscription): Promise<ChangeSubscription> {
    const { table, filter, callbackUrl } = asked;
    await this.check(asked);
    return this.#add({
      table,
      events: [...new Set(asked.events)],
      ...(filter !== undefined && { filter }),
      ...(callbackUrl !== undefined && { callbackUrl }),
    });
  }

  /** How a new subscription fares. */
  async begun(id: string): Promise<ChangeStatus['state']> {
    return stateOnceBegun(this.#options.state, id);
  }

  /** Throws `not_found` where the queue or the table of a preset is missing. */
  async checkAgent(agentId: string, preset: AgentPreset): Promise<{ hasRows: boolean }> {
    await this.#checkQueue();
    return this.check({ table: preset, filter: presets[preset].filter(agentId) });
  }

  /** The subscription that a preset has for an agent already. */
  async ofAgent(agentId: string, preset: AgentPreset): Promise<ChangeSubscription | undefined> {
    return (await this.#store.list()).find(({ agent }) => agent?.id === agentId && agent.preset === preset);
  }

  /** Lets the changes of a preset queue rows for an agent; a second time it changes nothing. */
  async subscribeAgent(agentId: string, preset: AgentPreset): Promise<ChangeSubscription> {
    const present = await this.ofAgent(agentId, preset);
    if (present) return present;
    await this.checkAgent(agentId, preset);
    const { events, filter } = presets[preset];
    return this.#add({
      table: preset,
      events: [...events],
      filter: filter(agentId),
      agent: { id: agentId, preset },
    });
  }

  async list(): Promise<ObservedSubscription[]> {
    const all = await this.#store.list();
    return Promise.all(all.map((subscription) => this.#observe(subscription)));
  }

  /** Throws `not_found`. */
  async find(id: string): Promise<ChangeSubscription> {
    const subscription = await this.#store.get(id);
    if (!subscription) throw unknownSubscription();
    return subscription;
  }

  /** A subscription with its last changes and dead letters, the oldest first. Throws `not_found`. */
  async read(id: string) {
    const subscription = await this.find(id);
    const journal = await ChangeJournal.open(this.#options.state, id);
    const deadLetters = await lastDeadLetters(this.#options.state, id, mostDeadLetters);
    return { ...(await this.#observe(subscription)), ...(await journal.shown()), deadLetters };
  }

  /** Ends a subscription for good. Throws `not_found`. */
  async unsubscribe(id: string): Promise<void> {
    if (!(await this.#store.remove(id))) throw unknownSubscription();
    await this.#supervisor.end(id);
    await purgeSubscription(this.#options.state, id);
  }

  async #add(asked: Omit<ChangeSubscription, 'id' | 'createdAt'>): Promise<ChangeSubscription> {
    if ((await this.#store.list()).length >= mostSubscriptions) {
      throw new ToolError(
        'conflict',
        `There are ${mostSubscriptions} subscriptions already. End some with unsubscribe first.`,
      );
    }
    const id = randomUUID();
    const subscription = { ...asked, id, createdAt: new Date().toISOString() };
    const { state } = this.#options;
    await beginJournal(state, this.#tables, subscription);
    if (subscription.agent?.preset === 'support_tickets') {
      await new KnownTickets(state, id).seed(this.#tables, subscription.agent.id);
    }
    // Kept last: no process may serve it before it has a beginning.
    await this.#store.add(subscription);
    this.#supervisor.wake();
    return subscription;
  }

  /** Without a queue every change would become a dead letter. */
  async #checkQueue(): Promise<void> {
    await this.#tables.hasColumn('agent_workflows', keyColumn).catch((error: unknown) => {
      throw error instanceof ToolError && error.code === 'not_found' ? queueMissing() : error;
    });
  }

  #checkCallback(url: string): void {
    checkCallbackUrl(url, this.#options.callbacks);
    if (!this.#options.post) throw callbacksMissing();
  }

  async #observe(subscription: ChangeSubscription): Promise<ObservedSubscription> {
    const { state } = this.#options;
    const { id } = subscription;
    const status = await readStatus(state, id);
    const isServed = status.state !== 'live' || (await isServedNow(state, id));
    const honest = isServed
      ? status
      : { ...status, state: 'reconnecting' as const, problem: 'No process serves it now' };
    const journal = await ChangeJournal.open(state, id);
    const latest = (await journal.shown(mostLatest)).changes.toReversed();
    const passed = await readPassedOn(state, id);
    return { subscription, status: honest, seen: journal.head.sequence, latest, passed };
  }
}

/** Of a subscription with a filter: it may be misspelt, or wait for the first. */
export const noRows = 'No row fits this filter yet.';

export function uriOf(id: string): string {
  return `supabase://changes/${id}`;
}

function ownerOf(url: string, user: string): string {
  return createHash('sha256').update(`${url}\n${user}`).digest('hex').slice(0, 24);
}

function unknownSubscription(): ToolError {
  return new ToolError('not_found', 'There is no such subscription; find its id with list_subscriptions.');
}

function callbacksMissing(): ToolError {
  return new ToolError(
    'not_configured',
    'This server sends no callbacks. Leave callback_url out: the changes come as updates of the resource.',
  );
}

function queueMissing(): ToolError {
  return new ToolError(
    'not_found',
    'The project has no table agent_workflows that these credentials can see. Ask the user to create it with the SQL that the README of this server names.',
  );
}
