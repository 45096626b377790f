import type { GuardedPost } from '@bizmcp/core';
import type { CallbackRules } from './callback-rules.ts';
import { CallbackSink } from './callback-sink.ts';
import { ChangeFeed } from './change-feed.ts';
import { ChangeIntake } from './change-intake.ts';
import { ChangeJournal } from './change-journal.ts';
import { ChangePasser, type ChangeSink } from './change-passer.ts';
import type { ChangeSubscription } from './change-subscription.ts';
import { KnownTickets } from './known-tickets.ts';
import { OwnTickets } from './own-tickets.ts';
import type { ProjectTables } from './project-tables.ts';
import type { RealtimeConnection } from './realtime-connection.ts';
import type { InBackground, State } from './shared-state.ts';
import { readTableShape } from './table-shape.ts';
import { keyColumn, TriggerSink } from './trigger-sink.ts';

export interface ChangeServerOptions {
  state: State;
  tables: ProjectTables;
  connection: RealtimeConnection;
  rules: CallbackRules;
  post: GuardedPost | undefined;
  inBackground: InBackground;
  /** Told after changes of a subscription were written. */
  onTold(id: string): void;
  /** Milliseconds before the second attempt of a callback or a queue row. */
  firstWait?: number;
}

/** Serves one subscription until the signal aborts. Rejects where it can't go on. The caller holds its lease. */
export async function serveSubscription(
  subscription: ChangeSubscription,
  options: ChangeServerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { state, tables, connection, onTold } = options;
  const { id } = subscription;
  const shape = await readTableShape(tables, subscription.table);
  const journal = await ChangeJournal.open(state, id);
  const sink = await sinkOf(subscription, options);
  const onWritten = async () => {
    if (!sink) await journal.forget(journal.head.last);
    onTold(id);
  };
  const intake = await ChangeIntake.open(journal, shape, onWritten, await countsOf(subscription, state, journal));
  const passer = sink && (await ChangePasser.open({ id, state, journal, shape, sink }));
  const feed = await ChangeFeed.open({ subscription, state, tables, connection, journal, intake, shape });
  // The end of one is the end of both.
  const end = new AbortController();
  const both = AbortSignal.any([signal, end.signal]);
  const works = [feed.run(both), ...(passer ? [passer.run(both)] : [])];
  try {
    await Promise.all(works);
  } finally {
    end.abort();
    await Promise.allSettled(works);
  }
}

/** Of what is watched for an agent's tickets most are others'. */
async function countsOf({ id, agent }: ChangeSubscription, state: State, journal: ChangeJournal) {
  if (agent?.preset !== 'support_tickets') return undefined;
  const tickets = await OwnTickets.open(agent.id, new KnownTickets(state, id), journal);
  return tickets.counts.bind(tickets);
}

async function sinkOf(subscription: ChangeSubscription, options: ChangeServerOptions): Promise<ChangeSink | undefined> {
  const { rules, post, state, tables, inBackground, firstWait } = options;
  const wait = firstWait === undefined ? {} : { firstWait };
  const { agent } = subscription;
  if (agent) {
    const hasKey = await tables.hasColumn('agent_workflows', keyColumn);
    return new TriggerSink({ subscription: { ...subscription, agent }, state, tables, inBackground, hasKey, ...wait });
  }
  if (subscription.callbackUrl === undefined || !post) return undefined;
  return new CallbackSink({ subscription, rules, post, inBackground, ...wait });
}
